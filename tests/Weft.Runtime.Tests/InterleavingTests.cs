using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Interleavings that a simpler design gets wrong, each as a test. docs/architecture.md lists those that other tests show.</summary>
internal sealed class InterleavingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private HubServer _hub = null!;
    private TestNode _first = null!;
    private TestNode _second = null!;

    [SetUp]
    public void Start()
    {
        _hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        (_first, _second) = (new TestNode(_hub), new TestNode(_hub));
        _first.Run(nameof(World.MakeRoot), "mine");
        _first.Run(nameof(World.SetCount), 0);
    }

    [TearDown]
    public void Stop() => _hub.Dispose();

    [Test]
    public void A_reader_never_trusts_the_null_of_an_object_that_another_thread_is_filling()
    {
        _first.Run(nameof(World.ShareChain), 2000);
        Assert.That(() => _second.Call<bool>(nameof(World.HasChain)), Is.True.After(60_000, 5));
        Assert.That(_second.Call<int>(nameof(World.WalkHollowChain), 4), Is.Zero);
    }

    [Test]
    public void An_object_whose_section_has_not_ended_can_be_referred_to_by_another_section_that_publishes_first() =>
        _first.Run(nameof(World.ReferToHeldBackObject), (Action)(() =>
            Assert.That(() => _second.Call<string>(nameof(World.SeeReferredObject)), Is.EqualTo("fresh 7 0").After(60_000, 5), "the object is whole, and what is held back is not there")));

    [Test]
    public void A_list_has_its_content_before_code_that_is_not_woven_can_see_it()
    {
        _first.Run(nameof(World.ShareFilledList));
        Assert.That(() => _second.Call<string>(nameof(World.ReadListUnseen)), Is.EqualTo("1,2,3").After(60_000, 5));
        TestNode third = new(_hub);
        Assert.That(third.Call<string>(nameof(World.ReadListUnseen)), Is.EqualTo("1,2,3"), "at the first read of all");
    }

    [Test]
    public void A_thread_that_holds_a_monitor_sees_what_another_node_changes_atomically()
    {
        _first.Run(nameof(World.ShareTally));
        Assert.That(() => _second.Call<bool>(nameof(World.HasTally)), Is.True.After(60_000, 5));
        Task? increment = null;
        bool seen = _first.Call<bool>(nameof(World.SpinInMonitor), (Action)(() => increment = Task.Run(() => _second.Run(nameof(World.CountAtomically), 1, 1))));
        Assert.That(seen, Is.True);
        Assert.That(increment!.Wait(Patience), Is.True);
    }

    [Test]
    public void What_was_changed_in_a_lock_is_on_its_way_before_another_thread_comes_in()
    {
        Assert.That(_first.Call<string>(nameof(World.LeaveWhileQueueIsHeld)), Is.EqualTo("False 7"));
        Assert.That(() => _second.Call<int>(nameof(World.Count)), Is.EqualTo(7).After(60_000, 20));
    }
}
