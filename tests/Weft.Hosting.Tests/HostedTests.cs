using Weft.Cli.Tests;

namespace Weft.Hosting.Tests;

/// <summary>ASP.NET Core applications as nodes: real processes against a real hub.</summary>
public sealed class HostedTests
{
    private const string Nowhere = "tcp://127.0.0.1:1";
    private Running _hub = null!;
    private string _address = "";

    [SetUp]
    public void StartHub()
    {
        _hub = Running.Weft("hub", "--listen", "tcp://127.0.0.1:0");
        _address = _hub.Await("listening on ")["listening on ".Length..].Trim();
    }

    [TearDown]
    public void StopHub() => _hub.Dispose();

    [Test]
    public void Two_servers_join_by_the_section_and_share_what_a_singleton_holds()
    {
        using HostedServer first = Start("a"), second = Start("b");
        Assert.That(first.Get("/state"), Is.EqualTo("Joined a"));
        Assert.That(second.Get("/all"), Is.EqualTo("opened by a,opened by b"), "a hosted service used it while the host started");
        Assert.That(second.Post("/add/x"), Is.EqualTo("3"));
        Assert.That(first.Get("/all"), Is.EqualTo("opened by a,opened by b,x"));
        Assert.That(second.Send(HttpMethod.Get, "/ready"), Is.EqualTo((200, "Healthy")));
        Assert.That(first.Output, Does.Contain("Weft[").And.Contain("member 1 of cluster hosted at tcp://"), "the log comes through ILogger, and the section wins over what was said at weaving");
        Assert.That(first.Errors, Does.Not.Contain("weft info"));
    }

    [Test]
    public void The_environment_wins_over_the_section_and_the_command_line_over_both()
    {
        using HostedServer first = HostedServer.Start(WovenHosted.Woven, [], ("Weft__Hub", Nowhere), ("WEFT_HUB", _address), ("Weft__Node", "section"), ("WEFT_NODE", "variable"));
        Assert.That(first.Get("/state"), Is.EqualTo("Joined variable"));
        using HostedServer second = HostedServer.Start(WovenHosted.Woven, ["--Weft:Hub", _address, "--Weft:Node=line"], ("Weft__Hub", Nowhere), ("WEFT_HUB", Nowhere), ("WEFT_NODE", "variable"));
        Assert.That(second.Get("/state"), Is.EqualTo("Joined line"));
    }

    [Test]
    public void Without_a_hub_it_runs_unclustered_and_is_ready()
    {
        using HostedServer server = HostedServer.Start(WovenHosted.Woven, []);
        Assert.That(server.Get("/state"), Is.EqualTo("NotClustered "));
        Assert.That(server.Send(HttpMethod.Get, "/ready"), Is.EqualTo((200, "Healthy")));
        Assert.That(server.Post("/add/x"), Is.EqualTo("2"));
        Finished end = server.Stop();
        Assert.That(end.ExitCode, Is.Zero, end.All);
    }

    [Test]
    public void It_is_unhealthy_while_the_hub_is_away()
    {
        using HostedServer server = Start("a");
        _hub.Kill();
        server.GetUntil("/state", state => state == "Cut a");
        Assert.That(server.Send(HttpMethod.Get, "/ready"), Is.EqualTo((503, "Unhealthy")));
    }

    [Test]
    public void It_leaves_in_good_order_after_the_last_hosted_service_has_stopped()
    {
        using HostedServer leaving = Start("a"), staying = Start("b");
        Finished end = leaving.Stop();
        Assert.That(end.ExitCode, Is.Zero, end.All);
        Assert.That(end.Output, Does.Contain("ended Left").And.Contain("left the cluster"));
        Assert.That(staying.Get("/all"), Does.EndWith(",closed by a"), "it was a member still when its services stopped");
        Finished nodes = Running.WeftToEnd("nodes", "--hub", _address);
        Assert.That(nodes.All, Does.Match(@"(?m)\bb\b").And.Not.Match(@"(?m)\ba\b"));
    }

    [Test]
    public void A_program_that_is_not_woven_does_not_start_clustered()
    {
        Finished end = HostedServer.RunToEnd(WovenHosted.Plain, [], ("Weft__Hub", _address));
        Assert.That(end.ExitCode, Is.Not.Zero, end.All);
        Assert.That(end.Output + end.Errors, Does.Contain("WEFT1077").And.Contain(_address).And.Contain("weft weave").And.Contain("WEFT_OFF=1"));
        using HostedServer alone = HostedServer.Start(WovenHosted.Plain, []);
        Assert.That(alone.Get("/state"), Is.EqualTo("NotClustered "));
    }

    [Test]
    public void A_program_woven_with_another_configuration_is_told_by_the_hub()
    {
        using HostedServer first = Start("a");
        Finished other = HostedServer.RunToEnd(WovenHosted.Otherwise, [], ("Weft__Hub", _address));
        Assert.That(other.ExitCode, Is.Not.Zero, other.All);
        Assert.That(other.Output + other.Errors, Does.Contain("WEFT1083"));
        Assert.That(first.Get("/state"), Is.EqualTo("Joined a"));
    }

    [Test]
    public void Settings_that_come_after_the_first_use_are_told()
    {
        Finished end = HostedServer.RunToEnd(WovenHosted.Woven, ["--late"], ("Weft__Hub", _address));
        Assert.That(end.ExitCode, Is.Not.Zero, end.All);
        Assert.That(end.Output + end.Errors, Does.Contain("WEFT1076").And.Contain("no hub").And.Contain(_address).And.Contain("AddWeft"));
    }

    [TestCase("Weft__Hup", "x", "WEFT1075")]
    [TestCase("Weft__OnLost", "panic", "WEFT1075")]
    [TestCase("Weft__HubTimeout", "soon", "WEFT1061")]
    public void A_section_that_cannot_be_read_is_told(string name, string value, string code)
    {
        Finished end = HostedServer.RunToEnd(WovenHosted.Woven, [], (name, value));
        Assert.That(end.ExitCode, Is.Not.Zero, end.All);
        Assert.That(end.Output + end.Errors, Does.Contain(code).And.Contain(value == "x" ? "Hup" : value).And.Contain("section 'Weft'"));
    }

    [Test]
    public void Metrics_and_traces_come_to_OpenTelemetry()
    {
        using HostedServer first = Start("a"), second = Start("b");
        first.Post("/add/x");
        second.Post("/add/y");
        second.Post("/fail");
        string told = first.GetUntil("/telemetry", text => text.Contains("weft.call Error", StringComparison.Ordinal) && text.Contains("weft.call.duration", StringComparison.Ordinal));
        Assert.That(told.Split('\n'), Is.SupersetOf((string[])
        [
            "weft.transactions", "weft.groups", "weft.groups.unacknowledged", "weft.bytes.sent", "weft.bytes.received", "weft.objects", "weft.faults", "weft.locks.requested", "weft.leases.returned",
            "weft.leases.recalled", "weft.calls", "weft.calls.failed", "weft.joined", "weft.connected", "weft.hub.restarts", "weft.tail", "weft.call.duration",
        ]));
        string ofSecond = second.GetUntil("/telemetry", text => text.Contains("weft.lock Unset", StringComparison.Ordinal) && text.Contains("weft.lock.wait", StringComparison.Ordinal));
        Assert.That(ofSecond.Split('\n'), Does.Contain("weft.lock.wait").And.Contain("weft.lock Unset"));
    }

    private HostedServer Start(string node) => HostedServer.Start(WovenHosted.Woven, [], ("Weft__Hub", _address), ("Weft__Node", node));
}
