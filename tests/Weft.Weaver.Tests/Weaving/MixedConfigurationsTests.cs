using System.Diagnostics;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.Weaving;

/// <summary>A program whose assemblies were woven with different configurations is told at its start.</summary>
public sealed class MixedConfigurationsTests
{
    private const string Cluster = "cluster: { hub: 'tcp://127.0.0.1:1', hub-timeout: 200ms }\n";

    [TestCase(true, "WEFT1078", "Library", "Program")]
    [TestCase(false, "WEFT1064", "127.0.0.1:1", "")]
    public async Task It_is_told_before_it_looks_for_the_hub(bool mixed, string code, string first, string second)
    {
        using Application application = new(Cluster + "roots: [{ field: Library.Held }, { field: Program.Held }]\n");
        application.Add(new("Library", "public static class Library { public static object Held; public static void Hold() => Held = new object(); }"));
        application.AddProgram(new("Program", "public static class Program { public static object Held; public static void Main() { Held = new object(); Library.Hold(); } }"), "Library");
        Assert.That(application.Weave().Success, Is.True);
        if (mixed)
            ReplaceLibrary(application);

        (int exitCode, string errors) = await RunAsync(Path.Combine(application.Output, "Program.dll"));
        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(errors, Does.Contain(code).And.Contain(first).And.Contain(second));
    }

    private static void ReplaceLibrary(Application application)
    {
        string other = application["other.yaml"];
        File.WriteAllText(other, "version: 1\n" + Cluster + "roots: [{ field: Library.Held, name: other }]\n");
        WeaveResult woven = application.Weave(request => request with { ConfigurationFile = other, Inputs = [Path.Combine(application.Input, "Library.dll")], OutputFolder = application["other"] });
        Assert.That(woven.Success, Is.True, string.Join('\n', woven.Diagnostics));
        File.Copy(Path.Combine(application["other"], "Library.dll"), Path.Combine(application.Output, "Library.dll"), overwrite: true);
    }

    private static async Task<(int, string)> RunAsync(string assembly)
    {
        ProcessStartInfo start = new("dotnet", [assembly]) { RedirectStandardError = true };
        start.Environment.Remove("WEFT_HUB");
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        string errors = await process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, errors);
    }
}
