using System.Text.Json;

namespace Weft.Cli.Tests;

/// <summary><c>weft check</c>: all errors of a run, and the locks round every write.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CheckTests
{
    [Test]
    public void WritesAreListedByTypeWithTheLocksThatCoverThem()
    {
        Finished run = Running.WeftToEnd("check", "-c", Built.ScopeServerConfiguration, Built.ScopeServerFolder);
        Assert.That(run.ExitCode, Is.Zero, run.All);
        Assert.That(run.Errors, Does.Contain("writes to ScopeServer.Core.SharedObject:").And.Match(@"covered   ScopeServer\.Core\.Scope\.children: Dictionary\.Add in .*OpenRoom.*\(Scope\.cs:\d+\): this\.children")
            .And.Match(@"covered   ScopeServer\.Core\.SharedObject\.keys: List\.RemoveAt in ScopeServer\.Core\.SharedObject::RemoveAt\(System\.Int32\) .*: this\.sync").And.Contain(" 0 unlocked, 0 unknown"));
    }

    [Test]
    public void JsonHasEachWriteWithItsCover()
    {
        using JsonDocument document = JsonDocument.Parse(Running.WeftToEnd("check", Built.CounterFolder, "--json").Output);
        JsonElement write = document.RootElement.GetProperty("writes").EnumerateArray().Single(item => item.GetProperty("target").GetString() == "Counting.Counter._total");
        Assert.That(write.GetProperty("cover").GetString(), Is.EqualTo("covered"));
        Assert.That(write.GetProperty("locks")[0].GetProperty("name").GetString(), Is.EqualTo("this._gate"));
    }

    [Test]
    public void AllErrorsOfARunAreShownThoseOfTheFileAndThoseOfTheNamesInIt()
    {
        using Scratch scratch = new();
        string wrong = scratch.Write("weft.yaml", "version: 1\ncluster:\n  hub-timeout: soon\nroot: []\nroots:\n  - field: Counting.Program.s_countr\nexclude:\n  - Nowhere.*\n");
        Finished run = Running.WeftToEnd("check", "-c", wrong, Built.CounterFolder);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Contain("(3,16): error WEFT1006").And.Contain("(4,1): error WEFT1003").And.Contain("(6,12): error WEFT1101").And.Contain("(8,5): error WEFT1011"));
    }
}
