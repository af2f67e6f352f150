using System.Diagnostics;
using System.Text;

namespace Weft.Build.Tests;

/// <summary>What a command said, and how it ended.</summary>
internal sealed record Outcome(int ExitCode, string Text)
{
    /// <summary>Whether a compiler was started.</summary>
    internal bool Compiled => Text.Contains("Roslyn/bincore/csc", StringComparison.Ordinal) || Text.Contains("csc.dll", StringComparison.Ordinal);

    /// <summary>Whether the weaver wrote an assembly.</summary>
    internal bool Woven => Text.Contains(": woven, ", StringComparison.Ordinal);

    /// <summary>The messages in MSBuild's canonical form, each once, without the project that they end with.</summary>
    internal string[] Messages(string severity) =>
    [
        .. Text.Split('\n').Where(line => line.Contains($"{severity} WEFT", StringComparison.Ordinal)).Select(line => line.Split(" [")[0].Trim())
            .Select(line => line[(line.IndexOf('>', StringComparison.Ordinal) + 1)..]).Distinct(),
    ];
}

/// <summary>Runs the <c>dotnet</c> command apart from what surrounds the tests.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly string[] Surroundings = ["MSBUILD", "WEFT_", "NUGET_PACKAGES", "VSTEST_", "DOTNET_WATCH", "TESTINGPLATFORM_", "CI"];

    internal static Outcome Dotnet(string folder, params string[] arguments) => Run(folder, "dotnet", new Dictionary<string, string>(), arguments);

    internal static Outcome Run(string folder, string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        StringBuilder text = new();
        using Process process = new() { StartInfo = Start(folder, program, environment, arguments) };
        process.OutputDataReceived += (_, line) => Add(text, line.Data);
        process.ErrorDataReceived += (_, line) => Add(text, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end in time:\n{text}");
        }
        process.WaitForExit();
        return new(process.ExitCode, text.ToString());
    }

    /// <summary>How to start a program without what surrounds the tests.</summary>
    internal static ProcessStartInfo Start(string folder, string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(name => Surroundings.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToArray())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return start;
    }

    private static void Add(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.Append(line).Append('\n');
    }
}
