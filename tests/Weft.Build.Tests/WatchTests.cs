using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Weft.Build.Tests;

/// <summary>`dotnet watch` on a woven project: what hot reload cannot do is said once, and a change builds, weaves and starts the program anew.</summary>
public sealed class WatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Test]
    public async Task A_change_restarts_the_woven_program()
    {
        using Solution solution = new("watch");
        solution.Project("App", "<OutputType>Exe</OutputType><TreatWarningsAsErrors>true</TreatWarningsAsErrors>")
            .Write("App/Program.cs", """
                namespace App;
                class Till { public int Total; }
                static class Program
                {
                    static readonly Till s_till = new();
                    static void Main() { lock (s_till) s_till.Total++; System.Console.WriteLine("first " + s_till.Total); System.Threading.Thread.Sleep(System.TimeSpan.FromMinutes(5)); }
                }
                """)
            .Write("App/weft.yaml", "version: 1\nroots:\n  - field: App.Program.s_till\n    name: till\n");
        List<string> lines = [];
        using Process watch = new() { StartInfo = Command.Start(solution["App"], "dotnet", new Dictionary<string, string>(), "watch", "--non-interactive", "run") };
        watch.OutputDataReceived += (_, line) => Add(lines, line.Data);
        watch.ErrorDataReceived += (_, line) => Add(lines, line.Data);
        watch.Start();
        watch.BeginOutputReadLine();
        watch.BeginErrorReadLine();
        try
        {
            await AwaitAsync(lines, "^first 1$");
            await AwaitAsync(lines, "Waiting for changes");
            solution.Replace("App/Program.cs", "first", "second");
            await AwaitAsync(lines, "^second 1$");
            Assert.That(solution.IsWoven("App/bin/Debug/net10.0/App.dll"), Is.True);
            Assert.That(Regex.Count(Text(lines), "App.csproj: WEFT1043: "), Is.EqualTo(1), Text(lines));
        }
        finally
        {
            watch.Kill(entireProcessTree: true);
            await watch.WaitForExitAsync();
        }

        // A build without it forgets that it was said; the whole output has a memory of its own.
        foreach (string mode in (string[])["-p:WeftWholeOutput=false", "-p:WeftWholeOutput=true"])
        {
            solution.Succeed("App", "build", "--no-restore", mode);
            Assert.That(BuildUnderWatch(solution, mode), Does.Contain("App.csproj: WEFT1043: "));
            Assert.That(BuildUnderWatch(solution, mode), Does.Not.Contain("WEFT1043"));
        }
    }

    private static string BuildUnderWatch(Solution solution, string mode)
    {
        Outcome outcome = Command.Run(solution["App"], "dotnet", new Dictionary<string, string> { ["DOTNET_WATCH"] = "1" }, "build", "--no-restore", mode, "-nologo", "-v:n", "-tl:off");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Text);
        return outcome.Text;
    }

    private static async Task AwaitAsync(List<string> lines, string pattern)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!Regex.IsMatch(Text(lines), pattern, RegexOptions.Multiline))
        {
            Assert.That(waited.Elapsed, Is.LessThan(Patience), $"'{pattern}' did not come:\n{Text(lines)}");
            await Task.Delay(50);
        }
    }

    private static void Add(List<string> lines, string? line)
    {
        if (line is null)
            return;
        lock (lines)
            lines.Add(line);
    }

    private static string Text(List<string> lines)
    {
        lock (lines)
            return string.Join('\n', lines);
    }
}
