using System.Text.Json;

namespace Weft.Cli.Tests;

/// <summary><c>weft hub</c> and the commands that ask a hub.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HubTests
{
    private const string Announcement = "listening on ";

    [TestCase(Running.SigTerm)]
    [TestCase(Running.SigInt)]
    public void AHubAnnouncesItsAddressAndEndsCleanly(int signal)
    {
        using Running hub = StartHub(out string address);
        Assert.That(address, Does.Match(@"^tcp://127\.0\.0\.1:[1-9]\d*$"));
        hub.Signal(signal);
        Finished end = hub.End();
        Assert.That(end.ExitCode, Is.Zero, end.All);
    }

    [Test]
    public void APortInUseIsToldWithARemedy()
    {
        using Running hub = StartHub(out string address);
        Finished second = Running.WeftToEnd("hub", "--listen", address);
        Assert.That(second.ExitCode, Is.EqualTo(1), second.All);
        Assert.That(second.Errors, Does.Contain(address).And.Contain("in use").And.Contain("--listen"));
    }

    [Test]
    public void AnAddressOfAnotherMachineIsRefused()
    {
        Finished hub = Running.WeftToEnd("hub", "--listen", "tcp://192.0.2.1:9510");
        Assert.That(hub.ExitCode, Is.EqualTo(1), hub.All);
        Assert.That(hub.Errors, Does.Contain("192.0.2.1:9510"));
    }

    [Test]
    public void StatusIsTextOrOneDocument()
    {
        using Running hub = StartHub(out string address);
        Finished text = Running.WeftToEnd("status", "--hub", address);
        Assert.That(text.ExitCode, Is.Zero, text.All);
        Assert.That(text.Errors, Does.Match(@"(?m)^nodes +0$"));

        Finished json = Running.WeftToEnd("status", "--hub", address, "--json");
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.That(document.RootElement.GetProperty("nodes").GetInt32(), Is.Zero);
        Assert.That(json.Errors, Is.Empty);
    }

    [TestCase("roots", "no roots", "[]")]
    [TestCase("nodes", "no nodes", "[]")]
    [TestCase("locks", "no locks", """{"locks":[],"synchronizers":[],"deadlocks":[]}""")]
    [TestCase("audit", "no writes outside of locks", """{"sites":[],"silent":[]}""")]
    public void AnEmptyHubSaysThatItHasNothing(string command, string expected, string json)
    {
        using Running hub = StartHub(out string address);
        Finished text = Running.WeftToEnd(command, "--hub", address);
        Assert.That(text.ExitCode, Is.Zero, text.All);
        Assert.That(text.Errors, Is.EqualTo(expected));
        using JsonDocument document = JsonDocument.Parse(Running.WeftToEnd(command, "--hub", address, "--json").Output);
        Assert.That(JsonSerializer.Serialize(document), Is.EqualTo(json));
    }

    [Test]
    public void TheEnvironmentNamesTheHub()
    {
        using Running hub = StartHub(out string address);
        using Running status = new(Built.Weft, ["status"], ("WEFT_HUB", address));
        Assert.That(status.End().ExitCode, Is.Zero);
    }

    [Test]
    public void AnUnknownObjectExitsWithOne()
    {
        using Running hub = StartHub(out string address);
        Finished show = Running.WeftToEnd("show", "1f", "--hub", address);
        Assert.That(show.ExitCode, Is.EqualTo(1), show.All);
        Assert.That(show.Errors, Does.Contain("1f"));
    }

    [Test]
    public void A_data_folder_belongs_to_one_hub_at_a_time()
    {
        using Scratch scratch = new();
        using Running hub = StartHub(out _, "--data", scratch["data"]);
        Finished second = Running.WeftToEnd("hub", "--listen", "tcp://127.0.0.1:0", "--data", scratch["data"]);
        Assert.That(second.ExitCode, Is.EqualTo(1), second.All);
        Assert.That(second.Errors, Does.Contain("WEFT1094").And.Contain(scratch["data"]).And.Contain("process"));
        hub.Signal(Running.SigTerm);
        Assert.That(hub.End().ExitCode, Is.Zero);
        Assert.That(Directory.GetFiles(scratch["data"]).Select(Path.GetFileName), Is.EquivalentTo((string[])["hub.db", "hub.lock", "hub.pid"]), "nothing is left in the log of the database");
    }

    [Test]
    public void A_damaged_data_folder_is_an_error_with_a_code()
    {
        using Scratch scratch = new();
        Directory.CreateDirectory(scratch["data"]);
        File.WriteAllText(Path.Combine(scratch["data"], "hub.db"), new string('x', 10_000));
        Finished hub = Running.WeftToEnd("hub", "--listen", "tcp://127.0.0.1:0", "--data", scratch["data"]);
        Assert.That(hub.ExitCode, Is.EqualTo(1), hub.All);
        Assert.That(hub.Errors, Does.Contain("WEFT1095").And.Contain(Path.Combine(scratch["data"], "hub.db")));
    }

    internal static Running StartHub(out string address, params string[] options)
    {
        Running hub = Running.Weft(["hub", "--listen", "tcp://127.0.0.1:0", .. options]);
        address = hub.Await(Announcement)[Announcement.Length..];
        return hub;
    }
}
