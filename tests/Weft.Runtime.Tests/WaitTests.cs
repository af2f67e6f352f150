using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Monitor.Wait and Pulse on shared objects, across nodes.</summary>
internal sealed class WaitTests
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
        _first.Run(nameof(World.MakeRoot), "");
        _first.Run(nameof(World.SetCount), 0);
        Assert.That(_second.Call<int>(nameof(World.LockedCount)), Is.Zero);
    }

    [TearDown]
    public void Stop() => _hub.Dispose();

    [Test]
    public void Threads_of_several_nodes_take_turns()
    {
        TestNode third = new(_hub);
        TestNode[] nodes = [_first, _second, third, _first];
        Task[] turns = [.. nodes.Select((node, i) => Task.Factory.StartNew(() => node.Run(nameof(World.TakeTurns), i, 4, 50), TaskCreationOptions.LongRunning))];
        Assert.That(Task.WaitAll(turns, Patience), Is.True, "somebody waits for a pulse that was lost");
        Assert.That(third.Call<int>(nameof(World.LockedCount)), Is.EqualTo(200));
    }

    [Test]
    public void Each_pulse_wakes_one_thread_in_the_order_of_their_waits()
    {
        Task<string>[] waits = [Wait(_first, "a"), Wait(_second, "b"), Wait(_first, "c"), Wait(_second, "d")];
        string[] expected = [" a", " a b", " a b c"];
        foreach ((string names, int i) in expected.Select((names, i) => (names, i)))
        {
            (i % 2 == 0 ? _second : _first).Run(nameof(World.Pulse), false);
            Assert.That(waits[i].Wait(Patience), Is.True);
            Assert.That(_first.Call<string>(nameof(World.LockedName)), Is.EqualTo(names));
        }
        Assert.That(waits[3].IsCompleted, Is.False);
        _first.Run(nameof(World.Pulse), true);
        Assert.That(waits[3].Wait(Patience), Is.True);
        Assert.That(waits.Select(wait => wait.Result), Is.All.EqualTo("True True"));
    }

    [Test]
    public void A_wait_whose_time_is_over_holds_the_lock_and_takes_no_pulse()
    {
        Task<string> untimed = Wait(_first, "a");
        Assert.That(_second.Call<string>(nameof(World.WaitAndSign), "b", 30), Is.EqualTo("False True"));
        Assert.That(_second.Call<string>(nameof(World.WaitAndSign), "c", 0), Is.EqualTo("False True"));
        Assert.That(_first.Call<string>(nameof(World.WaitAndSign), "d", 20), Is.EqualTo("False True"));
        _second.Run(nameof(World.Pulse), false);
        Assert.That(untimed.Wait(Patience), Is.True);
        Assert.That(_second.Call<string>(nameof(World.LockedName)), Is.EqualTo(" b c d a"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void An_interrupted_wait_holds_the_lock_and_takes_no_pulse(bool atHub)
    {
        string result = "";
        Thread interrupted = new(() => result = _first.Call<string>(nameof(World.WaitAndSign), "a", -1)) { IsBackground = true };
        int before = _first.Call<int>(nameof(World.WaitersInside));
        interrupted.Start();
        WaitUntilInside(_first, before);
        Task<string> behind = Wait(atHub ? _second : _first, "b");
        interrupted.Interrupt();
        Assert.That(interrupted.Join(Patience), Is.True);
        Assert.That(result, Is.EqualTo("interrupted True"));
        _second.Run(nameof(World.Pulse), false);
        Assert.That(behind.Wait(Patience), Is.True);
    }

    [Test]
    public void A_pulse_reaches_a_thread_that_waited_before_the_object_was_shared()
    {
        using ManualResetEventSlim waiting = new();
        Task<bool> wait = Task.Factory.StartNew(() => _first.Call<bool>(nameof(World.WaitUnshared), (Action)waiting.Set), TaskCreationOptions.LongRunning);
        Assert.That(waiting.Wait(Patience), Is.True);
        _first.Run(nameof(World.ShareAlone));
        Assert.That(() => _second.Call<string>(nameof(World.NextName)), Is.EqualTo("alone").After(60_000, 5));
        _second.Run(nameof(World.PulseNext));
        Assert.That(wait.Wait(Patience), Is.True);
        Assert.That(wait.Result, Is.True, "pulsed, and after the change made before the pulse");
    }

    [Test]
    public void A_node_that_leaves_ends_its_waits_and_is_not_kept_by_them()
    {
        Task<string> leaver = Wait(_second, "a");
        Task<string> stays = Wait(_first, "b");
        Task leaving = Task.Run(() => _second.Run(nameof(World.Leave)));
        Assert.That(leaving.Wait(Patience) && leaver.Wait(Patience), Is.True);
        _first.Run(nameof(World.Pulse), false);
        Assert.That(stays.Wait(Patience), Is.True);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_wait_ends_with_the_session_when_the_hub_was_started_anew(bool atHub)
    {
        Task<string> wait = Wait(_first, "a");
        Task<string>? other = atHub ? Wait(_second, "b") : null;
        IPEndPoint address = _hub.EndPoint;
        _hub.Dispose();
        _hub = HubServer.Start(new HubOptions { Listen = address, ClusterName = "test" });
        Assert.That(async () => await wait.WaitAsync(Patience), Throws.Exception.With.Property("Message").Contains("WEFT1068"));
        if (other is not null)
            Assert.That(async () => await other.WaitAsync(Patience), Throws.Exception.With.Property("Message").Contains("WEFT1068"));
    }

    [Test]
    public void Waiting_and_pulsing_without_the_lock_is_what_it_is_in_one_process() =>
        Assert.That(_second.Call<string>(nameof(World.WaitWrongly)), Is.EqualTo(
            "SynchronizationLockException SynchronizationLockException SynchronizationLockException ArgumentOutOfRangeException ArgumentNullException ArgumentNullException"));

    [Test]
    public void Waits_and_pulses_of_one_node_need_no_message()
    {
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.Zero);
        long before = _first.Call<long>(nameof(World.LockRequests));
        Task other = Task.Factory.StartNew(() => _first.Run(nameof(World.TakeTurns), 0, 2, 100), TaskCreationOptions.LongRunning);
        _first.Run(nameof(World.TakeTurns), 1, 2, 100);
        Assert.That(other.Wait(Patience), Is.True);
        Assert.That(_first.Call<long>(nameof(World.LockRequests)), Is.EqualTo(before));
    }

    private static Task<string> Wait(TestNode node, string name)
    {
        int before = node.Call<int>(nameof(World.WaitersInside));
        Task<string> wait = Task.Factory.StartNew(() => node.Call<string>(nameof(World.WaitAndSign), name, -1), TaskCreationOptions.LongRunning);
        WaitUntilInside(node, before);
        return wait;
    }

    private static void WaitUntilInside(TestNode node, int before)
    {
        Assert.That(() => node.Call<int>(nameof(World.WaitersInside)), Is.GreaterThan(before).After(60_000, 1));
        // Who gets the lock now knows that the thread has given it up.
        node.Call<string>(nameof(World.LockedName));
    }
}
