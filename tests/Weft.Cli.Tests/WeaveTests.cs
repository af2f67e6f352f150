using System.Text.Json;

namespace Weft.Cli.Tests;

/// <summary><c>weft weave</c>, <c>check</c> and <c>explain</c> on a small program.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class WeaveTests
{
    [Test]
    public void AWovenFolderRunsAsItLiesAndWithoutAHubAsBefore()
    {
        using Scratch scratch = new();
        Finished woven = Running.WeftToEnd("weave", "-c", Built.CounterConfiguration, Built.CounterFolder, "-o", scratch["out"], "--verify");
        Assert.That(woven.ExitCode, Is.Zero, woven.All);
        Assert.That(woven.Errors, Does.Contain("rewritten Counter").And.Contain("Counting.Program.s_counter").And.Match(@"woven in \d+\.\d s").And.Contain("0 findings"));

        using Running before = new(Path.Combine(Built.CounterFolder, "Counter.dll"), ["count", "a", "1000"]);
        using Running after = new(Path.Combine(scratch["out"], "Counter.dll"), ["count", "a", "1000"]);
        Assert.That(before.End(), Is.EqualTo(new Finished(0, "total 4000 sum 4000", "")));
        Assert.That(after.End(), Is.EqualTo(new Finished(0, "total 4000 sum 4000", "")));
    }

    [Test]
    public void ASecondWeaveChangesNothing()
    {
        using Scratch scratch = new();
        string folder = scratch.CopyFolder(Built.CounterFolder, "app");
        Assert.That(Running.WeftToEnd("weave", folder, "--in-place").ExitCode, Is.Zero);
        byte[] first = File.ReadAllBytes(Path.Combine(folder, "Counter.dll"));
        Finished again = Running.WeftToEnd("weave", folder, "--in-place");
        Assert.That(again.ExitCode, Is.Zero, again.All);
        Assert.That(again.Errors, Does.Not.Contain("rewritten"));
        Assert.That(File.ReadAllBytes(Path.Combine(folder, "Counter.dll")), Is.EqualTo(first));
    }

    [Test]
    public void WovenWithAnotherConfigurationIsAnErrorThatNamesTheRemedy()
    {
        using Scratch scratch = new();
        string folder = scratch.CopyFolder(Built.CounterFolder, "app");
        Assert.That(Running.WeftToEnd("weave", folder, "--in-place").ExitCode, Is.Zero);
        byte[] first = File.ReadAllBytes(Path.Combine(folder, "Counter.dll"));
        string other = scratch.Write("other.yaml", File.ReadAllText(Built.CounterConfiguration).Replace("name: counter", "name: other", StringComparison.Ordinal));
        Finished again = Running.WeftToEnd("weave", "-c", other, folder, "--in-place");
        Assert.That(again.ExitCode, Is.EqualTo(1), again.All);
        Assert.That(again.Errors, Does.Contain("error WEFT1029").And.Contain("original"));
        Assert.That(File.ReadAllBytes(Path.Combine(folder, "Counter.dll")), Is.EqualTo(first));
    }

    [Test]
    public void AnUnknownKeyIsToldByFileLineAndColumnAndNothingIsWritten()
    {
        using Scratch scratch = new();
        string wrong = scratch.Write("weft.yaml", "version: 1\nroot:\n  - field: A.b\n");
        Finished run = Running.WeftToEnd("weave", "-c", wrong, Built.CounterFolder, "-o", scratch["out"]);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Contain($"{wrong}(2,1): error WEFT1003").And.Contain("roots"));
        Assert.That(Directory.Exists(scratch["out"]), Is.False);
    }

    [Test]
    public void AnOutputThatIsAFileIsRefused()
    {
        using Scratch scratch = new();
        string file = scratch.Write("out", "taken");
        Finished run = Running.WeftToEnd("weave", Built.CounterFolder, "-o", file);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Contain(file));
        Assert.That(File.ReadAllText(file), Is.EqualTo("taken"));
    }

    [Test]
    public void CheckAndExplainWriteOneDocument()
    {
        using JsonDocument check = JsonDocument.Parse(Running.WeftToEnd("check", Built.CounterFolder, "--json").Output);
        Assert.That(check.RootElement.GetProperty("success").GetBoolean(), Is.True);
        using JsonDocument explain = JsonDocument.Parse(Running.WeftToEnd("explain", Built.CounterFolder, "--json").Output);
        Assert.That(explain.RootElement.GetProperty("explanation").GetProperty("roots")[0].GetProperty("name").GetString(), Is.EqualTo("counter"));
    }
}
