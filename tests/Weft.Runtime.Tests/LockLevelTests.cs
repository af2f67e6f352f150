using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Barriers;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Locks with readers, by name and at levels: who excludes whom, times, interruptions, upgrades, and where leases go.</summary>
internal sealed class LockLevelTests
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
        Assert.That(_second.Call<int>(nameof(World.LockedCount)), Is.Zero);
    }

    [TearDown]
    public void Stop() => _hub.Dispose();

    [TestCase("slim")]
    [TestCase("old")]
    public void Readers_of_two_nodes_are_inside_together_and_writers_wait_for_their_time(string kind)
    {
        Share(kind);
        _first.Run(nameof(World.HoldReaders), kind, false, () =>
        {
            Assert.That(Visit(kind, write: false, -1), Is.EqualTo("in False 0"));
            Assert.That(Visit(kind, write: true, 30), Is.EqualTo("late False 0"));
            Assert.That(Visit(kind, write: true, 0), Is.EqualTo("late False 0"));
            Assert.That(Visit(kind, write: false, 0), Is.EqualTo("in False 0"), "a writer that gave up keeps nobody out");
        });
        Assert.That(Visit(kind, write: true, (int)Patience.TotalMilliseconds), Is.EqualTo("in False 0"));
        _second.Run(nameof(World.HoldReaders), kind, true, () => Assert.That(_first.Call<string>(nameof(World.VisitReaders), kind, false, 30), Is.EqualTo("late False 0")));
        Assert.That(_first.Call<string>(nameof(World.VisitReaders), kind, false, -1), Is.EqualTo("in False 0"));
    }

    [TestCase("slim", true)]
    [TestCase("slim", false)]
    [TestCase("old", true)]
    [TestCase("old", false)]
    public void A_wait_for_another_node_can_be_interrupted_and_leaves_nothing_behind(string kind, bool write)
    {
        Share(kind);
        _first.Run(nameof(World.HoldReaders), kind, true, () =>
        {
            string result = "";
            Thread waiting = new(() => result = Visit(kind, write, -1));
            waiting.Start();
            while (!waiting.Join(20))
                waiting.Interrupt();
            Assert.That(result, Is.EqualTo("interrupted False 0"));
        });
        Assert.That(_first.Call<string>(nameof(World.VisitReaders), kind, true, -1), Is.EqualTo("in False 0"));
        Assert.That(Visit(kind, write, -1), Is.EqualTo("in False 0"));
    }

    [TestCase("named")]
    [TestCase("gate")]
    public void Of_two_nodes_that_read_and_want_to_write_one_does_and_the_other_is_told(string kind)
    {
        // From here on both have a lease to read.
        _first.Run(nameof(World.ReadOnce), kind);
        _second.Run(nameof(World.ReadOnce), kind);
        using Barrier both = new(2);
        Task<string>[] results = [.. new[] { _first, _second }.Select(node => Task.Factory.StartNew(() => node.Call<string>(nameof(World.Upgrade), kind, () => { both.SignalAndWait(Patience); }), TaskCreationOptions.LongRunning))];
        Assert.That(Task.WaitAll(results, Patience), Is.True);
        Assert.That(results.Select(result => result.Result), Is.EquivalentTo(new[] { "wrote", "WEFT1352" }));
        Assert.That(_second.Call<string>(nameof(World.Upgrade), kind, () => { }), Is.EqualTo("wrote"));
    }

    [Test]
    public void A_synchronous_write_returns_when_the_hub_has_stored_it()
    {
        _second.Run(nameof(World.WriteDurably), 7);
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(7));
    }

    [Test]
    public void A_node_that_uses_a_lock_without_rest_does_not_keep_it_from_another()
    {
        int stop = 0;
        Task<int> hammering = Task.Factory.StartNew(() => _first.Call<int>(nameof(World.Hammer), () => Volatile.Read(ref stop) == 0), TaskCreationOptions.LongRunning);
        int left = 50;
        Task<int> other = Task.Factory.StartNew(() => _second.Call<int>(nameof(World.Hammer), () => left-- > 0), TaskCreationOptions.LongRunning);
        Assert.That(other.Wait(Patience), Is.True, "it starves");
        Volatile.Write(ref stop, 1);
        Assert.That(hammering.Wait(Patience), Is.True);
        Assert.That(_second.Call<int>(nameof(World.LockedCount)), Is.EqualTo(hammering.Result + other.Result));
    }

    [Test]
    public void A_lease_that_nobody_uses_goes_back_unasked()
    {
        long before = _second.Call<long>(nameof(World.LockReturns));
        _second.Run(nameof(World.ReturnIdle));
        Assert.That(_second.Call<long>(nameof(World.LockReturns)), Is.EqualTo(before), "it has just been used");
        _second.Run(nameof(World.ReturnIdle));
        Assert.That(_second.Call<long>(nameof(World.LockReturns)), Is.EqualTo(before + 1));
        Assert.That(_second.Call<int>(nameof(World.LockedCount)), Is.Zero);
    }

    [Test]
    public void The_wait_for_atomic_operations_has_a_limit()
    {
        using ManualResetEventSlim inside = new(), leave = new();
        Thread other = new(() =>
        {
            AtomicSections.Enter();
            inside.Set();
            leave.Wait();
            AtomicSections.Exit();
        });
        other.Start();
        inside.Wait();
        Assert.That(AtomicSections.WaitForOthers(TimeSpan.FromMilliseconds(50)), Is.False);
        leave.Set();
        Assert.That(AtomicSections.WaitForOthers(Patience), Is.True);
        other.Join();
    }

    private void Share(string kind)
    {
        _first.Run(nameof(World.ShareReaders), kind);
        Assert.That(() => _second.Call<bool>(nameof(World.HasReaders)), Is.True.After(60_000, 5));
    }

    private string Visit(string kind, bool write, int milliseconds) => _second.Call<string>(nameof(World.VisitReaders), kind, write, milliseconds);
}
