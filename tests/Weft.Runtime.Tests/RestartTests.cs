using System.Net;
using Weft.Hub.Server;
using Weft.Proxy;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Hubs that die, having stored all or not all that they have relayed, and are started again on their store.</summary>
internal sealed partial class RestartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private DyingStore _store = null!;
    private HubServer _hub = null!;
    private TestNode _first = null!;
    private TestNode _second = null!;

    private TestNode[] Both => [_first, _second];

    [SetUp]
    public void Start()
    {
        _store = new DyingStore();
        _hub = StartHub(new IPEndPoint(IPAddress.Loopback, 0));
        (_first, _second) = (new TestNode(_hub), new TestNode(_hub));
        _first.Run(nameof(World.MakeRoot), "mine");
        Assert.That(() => _second.Call<bool>(nameof(World.HasRoot)), Is.True.After(60_000, 5));
    }

    [TearDown]
    public void Stop()
    {
        _store.LetGo();
        _hub.Dispose();
    }

    [Test]
    public void Nothing_is_lost_or_done_twice_under_load([Values] bool stored)
    {
        using CancellationTokenSource stop = new();
        Func<bool> goesOn = () => !stop.IsCancellationRequested;
        Task<int>[] work = [.. Both.Concat(Both).Select(node => Task.Factory.StartNew(() => node.Call<int>(nameof(World.Hammer), goesOn), TaskCreationOptions.LongRunning))];
        for (int i = 0; i < 3; i++)
        {
            AwaitGroups(30);
            _store.Hold();
            AwaitGroups(30);
            Restart(stored);
        }
        AwaitGroups(30);
        stop.Cancel();
        Assert.That(Task.WaitAll(work, Patience), Is.True);
        int sections = 1 + work.Sum(static worker => worker.Result);
        foreach (TestNode node in Both)
            Assert.That(node.Call<int>(nameof(World.LockedCount)), Is.EqualTo(sections));
        Assert.That(new TestNode(_hub).Call<int>(nameof(World.LockedCount)), Is.EqualTo(sections), "the hub has it too");
        AssertSessionsWentOn();
    }

    [Test]
    public void Threads_that_wait_for_each_other_go_on([Values] bool stored)
    {
        _first.Run(nameof(World.SetCount), 0);
        Task[] turns = [.. Both.Concat(Both).Select((node, i) => Task.Factory.StartNew(() => node.Run(nameof(World.TakeTurns), i, 4, 300), TaskCreationOptions.LongRunning))];
        for (int i = 0; i < 3; i++)
        {
            AwaitGroups(10);
            _store.Hold();
            AwaitGroups(10);
            Restart(stored);
        }
        Assert.That(Task.WaitAll(turns, Patience), Is.True, "somebody waits for a pulse that was lost");
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1200));
        AssertSessionsWentOn();
    }

    [Test]
    public void A_lock_stays_its_owners_and_what_was_changed_under_it_reaches_the_next([Values] bool stored)
    {
        _second.Call<int>(nameof(World.LockedCount));
        _first.Run(nameof(World.Enter));
        _store.Hold();
        _first.Run(nameof(World.SetCount), 7);
        Task<int> other = Task.Run(() => _second.Call<int>(nameof(World.LockedCount)));
        Restart(stored);
        AssertSessionsWentOn();
        Assert.That(other.Wait(200), Is.False, "the lock is the first node's");
        _first.Run(nameof(World.Exit));
        Assert.That(other.Wait(Patience) ? other.Result : -1, Is.EqualTo(7));
    }

    [Test]
    public void A_lock_that_was_given_back_is_free_and_one_that_is_new_is_its_makers([Values] bool stored)
    {
        _second.Run(nameof(World.Increment), 1, 5);
        _store.Hold();
        _first.Run(nameof(World.Increment), 1, 5);
        _second.Run(nameof(World.Increment), 1, 5);
        _first.Run(nameof(World.ShareHeldLock), (Action)(() => Restart(stored)));
        Assert.That(() => _second.Call<bool>(nameof(World.HasLock)), Is.True.After(60_000, 5));
        Assert.That(_second.Call<bool>(nameof(World.TryLock), 60_000));
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(16));
        AssertSessionsWentOn();
    }

    [Test]
    public void Permits_stay_taken_and_who_waits_for_one_gets_it()
    {
        _first.Run(nameof(World.ShareSemaphore), 1, 1);
        Assert.That(() => _second.Call<bool>(nameof(World.HasSemaphore)), Is.True.After(60_000, 5));
        Assert.That(_first.Call<bool>(nameof(World.Acquire), 0), Is.True);
        Task<bool> other = Task.Run(() => _second.Call<bool>(nameof(World.Acquire), 60_000));
        Restart(stored: true);
        AssertSessionsWentOn();
        Assert.That(other.Wait(100), Is.False, "the permit is the first node's");
        _store.Hold();
        Task<int> release = Task.Run(() => _first.Call<int>(nameof(World.Release), 1));
        Assert.That(release.Wait(100), Is.False, "nobody hears of what may be lost");
        Restart(stored: false);
        Assert.That(release.Wait(Patience) ? release.Result : -1, Is.Zero);
        Assert.That(other.Wait(Patience) && other.Result);
        Assert.That(_second.Call<int>(nameof(World.Permits)), Is.Zero);
        Assert.That(_second.Call<int>(nameof(World.Release), 1), Is.Zero);
        Assert.That(_first.Call<int>(nameof(World.Permits)), Is.EqualTo(1));
    }

    [Test]
    public void Objects_and_roots_that_were_made_last_are_there([Values] bool stored)
    {
        _store.Hold();
        _first.Run(nameof(World.SetReplaceable), "new");
        Assert.That(() => _second.Call<string?>(nameof(World.ReplaceableName)), Is.EqualTo("new").After(60_000, 5));
        _first.Run(nameof(World.AppendAtEnd), "a");
        _second.Run(nameof(World.AppendAtEnd), "b");
        int length = _second.Call<int>(nameof(World.ChainLength));
        Restart(stored);
        TestNode third = new(_hub);
        foreach (TestNode node in (TestNode[])[_first, _second, third])
        {
            Assert.That(() => node.Call<int>(nameof(World.ChainLength)), Is.EqualTo(length).After(60_000, 5));
            Assert.That(node.Call<string?>(nameof(World.ReplaceableName)), Is.EqualTo("new"));
        }
        third.Run(nameof(World.SetReplaceable), "newer");
        Assert.That(() => _first.Call<string?>(nameof(World.ReplaceableName)), Is.EqualTo("newer").After(60_000, 5), "the hub knows who wants to hear of it");
        _second.Run(nameof(World.SetSecondCount), 9);
        Assert.That(() => _first.Call<int>(nameof(World.SecondCount)), Is.EqualTo(9).After(60_000, 5), "the hub knows who has it");
        AssertSessionsWentOn();
    }

    [Test]
    public void Who_is_interrupted_while_the_hub_is_away_takes_nothing()
    {
        _second.Call<int>(nameof(World.LockedCount));
        _first.Run(nameof(World.Enter));
        Thread? thread = null;
        Task<bool> waiting = Task.Factory.StartNew(
            () =>
            {
                Volatile.Write(ref thread, Thread.CurrentThread);
                return _second.Call<bool>(nameof(World.EnterAndExit));
            },
            TaskCreationOptions.LongRunning);
        Assert.That(() => _hub.Ask(core => core.Locks.Leases.Any(each => each.Value.Queue.Count != 0)), Is.True.After(60_000, 1));
        IPEndPoint address = _hub.EndPoint;
        _hub.Dispose();
        thread!.Interrupt();
        Assert.That(waiting.Wait(Patience) && !waiting.Result, "it is interrupted");
        _hub = StartHub(address);
        AssertSessionsWentOn();
        _first.Run(nameof(World.Exit));
        for (int i = 0; i < 3; i++)
        {
            foreach (TestNode node in Both)
                node.Run(nameof(World.Increment), 1, 10);
        }
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(61));
    }

    [Test]
    public void A_synchronous_write_ends_when_the_hub_that_was_started_again_has_stored_it()
    {
        _store.Hold();
        Task write = Task.Run(() => _first.Run(nameof(World.WriteDurably), 5));
        Assert.That(write.Wait(200), Is.False);
        _store.Lose();
        IPEndPoint address = _hub.EndPoint;
        _hub.Dispose();
        Assert.That(write.Wait(200), Is.False);
        _hub = StartHub(address);
        Assert.That(write.Wait(Patience));
        Restart(stored: true);
        Assert.That(_second.Call<int>(nameof(World.LockedCount)), Is.EqualTo(5));
    }

    [Test]
    public void A_root_of_a_copied_type_goes_on([Values] bool stored)
    {
        foreach (TestNode node in Both)
            node.Run(nameof(World.CountUp), 1, 10);
        _store.Hold();
        _first.Run(nameof(World.CountUp), 1, 10);
        Assert.That(() => _second.Call<int>(nameof(World.Number)), Is.EqualTo(35).After(60_000, 5));
        Restart(stored);
        foreach (TestNode node in Both)
            node.Run(nameof(World.CountUp), 2, 10);
        Assert.That(() => (_first.Call<int>(nameof(World.Number)), _second.Call<int>(nameof(World.Number))), Is.EqualTo((75, 75)).After(60_000, 5));
        Assert.That(new TestNode(_hub).Call<int>(nameof(World.Number)), Is.EqualTo(75), "the hub has it too");
        AssertSessionsWentOn();
    }

    [Test]
    public void Calls_run_once([Values] bool stored)
    {
        Assert.That(_second.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1));
        _store.Hold();
        _first.Run(nameof(World.SetCountsAndNotify), 2, "a");
        Assert.That(() => _second.Call<string>(nameof(World.CallsSeen)), Does.Contain("a").After(60_000, 5));
        Restart(stored);
        AssertSessionsWentOn();
        _first.Run(nameof(World.SetCountsAndNotify), 3, "b");
        foreach (TestNode node in Both)
            Assert.That(() => node.Call<string>(nameof(World.CallsSeen)), Does.Contain("b").After(60_000, 5));
        foreach (TestNode node in Both)
        {
            string seen = node.Call<string>(nameof(World.CallsSeen));
            Assert.That((seen.Count(static c => c == 'a'), seen.Count(static c => c == 'b')), Is.EqualTo((1, 1)), seen);
        }
        Assert.That(() => _hub.Ask(core => core.Calls.PendingCount), Is.Zero.After(60_000, 5), "nobody is waited for that has run it");
    }

    // Frames of either side are lost in the middle of what is handed back, and the welcome with them: some times for each restart, since a connection has to last as long as all of it takes once.
    [Test]
    public void Nothing_is_lost_where_connections_are_cut_while_the_hub_takes_its_nodes_back([Values] bool stored)
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("WEFT_SEED"), out int given) ? given : Environment.TickCount & 0xFFFF;
        using CuttingProxy proxy = CuttingProxy.Start(_hub.EndPoint, seed, meanBytes: 1_500);
        proxy.IsCalm = true;
        TestNode third = new($"hub={proxy.Address}\nname=test\nhub-timeout=60s");
        Assert.That(third.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1));
        using CancellationTokenSource stop = new();
        Func<bool> goesOn = () => !stop.IsCancellationRequested;
        TestNode[] all = [_first, third];
        Task<int>[] work = [.. all.Select(node => Task.Factory.StartNew(() => node.Call<int>(nameof(World.Hammer), goesOn), TaskCreationOptions.LongRunning))];
        // A quick machine may have taken its nodes back before the first cut.
        for (int i = 0; i < 4 || (proxy.Cuts == 0 && i < 40); i++)
        {
            AwaitGroups(20);
            _store.Hold();
            AwaitGroups(20);
            int before = proxy.Cuts;
            proxy.IsCalm = false;
            Restart(stored);
            Assert.That(() => proxy.Cuts >= before + 3 || (!_hub.Ask(core => core.IsRecovering) && third.Call<string>(nameof(World.State)) == "Joined"), Is.True.After(60_000, 1));
            proxy.IsCalm = true;
        }
        AwaitGroups(20);
        stop.Cancel();
        Assert.That(Task.WaitAll(work, Patience), Is.True, $"WEFT_SEED={seed}");
        foreach (TestNode node in all)
            Assert.That(node.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1 + work.Sum(static worker => worker.Result)), $"WEFT_SEED={seed}");
        Assert.That(third.Call<int>(nameof(World.Member)), Is.EqualTo(3), $"WEFT_SEED={seed}");
        Assert.That(proxy.Cuts, Is.Positive);
    }

    [Test]
    public void Of_a_hub_in_memory_nothing_is_kept()
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new TestNode(hub), new TestNode(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        Assert.That(() => nodes[1].Call<bool>(nameof(World.HasRoot)), Is.True.After(60_000, 5));
        foreach (TestNode node in nodes)
            node.Run(nameof(World.Increment), 1, 20);
        foreach (TestNode node in nodes)
            Assert.That(node.Call<long>(nameof(World.MostKept)), Is.Zero);
        _first.Run(nameof(World.Increment), 1, 20);
        Assert.That(_first.Call<long>(nameof(World.MostKept)), Is.Positive);
    }

    private HubServer StartHub(IPEndPoint address) =>
        HubServer.Start(new HubOptions { Listen = address, ClusterName = "test", Store = _store, ReconnectWindow = TimeSpan.FromSeconds(10), NodeTimeout = TimeSpan.FromSeconds(5), Log = TestContext.Out.WriteLine });

    private void Restart(bool stored)
    {
        IPEndPoint address = _hub.EndPoint;
        if (stored)
            _store.LetGo();
        else
            _store.Lose();
        _hub.Dispose();
        _hub = StartHub(address);
    }

    private void AwaitGroups(ulong count)
    {
        ulong end = _hub.Ask(core => core.Sequence) + count;
        Assert.That(() => _hub.Ask(core => core.Sequence), Is.GreaterThanOrEqualTo(end).After(60_000, 1));
    }

    private void AssertSessionsWentOn()
    {
        foreach (TestNode node in Both)
            Assert.That(() => node.Call<string>(nameof(World.State)), Is.EqualTo("Joined").After(60_000, 5));
        Assert.That((_first.Call<int>(nameof(World.Member)), _second.Call<int>(nameof(World.Member))), Is.EqualTo((1, 2)), "nobody had to join again");
    }
}
