using System.Text.Json;

namespace Weft.Cli.Tests;

/// <summary>Help, versions and wrong usage of every command.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class UsageTests
{
    private static readonly string[] Commands = ["init", "check", "explain", "weave", "verify", "hub", "run", "status", "roots", "nodes", "show"];

    [Test]
    public void HelpListsEveryCommandAndNoHiddenOne()
    {
        Finished help = Running.WeftToEnd("--help");
        Assert.That(help.ExitCode, Is.Zero, help.All);
        foreach (string command in Commands)
            Assert.That(help.Output, Does.Match($@"(?m)^  {command}\b"));
        Assert.That(help.Output, Does.Not.Contain("prepare-methods").And.Not.Contain("guard-run"));
    }

    [TestCaseSource(nameof(Commands))]
    public void HelpOfEachCommandHasExamples(string command)
    {
        Finished help = Running.WeftToEnd(command, "--help");
        Assert.That(help.ExitCode, Is.Zero, help.All);
        Assert.That(help.Output, Does.Contain("Examples:").And.Contain($"  weft {command}"));
    }

    [Test]
    public void VersionIsPrinted() => Assert.That(Running.WeftToEnd("--version").Output, Does.Match(@"^\d+\.\d+\.\d+"));

    [TestCase()]
    [TestCase("wave")]
    [TestCase("weave")]
    [TestCase("weave", "x.dll")]
    [TestCase("weave", "x.dll", "-o", "out", "--in-place")]
    [TestCase("weave", "x.dll", "-o", "out", "--colour")]
    [TestCase("init")]
    [TestCase("check")]
    [TestCase("explain")]
    [TestCase("verify")]
    [TestCase("verify", "x.dll", "--timeout", "0")]
    [TestCase("verify", "x.dll", "--timeout", "soon")]
    [TestCase("verify", "x.dll", "--il-only", "--jit-only")]
    [TestCase("weave", "x.dll", "--in-place", "--verify", "--no-verify")]
    [TestCase("hub", "--listen", "127.0.0.1")]
    [TestCase("hub", "--listen", "http://127.0.0.1:1")]
    [TestCase("hub", "--listen", "tcp://127.0.0.1:99999")]
    [TestCase("hub", "--reconnect-window", "soon")]
    [TestCase("hub", "--data", "")]
    [TestCase("hub", "--data", "folder", "--compact-after", "0")]
    [TestCase("hub", "--data", "folder", "--max-object", "1000")]
    [TestCase("hub", "--node-timeout", "0s")]
    [TestCase("run")]
    [TestCase("run", "-n", "0", "x")]
    [TestCase("show")]
    [TestCase("show", "apple", "--hub", "tcp://127.0.0.1:1")]
    [TestCase("status", "--hub", "nonsense")]
    [TestCase("nodes", "extra")]
    public void WrongUsageExitsWithTwoAndSaysHowToGetHelp(params string[] arguments)
    {
        Finished run = Running.WeftToEnd(arguments);
        Assert.That(run.ExitCode, Is.EqualTo(2), run.All);
        Assert.That(run.Errors, Does.Contain("--help"));
        Assert.That(run.Output, Is.Empty);
    }

    [TestCase("--tls-cert", "file")]
    [TestCase("--tls-key", "file")]
    [TestCase("--client-ca", "file")]
    [TestCase("--token-file", "file")]
    public void HubRefusesWhatThisVersionCannotDo(string option, string value)
    {
        Finished run = Running.WeftToEnd("hub", option, value);
        Assert.That(run.ExitCode, Is.EqualTo(2), run.All);
        Assert.That(run.Errors, Does.Contain(option).And.Contain("not supported in this version"));
        Assert.That(Running.WeftToEnd("hub", "--help").Output, Does.Not.Contain(option));
    }

    [TestCase("verify", "missing.dll")]
    [TestCase("init", "missing.dll")]
    [TestCase("check", "missing.dll")]
    [TestCase("explain", "missing.dll")]
    [TestCase("run", "missing")]
    public void AMissingFileExitsWithOneAndIsNamed(params string[] arguments)
    {
        Finished run = Running.WeftToEnd(arguments);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Contain(arguments[^1]).And.Contain("does not exist"));
    }

    [Test]
    public void AMissingConfigurationExitsWithOne()
    {
        Finished run = Running.WeftToEnd("check", "-c", "missing.yaml", Built.CounterFolder);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Contain("missing.yaml"));
    }

    [Test]
    public void AHubThatIsNotThereIsToldWithAddressAndRemedy()
    {
        Finished run = Running.WeftToEnd("status", "--hub", "tcp://127.0.0.1:1");
        Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
        Assert.That(run.Errors, Does.Contain("tcp://127.0.0.1:1").And.Contain("weft hub"));
    }

    [Test]
    public void AHubMustBeNamedSomewhere()
    {
        Finished run = Running.WeftToEnd("status");
        Assert.That(run.ExitCode, Is.EqualTo(2), run.All);
        Assert.That(run.Errors, Does.Contain("WEFT_HUB").And.Contain("--hub"));
    }

    [Test]
    public void JsonIsOneDocumentOnStandardOutput()
    {
        Finished run = Running.WeftToEnd("verify", Built.CounterFolder, "--json");
        Assert.That(run.ExitCode, Is.Zero, run.All);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.That(document.RootElement.GetProperty("methods").GetInt32(), Is.GreaterThan(5));
        Assert.That(run.Errors, Is.Empty);
    }
}
