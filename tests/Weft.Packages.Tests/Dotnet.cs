using System.Diagnostics;
using Weft.Cli.Tests;

namespace Weft.Packages.Tests;

/// <summary>Runs <c>dotnet</c>, or another program, to its end.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    internal static Finished Run(string folder, (string Name, string Value)[] environment, params string[] arguments) => RunProgram("dotnet", folder, environment, arguments);

    internal static Finished RunProgram(string program, string folder, (string Name, string Value)[] environment, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the test's own host was started with belongs to another build.
        foreach (string inherited in start.Environment.Keys.Where(key => key.StartsWith("WEFT_", StringComparison.Ordinal) || key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(inherited);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end within {Patience}.");
        }
        return new(process.ExitCode, output.Result, errors.Result);
    }
}
