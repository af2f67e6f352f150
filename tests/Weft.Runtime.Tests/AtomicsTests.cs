using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Atomic operations on places of shared objects, from threads of several nodes at once.</summary>
internal sealed class AtomicsTests
{
    private const int Threads = 2;
    private const int Each = 150;

    private HubServer _hub = null!;
    private TestNode _first = null!;
    private TestNode _second = null!;

    [SetUp]
    public void Start()
    {
        _hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        (_first, _second) = (new TestNode(_hub), new TestNode(_hub));
        _first.Run(nameof(World.MakeRoot), "mine");
        _first.Run(nameof(World.ShareTally));
    }

    [TearDown]
    public void Stop() => _hub.Dispose();

    [Test]
    public void No_increment_of_a_field_is_lost() => Counted(nameof(World.CountAtomically), nameof(World.AtomicCount), 2 * Threads * Each);

    [Test]
    public void No_increment_of_an_element_is_lost() => Counted(nameof(World.CountInCells), nameof(World.CellCounts), $"{2 * Each},{2 * Each}");

    [Test]
    public void No_update_of_an_immutable_list_is_lost() => Counted(nameof(World.AppendAtomically), nameof(World.ListCount), 2 * Threads * Each);

    [Test]
    public void A_function_that_updates_a_field_runs_outside_of_the_atomic_operation()
    {
        Assert.That(_first.Call<string>(nameof(World.AppendWhileAppending)), Is.EqualTo("2,1 2"));
        Assert.That(() => _second.Call<int>(nameof(World.ListCount)), Is.EqualTo(2).After(60_000, 20));
    }

    [Test]
    public void A_field_that_all_nodes_initialize_holds_one_object()
    {
        InBoth(nameof(World.InitializeItems));
        string? name = _first.Call<string?>(nameof(World.ItemName));
        Assert.That(name, Is.Not.Null);
        Assert.That(() => _second.Call<string?>(nameof(World.ItemName)), Is.EqualTo(name).After(60_000, 20));
    }

    [Test]
    public void A_function_that_initializes_under_a_lock_is_run_once_in_the_cluster() => Counted(nameof(World.RunOnce), nameof(World.Runs), 1);

    [Test]
    public void An_atomic_flag_that_an_ordinary_store_clears_is_a_lock_for_all_nodes() => Counted(nameof(World.CountGuarded), nameof(World.GuardedCount), 2 * Threads * Each);

    [Test]
    public void Nothing_is_lost_on_objects_that_become_shared_meanwhile()
    {
        Assert.That(_first.Call<string>(nameof(World.CountWhileSharing), 50), Is.EqualTo("0 wrong, shared True, 400 400"));
        Assert.That(() => _second.Call<int>(nameof(World.AtomicCount)), Is.EqualTo(400).After(60_000, 20));
    }

    [Test]
    public void A_late_store_comes_after_the_atomic_operation_that_did_not_see_it()
    {
        Assert.That(_first.Call<string>(nameof(World.StoreWhileIncrementing)), Is.EqualTo("1 50 50"));
        Assert.That(() => _second.Call<int>(nameof(World.AtomicCount)), Is.EqualTo(50).After(60_000, 20));
    }

    [Test]
    public void A_late_store_does_not_undo_the_atomic_operation_that_saw_it()
    {
        Assert.That(_first.Call<string>(nameof(World.IncrementBeforeReport)), Is.EqualTo("71 71"));
        Assert.That(() => _second.Call<int>(nameof(World.AtomicCount)), Is.EqualTo(71).After(60_000, 20));
    }

    [Test]
    public void What_a_whole_array_operation_stores_is_not_undone_by_the_acknowledgement_of_an_earlier_write()
    {
        Assert.That(_first.Call<string>(nameof(World.StoreWholeOverPending)), Is.EqualTo("6,0"));
        Assert.That(() => _second.Call<string>(nameof(World.CellCounts)), Is.EqualTo("6,0").After(60_000, 20));
    }

    [Test]
    public void A_volatile_store_is_on_its_way_before_another_thread_sees_it()
    {
        Assert.That(_first.Call<string>(nameof(World.StoreFlagWhileQueueIsHeld)), Is.EqualTo("0 1"));
        Assert.That(() => _second.Call<int>(nameof(World.Flag)), Is.EqualTo(1).After(60_000, 20));
    }

    private void InBoth(string act)
    {
        Task other = Task.Run(() => _second.Run(act, Threads, Each));
        _first.Run(act, Threads, Each);
        Assert.That(other.Wait(TimeSpan.FromSeconds(60)), Is.True, "the second node does not come to an end");
    }

    private void Counted<T>(string count, string total, T expected)
    {
        InBoth(count);
        foreach (TestNode node in (TestNode[])[_first, _second])
            Assert.That(() => node.Call<T>(total), Is.EqualTo(expected).After(60_000, 20));
    }
}
