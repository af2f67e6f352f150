using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Structs in shared boxes, changed there from two nodes, against a real hub over TCP.</summary>
internal sealed class BoxTests
{
    private HubServer _hub = null!;
    private TestNode _first = null!;
    private TestNode _second = null!;

    [SetUp]
    public void Start()
    {
        _hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        (_first, _second) = (new TestNode(_hub), new TestNode(_hub));
        _first.Run(nameof(World.MakeRoot), "mine");
    }

    [TearDown]
    public void Stop() => _hub.Dispose();

    [Test]
    public void One_box_is_one_object_on_both_nodes_and_its_members_are_places_of_their_own()
    {
        _first.Run(nameof(World.ShareGauge));
        Both("1 0 none True");
        _first.Run(nameof(World.RaiseGauge), 2);
        _second.Run(nameof(World.SetGauge), 7);
        Both("3 7 none True");
        _second.Run(nameof(World.OwnGauge));
        _second.Run(nameof(World.RaiseGauge), 10);
        Both("13 7 second True");
        Assert.That(_first.Call<int>(nameof(World.PublishUnseen)), Is.Zero, "what came from another node is not sent back");
    }

    [Test]
    public void What_is_changed_before_the_call_publishes_goes_with_that()
    {
        _first.Run(nameof(World.ShareGauge));
        Both("1 0 none True");
        _first.Run(nameof(World.RaiseGaugeAndCount), 4, 9);
        Eventually(() => _second.Call<int>(nameof(World.Count)), 9);
        Assert.That(_second.Call<string>(nameof(World.DescribeGauge)), Is.EqualTo("5 0 none True"));
    }

    [Test]
    public void What_is_changed_after_a_publication_in_the_middle_of_a_section_goes_with_the_section()
    {
        _first.Run(nameof(World.ShareGauge));
        Both("1 0 none True");
        _first.Run(nameof(World.RaiseGaugeInLock), 4);
        Both("9 0 none True");
    }

    [Test]
    public void A_change_that_nobody_saw_outlives_one_of_another_node_and_goes_with_the_next_that_is_seen()
    {
        _first.Run(nameof(World.ShareGauge));
        Both("1 0 none True");
        _first.Run(nameof(World.RaiseGaugeUnseen), 5);
        _second.Run(nameof(World.RaiseGauge), 1);
        _second.Run(nameof(World.SetCount), 33);
        Eventually(() => _first.Call<int>(nameof(World.Count)), 33);
        Assert.That(_first.Call<string>(nameof(World.DescribeGauge)), Is.EqualTo("6 0 none True"));
        _first.Run(nameof(World.SetGauge), 1);
        Both("6 1 none True");
    }

    [Test]
    public void A_late_node_gets_what_the_box_holds_and_changes_it()
    {
        _first.Run(nameof(World.ShareGauge));
        _first.Run(nameof(World.RaiseGauge), 1);
        TestNode third = new(_hub);
        Assert.That(third.Call<string>(nameof(World.DescribeGauge)), Is.EqualTo("2 0 none True"));
        third.Run(nameof(World.RaiseGauge), 1);
        Both("3 0 none True");
    }

    [Test]
    public void A_replica_of_a_box_may_be_collected_and_comes_back()
    {
        _first.Run(nameof(World.ShareGauge));
        Both("1 0 none True");
        _second.Run(nameof(World.Collect));
        _first.Run(nameof(World.RaiseGauge), 1);
        Both("2 0 none True");
    }

    [Test]
    public void What_is_changed_in_a_box_that_becomes_shared_meanwhile_is_not_lost()
    {
        _first.Run(nameof(World.ShareGaugeWhileItChanges));
        Both("3 0 none True");
    }

    [Test]
    public void In_arguments_a_box_that_is_not_shared_goes_by_value_and_one_that_is_by_identity()
    {
        _first.Run(nameof(World.ShareGauge));
        Both("1 0 none True");
        _first.Run(nameof(World.SendGauges));
        Assert.That(() => _second.Call<string>(nameof(World.CallsSeen)), Is.EqualTo("8 second False;1 none True").After(60_000, 20));
    }

    [Test]
    public void Outside_of_locks_a_change_is_an_error_where_unlocked_writes_are()
    {
        _first.Run(nameof(World.ShareGauge));
        TestNode strict = new(_hub, "unlocked-writes=error\n");
        Assert.That(() => strict.Run(nameof(World.RaiseGauge), 1), Throws.Exception.With.Message.StartsWith("WEFT1351"));
        strict.Run(nameof(World.RaiseGaugeInLock), 4);
        Both("10 0 none True");
    }

    [Test]
    public void The_box_of_a_struct_that_nothing_changes_is_a_value()
    {
        _first.Run(nameof(World.ShareSteady));
        Eventually(() => _second.Call<int>(nameof(World.SteadyX)), 5);
    }

    [Test]
    public void An_enumerator_of_the_framework_is_refused()
    {
        Assert.That(() => _first.Run(nameof(World.ShareEnumerator)), Throws.Exception.With.Message.Matches("^WEFT1250: .*Enumerator.*Test.Item::anything"));
        Assert.That(_first.Call<int>(nameof(World.Count)), Is.EqualTo(1));
    }

    private void Both(string expected)
    {
        foreach (TestNode node in (TestNode[])[_first, _second])
            Assert.That(() => node.Call<string>(nameof(World.DescribeGauge)), Is.EqualTo(expected).After(60_000, 20));
    }

    private static void Eventually(Func<int> actual, int expected) => Assert.That(() => actual(), Is.EqualTo(expected).After(60_000, 20));
}
