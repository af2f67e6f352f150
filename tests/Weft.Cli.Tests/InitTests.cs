using System.Text.Json;

namespace Weft.Cli.Tests;

/// <summary><c>weft init</c>: what it proposes is accepted by <c>weft check</c> and runs.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class InitTests
{
    [Test]
    public void AServerThatNobodyHasConfiguredGetsItsRootsListenersAndDistributedMethods()
    {
        using Scratch scratch = new();
        Finished init = Running.WeftToEnd("init", Built.ScopeServerFolder, "-o", scratch["weft.yaml"]);
        Assert.That(init.ExitCode, Is.Zero, init.All);
        string text = File.ReadAllText(scratch["weft.yaml"]);
        Assert.That(text, Does.Contain("  - field: ScopeServer.Core.Scope.children\n    on: ScopeServer.Core.GlobalScope\n").And.Contain("  - field: ScopeServer.Core.Scope.attributes\n")
            .And.Match(@"# leads to ScopeServer\.Core\.Audience, which .*WebSocket.*\n  - field: ScopeServer\.Core\.Room\.audience").And.Contain("  - field: ScopeServer.Core.SharedObject.audience").And.Contain("  - field: ScopeServer.Core.ChatLog.audience"));
        Assert.That(text, Does.Contain("- method: ScopeServer.Core.Room.NotifyClosed()").And.Contain("- method: ScopeServer.Core.SharedObject.Notify(").And.Contain("- method: ScopeServer.Core.ChatLog.Announce("));
        Assert.That(text, Does.Not.Contain("Scope.Parent").And.Not.Contain("field: ScopeServer.ClientConnection").And.Not.Contain("Scope.OpenRoom"));
        Finished check = Running.WeftToEnd("check", "-c", scratch["weft.yaml"], Built.ScopeServerFolder);
        Assert.That(check.ExitCode, Is.Zero, check.All + text);
    }

    [Test]
    public void AProgramWovenWithItsProposalRunsAsBefore()
    {
        using Scratch scratch = new();
        Finished init = Running.WeftToEnd("init", Built.CounterFolder);
        Assert.That(init.ExitCode, Is.Zero, init.All);
        string file = scratch.Write("weft.yaml", init.Output + "\n");
        Finished woven = Running.WeftToEnd("weave", "-c", file, Built.CounterFolder, "-o", scratch["out"], "--verify");
        Assert.That(woven.ExitCode, Is.Zero, woven.All);
        using Running after = new(Path.Combine(scratch["out"], "Counter.dll"), ["count", "a", "1000"]);
        Assert.That(after.End(), Is.EqualTo(new Finished(0, "total 4000 sum 4000", "")));
    }

    [Test]
    public void AFileIsNeverReplacedUnasked()
    {
        using Scratch scratch = new();
        string file = scratch.Write("weft.yaml", "mine");
        Finished refused = Running.WeftToEnd("init", Built.CounterFolder, "-o", file);
        Assert.That(refused.ExitCode, Is.EqualTo(1), refused.All);
        Assert.That(refused.Errors, Does.Contain(file).And.Contain("--force"));
        Assert.That(File.ReadAllText(file), Is.EqualTo("mine"));
        Assert.That(Running.WeftToEnd("init", Built.CounterFolder, "-o", file, "--force").ExitCode, Is.Zero);
        Assert.That(File.ReadAllText(file), Does.Contain("field: Counting.Program.s_counter"));
    }

    [Test]
    public void NamedFieldsAreTheRootsAndJsonHasTheFile()
    {
        using JsonDocument document = JsonDocument.Parse(Running.WeftToEnd("init", Built.ScopeServerFolder, "--root", "ScopeServer.Core.GlobalScope.children", "--json").Output);
        Assert.That(document.RootElement.GetProperty("success").GetBoolean(), Is.True);
        Assert.That(document.RootElement.GetProperty("configuration").GetString(), Does.Contain("named on the command line").And.Contain("on: ScopeServer.Core.GlobalScope").And.Not.Contain("Scope.attributes\n"));
        Finished unknown = Running.WeftToEnd("init", Built.CounterFolder, "--root", "Counting.Program.s_countr");
        Assert.That(unknown.ExitCode, Is.EqualTo(1), unknown.All);
        Assert.That(unknown.Errors, Does.Contain("did you mean 's_counter'?"));
    }
}
