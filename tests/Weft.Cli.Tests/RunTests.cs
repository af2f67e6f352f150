using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Weft.Cli.Tests;

/// <summary><c>weft run</c>, and nodes started by hand beside a hub.</summary>
public sealed class RunTests
{
    [Test]
    public void ThreeNodesWithFourThreadsEachLoseNoIncrement()
    {
        const int times = 1000;
        Finished run = Running.WeftToEnd("run", "-n", "3", "-c", Built.CounterConfiguration, Built.CounterFolder, "--", "count", "node{n}", $"{times}");
        Assert.That(run.ExitCode, Is.Zero, run.All);
        int[] totals = [.. Regex.Matches(run.Output, @"(?m)^\[[123]\] total (\d+) sum (\d+)$").Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
        Assert.That(totals, Has.Length.EqualTo(3), run.All);
        Assert.That(totals.Max(), Is.EqualTo(3 * 4 * times), run.All);
    }

    [Test]
    public void ANodeThatFailsEndsTheOthersAndTheRun()
    {
        Finished run = Running.WeftToEnd("run", "-n", "2", Built.CounterFolder, "--", "fail", "{n}");
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Match(@"\[[12]\] failing with [12]").And.Match(@"node [12] ended with code [12]"));
    }

    [TestCase(Running.SigInt)]
    [TestCase(Running.SigTerm)]
    public void ASignalEndsAllNodesAndLeavesNothingBehind(int signal)
    {
        using Running run = Running.Weft("run", "-n", "2", Built.CounterFolder, "--", "wait", "n{n}", "p{port}");
        Assert.That(run.Await("[1] waiting"), Does.Match(@"waiting wait n1 p[1-9]\d+$"));
        run.Await("[2] waiting wait n2");
        int[] children = Children(run.Id);
        run.Signal(signal);
        Assert.That(run.End().ExitCode, Is.Zero, run.Errors);
        AssertGone(children);
    }

    [Test]
    public void AKilledRunLeavesNoProcessBehind()
    {
        using Running run = Running.Weft("run", "-n", "2", Built.CounterFolder, "--", "wait", "n{n}");
        run.AwaitCount("waiting wait", 2);
        int[] children = Children(run.Id);
        Assert.That(children, Has.Length.EqualTo(3), "two nodes and the guard");
        run.Kill();
        AssertGone(children);
    }

    [Test]
    public void AKilledNodeFreesItsLock()
    {
        using Scratch scratch = new();
        string program = WeaveCounter(scratch);
        using Running hub = HubTests.StartHub(out string address);
        using Running holder = new(program, ["hold"], ("WEFT_HUB", address), ("WEFT_NODE", "holder"));
        holder.Await("held");
        using Running other = new(program, ["count", "other", "1"], ("WEFT_HUB", address), ("WEFT_NODE", "other"));
        Assert.That(() => Running.WeftToEnd("locks", "--hub", address).Errors, Does.Match(@"\d+:write +\d+:write\s*$").After(60).Seconds.PollEvery(100), "the other node waits");
        Assert.That(other.Output, Is.Empty);
        holder.Kill();
        Assert.That(other.End(), Has.Property(nameof(Finished.ExitCode)).Zero.And.Property(nameof(Finished.Output)).EqualTo("total 4 sum 4"));
    }

    [Test]
    public void AHubThatIsNotThereEndsTheProgramWithAddressAndRemedy()
    {
        using Scratch scratch = new();
        string quick = scratch.Write("quick.yaml", File.ReadAllText(Built.CounterConfiguration).Replace("hub-timeout: 10s", "hub-timeout: 1s", StringComparison.Ordinal));
        using Running node = new(WeaveCounter(scratch, quick), ["count", "a", "1"], ("WEFT_HUB", "tcp://127.0.0.1:1"));
        Finished end = node.End();
        Assert.That(end.ExitCode, Is.Not.Zero, end.All);
        Assert.That(end.Errors, Does.Contain("127.0.0.1:1"));
    }

    [Test]
    public void ANodeOfAnotherClusterIsRefused()
    {
        using Scratch scratch = new();
        using Running hub = HubTests.StartHub(out string address);
        using Running first = new(WeaveCounter(scratch), ["count", "a", "1"], ("WEFT_HUB", address));
        Assert.That(first.End().ExitCode, Is.Zero);
        string other = scratch.Write("other.yaml", File.ReadAllText(Built.CounterConfiguration).Replace("name: counting", "name: elsewhere", StringComparison.Ordinal));
        using Running second = new(WeaveCounter(scratch, other), ["count", "a", "1"], ("WEFT_HUB", address));
        Finished end = second.End();
        Assert.That(end.ExitCode, Is.Not.Zero, end.All);
        Assert.That(end.Errors, Does.Contain("counting").And.Contain("elsewhere"));
    }

    [Test]
    public void RootsNodesAndShowTellWhatTheHubHas()
    {
        using Scratch scratch = new();
        using Running hub = HubTests.StartHub(out string address);
        using Running node = new(WeaveCounter(scratch), ["hold"], ("WEFT_HUB", address), ("WEFT_NODE", "alpha"));
        node.Await("held");
        Assert.That(Running.WeftToEnd("nodes", "--hub", address).Errors, Does.Contain("alpha"));
        Finished roots = Running.WeftToEnd("roots", "--hub", address);
        Match counter = Regex.Match(roots.Errors, @"(?m)^counter .*object ([0-9a-f]+) ");
        Assert.That(counter.Success, roots.All);
        Finished show = Running.WeftToEnd("show", counter.Groups[1].Value, "--hub", address);
        Assert.That(show.ExitCode, Is.Zero, show.All);
        Assert.That(show.Errors, Does.Match(@"Counting\.Counter::_total +0"));
        Finished remove = Running.WeftToEnd("roots", "rm", "counter", "--hub", address);
        Assert.That(remove.ExitCode, Is.Zero, remove.All);
        Assert.That(Running.WeftToEnd("roots", "--hub", address).Errors, Does.Not.Contain("counter"));
        Assert.That(Running.WeftToEnd("roots", "rm", "counter", "--hub", address).ExitCode, Is.EqualTo(1));
        node.CloseInput();
        Assert.That(node.End().ExitCode, Is.Zero);
    }

    private static string WeaveCounter(Scratch scratch, string? configuration = null)
    {
        string output = scratch[$"woven-{Guid.NewGuid():N}"];
        Finished weave = Running.WeftToEnd("weave", "-c", configuration ?? Built.CounterConfiguration, Built.CounterFolder, "-o", output);
        Assert.That(weave.ExitCode, Is.Zero, weave.All);
        return Path.Combine(output, "Counter.dll");
    }

    /// <summary>The processes whose parent this is. A thread's own list of children ends with the thread, so it is not asked.</summary>
    private static int[] Children(int parent) =>
        [.. Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder)).Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture)).Where(id => ParentOf(id) == parent)];

    private static int? ParentOf(int id)
    {
        try
        {
            // The name in parentheses may contain anything; the state and the parent follow it.
            string status = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    private static void AssertGone(int[] processes) =>
        Assert.That(() => processes.Where(IsAlive).ToArray(), Is.Empty.After(60).Seconds.PollEvery(50));

    private static bool IsAlive(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
