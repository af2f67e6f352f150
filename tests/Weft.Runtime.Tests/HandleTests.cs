using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Waits for several handles at once, some of them shared events, and callbacks of the thread pool.</summary>
[TestFixture]
public sealed class HandleTests
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

    [TestCase(Timeout.Infinite, false)]
    [TestCase(1, false)]
    [TestCase(Timeout.Infinite, true)]
    public void Each_signal_lets_one_wait_for_any_go_on(int milliseconds, bool interruptions)
    {
        const int Signals = 100;
        Share();
        Task<int>[] taking = [.. new[] { _first, _second, _second }.Select(node => Task.Factory.StartNew(() => node.Call<int>(nameof(World.TakeSignals), milliseconds, interruptions), TaskCreationOptions.LongRunning))];
        Assert.That(_first.Call<int>(nameof(World.GiveSignals), Signals), Is.Zero);
        Assert.That(Task.WaitAll(taking, 60_000), Is.True);
        Assert.That(taking.Sum(each => each.Result), Is.EqualTo(Signals));
    }

    [Test]
    public void The_thread_pool_calls_once_for_each_signal()
    {
        const int Signals = 60;
        Share();
        Task<int>[] counting = [.. new[] { _first, _second }.Select(node => Task.Factory.StartNew(() => node.Call<int>(nameof(World.CountCalls)), TaskCreationOptions.LongRunning))];
        Assert.That(_first.Call<int>(nameof(World.GiveSignals), Signals), Is.Zero);
        Assert.That(Task.WaitAll(counting, 60_000), Is.True);
        Assert.That(counting.Sum(each => each.Result), Is.EqualTo(Signals));
    }

    [Test]
    public void A_wait_for_any_that_began_before_an_event_was_shared_goes_on_in_the_cluster()
    {
        Task<int> waiting = Task.Run(() => _first.Call<int>(nameof(World.ShareEventsWhileWaiting)));
        Assert.That(() => _second.Call<bool>(nameof(World.HasEvents)), Is.True.After(60_000, 5));
        _second.Run(nameof(World.SetEvent), 1);
        Assert.That(waiting.Wait(60_000), Is.True);
        Assert.That(waiting.Result, Is.EqualTo(2));
    }

    [Test]
    public void A_wait_for_all_is_for_events_that_stay_set()
    {
        Share();
        Assert.That(() => _first.Call<bool>(nameof(World.WaitForAll), 0, new[] { 0, 2 }), Throws.InstanceOf<NotSupportedException>().With.Message.StartsWith("WEFT1360"));
        Task<bool> waiting = Task.Run(() => _first.Call<bool>(nameof(World.WaitForAll), 60_000, new[] { 2 }));
        _second.Run(nameof(World.SetEvent), 2);
        Assert.That(waiting.Result, Is.True);
    }

    [Test]
    public void An_event_for_whose_handle_the_thread_pool_waits_is_not_shared() => Assert.That(_first.Call<string>(nameof(World.ShareRegistered)), Is.EqualTo("WEFT1360"));

    [Test]
    public void Events_and_countdowns_that_other_code_has_made_are_shared([Values] bool countdown)
    {
        _first.Run(nameof(World.ShareForeign), countdown);
        Assert.That(_first.Call<bool>(nameof(World.WaitForForeign), 5), Is.False);
        Assert.That(() => _second.Call<bool>(nameof(World.HasForeign)), Is.True.After(60_000, 5));
        Task<bool> waiting = Task.Run(() => _first.Call<bool>(nameof(World.WaitForForeign), 60_000));
        _second.Run(nameof(World.SignalForeign));
        Assert.That(waiting.Result, Is.True);
        Assert.That(_second.Call<bool>(nameof(World.WaitForForeign), 0), Is.True);
    }

    [Test]
    public void Who_waits_for_those_when_they_become_shared_waits_on_in_the_cluster([Values] bool countdown)
    {
        Task<bool> waiting = Task.Run(() => _first.Call<bool>(nameof(World.ShareForeignWhileWaiting), countdown));
        Assert.That(() => _second.Call<bool>(nameof(World.HasForeign)), Is.True.After(60_000, 5));
        _second.Run(nameof(World.SignalForeign));
        Assert.That(waiting.Wait(60_000) && waiting.Result, Is.True);
    }

    [Test]
    public void Those_whose_handle_was_taken_are_refused([Values] bool countdown) => Assert.That(_first.Call<string>(nameof(World.ShareForeignWithHandle), countdown), Is.EqualTo("WEFT1360"));

    private void Share()
    {
        _first.Run(nameof(World.ShareEvents));
        Assert.That(() => _second.Call<bool>(nameof(World.HasEvents)), Is.True.After(60_000, 5));
    }
}
