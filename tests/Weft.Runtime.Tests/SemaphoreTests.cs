using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary><see cref="SemaphoreSlim"/> in shared places.</summary>
internal sealed class SemaphoreTests
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
    public void No_increment_in_a_section_is_lost()
    {
        Share(1, 1);
        Task[] counting = [.. new[] { _first, _second, _first, _second }.Select(node => node.Call<Task>(nameof(World.CountUnderSemaphore), 100))];
        Assert.That(Task.WaitAll(counting, Patience), Is.True);
        // Who has a permit sees what was written before it was given.
        Assert.That(_first.Call<bool>(nameof(World.Acquire), 60_000), Is.True);
        Assert.That(_first.Call<int>(nameof(World.Count)), Is.EqualTo(400));
        _first.Call<int>(nameof(World.Release), 1);
        Assert.That(_second.Call<int>(nameof(World.Permits)), Is.EqualTo(1));
    }

    [Test]
    public void A_node_releases_what_another_waits_for()
    {
        Share(0, 10);
        Task<bool> waits = _second.Call<Task<bool>>(nameof(World.AcquireAsync), 60_000, CancellationToken.None);
        Task<bool> blocks = Task.Run(() => _first.Call<bool>(nameof(World.Acquire), 60_000));
        Assert.That(_first.Call<int>(nameof(World.Release), 3), Is.Zero);
        Assert.That(Task.WaitAll([waits, blocks], Patience), Is.True);
        Assert.That(waits.Result && blocks.Result, Is.True);
        Assert.That(_second.Call<int>(nameof(World.Permits)), Is.EqualTo(1));
    }

    [Test]
    public void A_wait_that_is_cancelled_or_timed_out_takes_no_permit()
    {
        Share(0, 10);
        using CancellationTokenSource source = new();
        Task<bool> cancelled = _second.Call<Task<bool>>(nameof(World.AcquireAsync), -1, source.Token);
        Assert.That(_second.Call<Task<bool>>(nameof(World.AcquireAsync), 20, CancellationToken.None).Result, Is.False);
        Assert.That(_second.Call<bool>(nameof(World.Acquire), 20), Is.False);
        Assert.That(_second.Call<bool>(nameof(World.Acquire), 0), Is.False);
        source.Cancel();
        Assert.That(async () => await cancelled.WaitAsync(Patience), Throws.InstanceOf<OperationCanceledException>());
        _first.Call<int>(nameof(World.Release), 1);
        Assert.That(_second.Call<int>(nameof(World.Permits)), Is.EqualTo(1));
    }

    [Test]
    public void An_interrupted_wait_takes_no_permit()
    {
        Share(0, 10);
        Exception? thrown = null;
        Thread waiter = new(() =>
        {
            try
            {
                _second.Call<bool>(nameof(World.Acquire), -1);
            }
            catch (ThreadInterruptedException e)
            {
                thrown = e;
            }
        });
        waiter.Start();
        Assert.That(() => (waiter.ThreadState & ThreadState.WaitSleepJoin) != 0, Is.True.After(60_000, 1));
        waiter.Interrupt();
        Assert.That(waiter.Join(Patience), Is.True);
        Assert.That(thrown, Is.Not.Null);
        _first.Call<int>(nameof(World.Release), 1);
        Assert.That(_second.Call<int>(nameof(World.Permits)), Is.EqualTo(1));
    }

    [Test]
    public void The_maximum_is_the_clusters()
    {
        Share(1, 2);
        Assert.That(_second.Call<int>(nameof(World.Release), 1), Is.EqualTo(1));
        Assert.That(() => _second.Call<int>(nameof(World.Release), 1), Throws.InstanceOf<SemaphoreFullException>());
        Assert.That(() => _first.Call<int>(nameof(World.Release), 1), Throws.InstanceOf<SemaphoreFullException>());
    }

    [Test]
    public void Those_that_waited_before_it_was_shared_wait_on_in_the_cluster()
    {
        bool all = _first.Call<bool>(nameof(World.ShareWhileWaiting), 4, (Action)(() =>
        {
            Assert.That(() => _second.Call<bool>(nameof(World.HasSemaphore)), Is.True.After(60_000, 5));
            Assert.That(_second.Call<int>(nameof(World.Release), 4), Is.Zero.Or.Positive);
        }));
        Assert.That(all, Is.True);
        Assert.That(_first.Call<int>(nameof(World.Permits)), Is.Zero);
    }

    [Test]
    public void Disposing_it_is_one_nodes_own_affair()
    {
        Share(1, 1);
        _first.Run(nameof(World.DisposeSemaphore));
        Assert.That(() => _first.Call<bool>(nameof(World.Acquire), 0), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => _first.Call<int>(nameof(World.Release), 1), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(_second.Call<bool>(nameof(World.Acquire), 0), Is.True);
    }

    [Test]
    public void Its_handle_is_refused_and_so_is_sharing_one_whose_handle_was_taken()
    {
        Assert.That(() => _first.Run(nameof(World.ShareSemaphoreWithHandle)), Throws.InstanceOf<InvalidOperationException>().With.Message.StartsWith("WEFT1360"));
        Assert.That(() => _first.Run(nameof(World.ShareForeignSemaphore)), Throws.InstanceOf<InvalidOperationException>().With.Message.StartsWith("WEFT1250"));
        Share(1, 1);
        Assert.That(() => _first.Call<bool>(nameof(World.TakeHandle)), Throws.InstanceOf<NotSupportedException>().With.Message.StartsWith("WEFT1360"));
    }

    [Test]
    public void A_node_that_leaves_gives_its_permits_back_and_goes_on_alone()
    {
        Share(2, 2);
        Assert.That(_second.Call<bool>(nameof(World.Acquire), 0), Is.True);
        Assert.That(_first.Call<bool>(nameof(World.Acquire), 0), Is.True);
        Task<bool> waits = _second.Call<Task<bool>>(nameof(World.AcquireAsync), 60_000, CancellationToken.None);
        Assert.That(() => _first.Call<int>(nameof(World.Permits)), Is.Zero);
        _second.Run(nameof(World.Leave));
        Assert.That(() => _first.Call<int>(nameof(World.Permits)), Is.EqualTo(1).After(60_000, 5));
        // On its own copy the permit that it holds is not there, and its release ends its own wait.
        Assert.That(waits.IsCompleted, Is.False);
        _second.Call<int>(nameof(World.Release), 1);
        Assert.That(waits.Wait(Patience) && waits.Result, Is.True);
        Assert.That(_first.Call<int>(nameof(World.Release), 1), Is.EqualTo(1));
    }

    [Test]
    public void A_wait_ends_with_the_session_when_the_hub_was_started_anew()
    {
        Share(0, 1);
        Task<bool> waits = _second.Call<Task<bool>>(nameof(World.AcquireAsync), -1, CancellationToken.None);
        IPEndPoint address = _hub.EndPoint;
        _hub.Dispose();
        _hub = HubServer.Start(new HubOptions { Listen = address, ClusterName = "test" });
        Assert.That(async () => await waits.WaitAsync(Patience), Throws.Exception.With.Property("Message").Contains("WEFT1068"));
    }

    [Test]
    public void Writes_in_a_section_are_accepted_where_unlocked_ones_are_errors()
    {
        TestNode strict = new(_hub, "unlocked-writes=error");
        Share(1, 1);
        Assert.That(() => strict.Run(nameof(World.SetCount), 5), Throws.Exception.With.Property("Message").Contains("WEFT1351"));
        strict.Call<Task>(nameof(World.CountUnderSemaphore), 20).Wait(Patience);
        Assert.That(() => _first.Call<int>(nameof(World.Count)), Is.EqualTo(20).After(60_000, 5));
        Assert.That(() => strict.Run(nameof(World.SetCount), 5), Throws.Exception.With.Property("Message").Contains("WEFT1351"));
    }

    private void Share(int initial, int max)
    {
        _first.Run(nameof(World.ShareSemaphore), initial, max);
        Assert.That(() => _second.Call<bool>(nameof(World.HasSemaphore)), Is.True.After(60_000, 5));
    }
}
