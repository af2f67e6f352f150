using System.Net;
using System.Text.Json;
using Weft.Hub.Server;
using Weft.Protocol;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Every wait for another node ends when it is interrupted or cancelled; then nothing of it is left, and it has taken nothing. Synchronizers are lent to whoever used them last.</summary>
internal sealed class InterruptionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private HubServer _hub = null!;
    private TestNode _first = null!;
    private TestNode _second = null!;

    [SetUp]
    public void Start()
    {
        _hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test", LendAfter = 1, MaxLendAfter = 1 });
        (_first, _second) = (new TestNode(_hub), new TestNode(_hub));
        _first.Run(nameof(World.MakeRoot), "mine");
        _first.Run(nameof(World.SetCount), 0);
        Assert.That(_second.Call<int>(nameof(World.LockedCount)), Is.Zero);
    }

    [TearDown]
    public void Stop() => _hub.Dispose();

    [TestCase("monitor")]
    [TestCase("lock")]
    [TestCase("named read")]
    [TestCase("named write")]
    public void An_interrupted_wait_for_a_lock_leaves_it_to_the_others(string kind)
    {
        Share(kind);
        _first.Run(nameof(World.HoldForWait), kind, () => Assert.That(Interrupt(kind), Is.EqualTo("interrupted 0")));
        Assert.That(_first.Call<string>(nameof(World.Endure), kind, CancellationToken.None), Is.EqualTo("done 0"));
        Assert.That(_second.Call<string>(nameof(World.Endure), kind, CancellationToken.None), Is.EqualTo("done 0"));
    }

    [TestCase("semaphore")]
    [TestCase("slim event")]
    [TestCase("automatic event")]
    [TestCase("manual event")]
    [TestCase("countdown")]
    [TestCase("barrier")]
    [TestCase("take")]
    [TestCase("add")]
    public void An_interrupted_wait_for_a_synchronizer_takes_nothing(string kind)
    {
        Share(kind);
        Assert.That(Interrupt(kind), Is.EqualTo("interrupted 0"));
        AssertNothingLeft(kind);
    }

    [TestCase("semaphore")]
    [TestCase("slim event")]
    [TestCase("countdown")]
    [TestCase("barrier")]
    [TestCase("take")]
    [TestCase("add")]
    public void A_cancelled_wait_for_a_synchronizer_takes_nothing(string kind)
    {
        Share(kind);
        using CancellationTokenSource source = new();
        Task<string> waiting = Task.Factory.StartNew(() => _second.Call<string>(nameof(World.Endure), kind, source.Token), TaskCreationOptions.LongRunning);
        Assert.That(() => waiting.IsCompleted || Waiting() == 1, Is.True.After(60_000, 5));
        source.Cancel();
        Assert.That(waiting.Wait(Patience), Is.True);
        Assert.That(waiting.Result, Is.EqualTo("cancelled 0"));
        AssertNothingLeft(kind);
    }

    [TestCase("semaphore")]
    [TestCase("read")]
    [TestCase("await item")]
    [TestCase("write")]
    [TestCase("await room")]
    public void A_cancelled_wait_without_a_thread_takes_nothing(string kind)
    {
        Share(kind);
        using CancellationTokenSource source = new();
        Task<string> waiting = _second.Call<Task<string>>(nameof(World.EndureAsync), kind, source.Token);
        Assert.That(() => waiting.IsCompleted || Waiting() == 1, Is.True.After(60_000, 5));
        source.Cancel();
        Assert.That(waiting.Wait(Patience), Is.True);
        Assert.That(waiting.Result, Is.EqualTo("cancelled"));
        AssertNothingLeft(kind);
    }

    [TestCase("monitor")]
    [TestCase("lock")]
    [TestCase("named write")]
    [TestCase("slim")]
    [TestCase("old")]
    public void Whoever_is_interrupted_loses_no_change_and_keeps_no_lock(string kind)
    {
        const int interruptions = 300;
        Share(kind);
        int stop = 0;
        Interrupted<(int Counted, int Astray)>[] all =
            [.. new[] { _first, _second, _second }.Select(node => new Interrupted<(int, int)>(() => node.Call<(int, int)>(nameof(World.CountUnder), kind, () => Volatile.Read(ref stop) == 0)))];
        Random random = new(7);
        for (int i = 0; i < interruptions; i++)
        {
            all[random.Next(all.Length)].Interrupt();
            Thread.Yield();
        }
        Volatile.Write(ref stop, 1);
        (int Counted, int Astray)[] results = [.. all.Select(each => each.Result(Patience))];
        Assert.That(results.Sum(each => each.Astray), Is.Zero, "an interruption struck outside of a wait");
        (int, int) none = (0, 0);
        Assert.That(_first.Call<(int, int)>(nameof(World.CountUnder), kind, () => none.Item1++ == 0), Is.EqualTo((1, 0)));
        Assert.That(_second.Call<(int, int)>(nameof(World.CountUnder), kind, () => none.Item2++ == 0), Is.EqualTo((1, 0)));
        Assert.That(_second.Call<int>(nameof(World.Count)), Is.EqualTo(results.Sum(each => each.Counted) + 2));
    }

    [Test]
    public void No_permit_is_lost_between_those_that_give_and_those_that_are_interrupted()
    {
        const int given = 400;
        Share("semaphore");
        int stop = 0;
        Interrupted<int>[] takers =
            [.. new[] { _first, _second, _second }.Select(node => new Interrupted<int>(() => node.Call<int>(nameof(World.TakePermits), () => Volatile.Read(ref stop) == 0)))];
        Random random = new(7);
        for (int i = 0; i < given; i++)
        {
            takers[random.Next(takers.Length)].Interrupt();
            _first.Call<int>(nameof(World.Release), 1);
        }
        Volatile.Write(ref stop, 1);
        int taken = takers.Sum(taker => taker.Result(Patience));
        AssertWaiting(0);
        Assert.That(taken + _second.Call<int>(nameof(World.Permits)), Is.EqualTo(given));
    }

    [TestCase("identity map")]
    [TestCase("numbers")]
    [TestCase("atomic sections")]
    public void What_is_being_made_shared_is_shared_whole_when_its_thread_is_interrupted(string at)
    {
        Assert.That(_first.Call<string>(nameof(World.InterruptSharing), at), Is.Empty);
        Assert.That(() => _second.Call<string>(nameof(World.SharedInSpite)), Is.EqualTo($"{at} within").After(10_000, 5));
    }

    private string Interrupt(string kind)
    {
        string result = "";
        Thread waiting = new(() => result = _second.Call<string>(nameof(World.Endure), kind, CancellationToken.None)) { IsBackground = true };
        waiting.Start();
        Assert.That(() => (waiting.ThreadState & ThreadState.WaitSleepJoin) != 0, Is.True.After(60_000, 1));
        waiting.Interrupt();
        Assert.That(waiting.Join(Patience), Is.True, "the wait survives its interruption");
        return result;
    }

    private void AssertNothingLeft(string kind)
    {
        AssertWaiting(0);
        Assert.That(_first.Call<string>(nameof(World.GiveWhatWasWaitedFor), kind), Is.EqualTo("1"));
    }

    private void AssertWaiting(int expected) => Assert.That(Waiting, Is.EqualTo(expected).After(60_000, 5));

    private int Waiting()
    {
        string json = HubQuery.AskAsync(_hub.EndPoint.Address.ToString(), _hub.EndPoint.Port, QueryKind.Locks, "").GetAwaiter().GetResult().Json;
        using JsonDocument answer = JsonDocument.Parse(json);
        return answer.RootElement.GetProperty("synchronizers").EnumerateArray().Sum(each => each.GetProperty("waiting").GetArrayLength());
    }

    private void Share(string kind)
    {
        _first.Run(nameof(World.ShareForWait), kind);
        Assert.That(() => _second.Call<bool>(nameof(World.HasForWait), kind), Is.True.After(60_000, 5));
    }

    /// <summary>A thread that is interrupted while it works.</summary>
    private sealed class Interrupted<T>
    {
        private readonly Thread _thread;
        private T? _result;
        private Exception? _failure;

        internal Interrupted(Func<T> work)
        {
            _thread = new Thread(() =>
            {
                try
                {
                    _result = work();
                }
                // The node has a class of its own of that name.
                catch (Exception e) when (e.GetType().FullName == typeof(ClusterUnavailableException).FullName)
                {
                    // The test is over, and this thread waited still.
                    _failure = e;
                }
            })
            { IsBackground = true };
            _thread.Start();
        }

        internal void Interrupt() => _thread.Interrupt();

        internal T Result(TimeSpan patience) => _thread.Join(patience) && _failure is null ? _result! : throw new TimeoutException("a thread waits on for what it should get", _failure);
    }
}
