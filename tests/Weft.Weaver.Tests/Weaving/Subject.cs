using System.Diagnostics;
using System.Reflection;

namespace Weft.Weaver.Tests.Weaving;

/// <summary>A subject as it was built, and what weaving makes of it.</summary>
internal static class Subject
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly string Repository = Metadata("RepositoryRoot");

    internal static string Folder(string subject) => Output("tests/Subjects/" + subject);

    internal static string Source(string subject, string file) => Path.Combine(Repository, "tests/Subjects", subject, file);

    internal static string Golden(string file) => Path.Combine(Repository, "tests/Weft.Weaver.Tests/Golden", file);

    internal static WeaveResult Weave(string subject, string input, string output) => WeaverEngine.Weave(Request(subject, input, output));

    internal static WeaveRequest Request(string subject, string input, string output) => new()
    {
        ConfigurationFile = Source(subject, "weft.yaml"),
        Inputs = [input],
        RuntimeAssembly = Path.Combine(Output("src/Runtime/Weft.Runtime"), "Weft.Runtime.dll"),
        OutputFolder = output,
        Verify = true,
    };

    /// <summary>Runs a program and gives back what it printed.</summary>
    internal static async Task<string> RunAsync(string assembly)
    {
        ProcessStartInfo start = new("dotnet", [assembly]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("WEFT_HUB");
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(Limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{assembly} did not end within {Limit}.");
        }
        Assert.That(process.ExitCode, Is.Zero, await errors);
        return await output;
    }

    private static string Output(string project) => Path.Combine(Repository, project, "bin", Metadata("Configuration"), "net10.0");

    private static string Metadata(string key) =>
        typeof(Subject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
