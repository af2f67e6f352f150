using System.Text.Json;

namespace Weft.Cli.Tests;

/// <summary><c>weft explain</c>: what is done to a type, field, method or line, by which rule, and what the IL becomes.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ExplainTests
{
    [Test]
    public void ATypeIsExplainedWithItsFieldsTheWayToItAndTheRuleThatBegins()
    {
        Finished run = Explain(Built.ScopeServerFolder, "-c", Built.ScopeServerConfiguration, "--type", "ChatLog");
        Assert.That(run.ExitCode, Is.Zero, run.All);
        Assert.That(run.Errors, Does.Match(@"class ScopeServer\.Core\.ChatLog: derives from .*reached from root 'scopes' \[weft\.yaml\(6,12\)\]")
            .And.Contain("way: root 'scopes' is ScopeServer.Core.Scope.children on ScopeServer.Core.GlobalScope > ")
            .And.Contain(" > ScopeServer.Core.Room.Chat refers to ScopeServer.Core.ChatLog"));
        Assert.That(run.Errors, Does.Match(@"field audience: transient: transient by weft\.yaml\(\d+\) \[weft\.yaml\(\d+,\d+\)\]").And.Contain("field count: shared")
            .And.Match(@"method ScopeServer\.Core\.ChatLog::Announce\(.*\): distributed, runs on all nodes.* \[weft\.yaml\(\d+,\d+\)\]"));
        Assert.That(run.Errors, Does.Not.Contain("Scope::OpenRoom"));
    }

    [Test]
    public void ATypeThatIsNotSharedIsExplainedToo()
    {
        Finished run = Explain(Built.ScopeServerFolder, "-c", Built.ScopeServerConfiguration, "--type", "RejectedException");
        Assert.That(run.ExitCode, Is.Zero, run.All);
        Assert.That(run.Errors, Does.Contain("RejectedException: not shared: no root reaches it"));
    }

    [Test]
    public void AFieldIsExplainedWithAllThatUsesIt()
    {
        Finished run = Explain(Built.CounterFolder, "--field", "Counter._total");
        Assert.That(run.ExitCode, Is.Zero, run.All);
        Assert.That(run.Errors, Does.Contain("field _total: shared").And.Contain("Write: stfld int Counter::_total").And.Contain("Counter::Total()").And.Not.Contain("_byName"));
    }

    [Test]
    public void AMethodIsExplainedEvenWhereNothingIsDone()
    {
        Finished run = Explain(Built.CounterFolder, "--method", "Program.Count(string, int)");
        Assert.That(run.ExitCode, Is.Zero, run.All);
        Assert.That(run.Errors, Does.Match(@"Counting\.Program::Count\(System\.String,System\.Int32\): unchanged: it touches nothing that is shared \(Program\.cs:\d+\)"));
    }

    [Test]
    public void ALineIsExplainedByTheInstructionsThatStandInIt()
    {
        Finished run = Explain(Built.CounterFolder, "--line", "Counter.cs:14");
        Assert.That(run.ExitCode, Is.Zero, run.All);
        Assert.That(run.Errors, Does.Contain("Counter::Increment").And.Contain("Write: stfld int Counter::_total: a field of a shared class (Counter.cs:14)").And.Not.Contain("_byName"));
    }

    [TestCase("--type", "Countr", "did you mean 'Counter'?")]
    [TestCase("--field", "Counter._totl", "did you mean 'Counter._total'?")]
    [TestCase("--method", "Incremant", "did you mean 'Increment'?")]
    [TestCase("--line", "Countr.cs:14", "did you mean 'Counter.cs'?")]
    [TestCase("--line", "Counter.cs:900", "the nearest is in line")]
    [TestCase("--line", "Counter.cs", "write FILE:LINE")]
    public void WhatNothingIsCalledIsAnErrorWithTheNearestName(string option, string value, string hint)
    {
        foreach (string[] more in new string[][] { [], ["--diff"] })
        {
            Finished run = Explain([Built.CounterFolder, option, value, .. more]);
            Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
            Assert.That(run.Errors, Does.Contain(hint));
        }
    }

    [Test]
    public void WhatIsRefusedIsToldWithTheMemberThatItIsAbout()
    {
        using Scratch scratch = new();
        string wrong = scratch.Write("weft.yaml", "version: 1\nroots:\n  - field: ScopeServer.Core.Scope.children\n    on: ScopeServer.Core.GlobalScope\n");
        Finished run = Explain(Built.ScopeServerFolder, "-c", wrong, "--type", "ClientConnection");
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Match(@"ClientConnection\.cs\(\d+,\d+\): error WEFT1201: ScopeServer\.ClientConnection\.socket cannot be shared").And.Not.Contain("error WEFT1201: ScopeServer.Core"));
    }

    [Test]
    public void TheDifferenceShowsInstructionsBeforeAndAfterWithTheRuleOfEachAndWritesNothing()
    {
        using Scratch scratch = new();
        string folder = scratch.CopyFolder(Built.CounterFolder, "app");
        Dictionary<string, byte[]> before = Directory.GetFiles(folder).ToDictionary(file => file, File.ReadAllBytes);
        Finished run = Explain(folder, "-c", Built.CounterConfiguration, "--method", "Increment", "--diff");
        Assert.That(run.ExitCode, Is.Zero, run.All);
        Assert.That(run.Errors, Does.Contain("-    call void Monitor::Enter(object, bool&)").And.Contain("+    call void MonitorShims::Enter(object, bool&)").And.Match(@"(?m)^\+ .*Counter::\$weft_set__total\(int\)")
            .And.Contain("Write: stfld int Counter::_total: a field of a shared class (Counter.cs:14)").And.Match("(?m)^@@ -").And.Contain("1 method changed").And.Contain("nothing was written"));
        Assert.That(Directory.GetFiles(folder).ToDictionary(file => file, File.ReadAllBytes), Is.EqualTo(before));
    }

    [Test]
    public void TheDifferenceOfATypeShowsWhatIsMadeForIt()
    {
        using JsonDocument document = JsonDocument.Parse(Explain(Built.CounterFolder, "--type", "Counter", "--diff", "--json").Output);
        JsonElement[] made = [.. document.RootElement.GetProperty("differences").EnumerateArray().Where(item => item.GetProperty("added").GetBoolean())];
        Assert.That(made.Select(item => item.GetProperty("method").GetString()), Does.Contain("Counting.Counter::$weft_get__total()"));
        Assert.That(made[0].GetProperty("lines").EnumerateArray().Select(line => line.GetString()), Has.All.StartWith("+"));
    }

    [Test]
    public void JsonHasRulesAndWays()
    {
        using JsonDocument document = JsonDocument.Parse(Explain(Built.CounterFolder, "--type", "Counting.Counter", "--json").Output);
        JsonElement type = document.RootElement.GetProperty("explanation").GetProperty("types")[0];
        Assert.That(type.GetProperty("shared").GetBoolean(), Is.True);
        Assert.That(type.GetProperty("rule").GetProperty("line").GetInt32(), Is.EqualTo(7));
        Assert.That(type.GetProperty("path").EnumerateArray().Select(step => step.GetString()), Is.EqualTo(new[] { "root 'counter' is Counting.Program.s_counter", "Counting.Program.s_counter refers to Counting.Counter" }));
    }

    [Test]
    public void ACodeIsExplainedByItsPage()
    {
        Finished run = Explain("WEFT1203");
        Assert.That(run.ExitCode, Is.Zero, run.All);
        Assert.That(run.Errors, Does.Contain("Cause: A base class").And.Contain("Remedy: ").And.Contain("Orders : Component").And.Contain("docs/diagnostics/12xx.md#weft1203"));
        using JsonDocument document = JsonDocument.Parse(Explain("weft1203", "--json").Output);
        Assert.That(document.RootElement.GetProperty("codes")[0].GetProperty("cause").GetString(), Does.StartWith("A base class"));
        Finished unknown = Explain("WEFT9998");
        Assert.That((unknown.ExitCode, unknown.Errors), Is.EqualTo((1, "weft: error: there is no code WEFT9998; docs/diagnostics.md lists all of them")));
    }

    [Test]
    public void JsonNamesTheHelpOfEachMessage()
    {
        using Scratch scratch = new();
        string wrong = scratch.Write("weft.yaml", "version: 1\nroot: []\n");
        using JsonDocument document = JsonDocument.Parse(Running.WeftToEnd("check", "-c", wrong, Built.CounterFolder, "--json").Output);
        Assert.That(document.RootElement.GetProperty("diagnostics")[0].GetProperty("help").GetString(), Is.EqualTo("docs/diagnostics/10xx.md#weft1003"));
    }

    private static Finished Explain(params string[] arguments) => Running.WeftToEnd(["explain", .. arguments]);
}
