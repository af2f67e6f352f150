using System.Collections.Concurrent;
using System.Net;
using Weft.Hub.Server;
using Weft.Proxy;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Synchronizers that are lent to the only node that uses them, come back, and are lent to another one.</summary>
internal sealed class LoanTests
{
    private const int Permits = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("WEFT_SEED"), out int given) ? given : Environment.TickCount & 0xFFFF;
    private HubServer _hub = null!;
    private CuttingProxy? _proxy;
    private TestNode _first = null!;
    private TestNode _second = null!;

    [TearDown]
    public void Stop()
    {
        _proxy?.Dispose();
        _hub.Dispose();
    }

    [Test]
    public void Who_has_read_a_channel_to_its_end_finds_it_completed()
    {
        Start();
        _first.Run(nameof(World.ShareEndingChannel));
        Task<bool>[] ends = [.. ((TestNode[])[_first, _second, _second]).Select(node => node.Call<Task<bool>>(nameof(World.ReadToTheEnd)))];
        Assert.That(Task.WaitAll([.. ends], Patience), Is.True);
        Assert.That(ends.Select(static end => end.Result), Is.All.True);
    }

    [Test]
    public void A_lone_user_has_it_until_another_asks_for_it()
    {
        Start();
        ShareSemaphore(3);
        for (int i = 0; i < 40; i++)
        {
            Assert.That(_second.Call<bool>(nameof(World.Acquire), 0), Is.True);
            Assert.That(_second.Call<int>(nameof(World.Release), 1), Is.EqualTo(2));
        }
        Assert.That(() => _second.Call<bool>(nameof(World.IsLent)), Is.True.After(60_000, 5));
        Assert.That(_second.Call<bool>(nameof(World.Acquire), 0), Is.True);
        Task<bool>[] waits = [.. Enumerable.Range(0, 3).Select(_ => _second.Call<Task<bool>>(nameof(World.AcquireAsync), 60_000, CancellationToken.None))];
        Assert.That(_second.Call<bool>(nameof(World.IsLent)), Is.True, "waiting is no reason to give it back");
        Assert.That(_first.Call<int>(nameof(World.Permits)), Is.Zero);
        Assert.That(_second.Call<bool>(nameof(World.IsLent)), Is.False);
        Assert.That(waits.Count(static wait => wait.IsCompletedSuccessfully), Is.EqualTo(2));
        Assert.That(_first.Call<int>(nameof(World.Release), 1), Is.Zero);
        Assert.That(Task.WaitAll([.. waits], Patience), Is.True, "who waited there is let go on by another node");
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Permits_stay_as_many_as_they_are_while_loans_come_and_go_and_waits_are_cancelled_timed_out_and_interrupted(bool cuts)
    {
        TestContext.Out.WriteLine($"WEFT_SEED={Seed}");
        Start(cuts);
        ShareSemaphore(Permits);
        (int inside, int most, int times) = (0, 0, 0);
        Run(
            4,
            (node, seed, goesOn) => node.Run(nameof(World.UsePermits), seed, goesOn, (Action<bool>)(enters =>
            {
                if (!enters)
                {
                    Interlocked.Decrement(ref inside);
                    return;
                }
                int now = Interlocked.Increment(ref inside);
                Interlocked.Increment(ref times);
                if (now > Volatile.Read(ref most))
                    Volatile.Write(ref most, now);
            })),
            interrupts: true);
        Assert.That(most, Is.InRange(1, Permits), $"WEFT_SEED={Seed}");
        Assert.That(times, Is.GreaterThan(200));
        Assert.That(() => _first.Call<int>(nameof(World.Permits)), Is.EqualTo(Permits).After(60_000, 20), $"WEFT_SEED={Seed}");
        Assert.That(_second.Call<int>(nameof(World.Permits)), Is.EqualTo(Permits), $"WEFT_SEED={Seed}");
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Each_item_is_taken_once_while_loans_come_and_go(bool cuts)
    {
        TestContext.Out.WriteLine($"WEFT_SEED={Seed}");
        Start(cuts);
        _first.Run(nameof(World.ShareForWait), "read");
        Assert.That(() => _second.Call<bool>(nameof(World.HasForWait), "read"), Is.True.After(60_000, 5));
        ConcurrentBag<int> put = [], taken = [];
        Run(2, (node, seed, goesOn) => node.Run(nameof(World.MoveNumbers), seed, seed * 1_000_000, goesOn, (Action<bool, int>)((puts, number) => (puts ? put : taken).Add(number))), interrupts: false);
        foreach (int left in _first.Call<int[]>(nameof(World.TakeAll)))
            taken.Add(left);
        Assert.That(put, Has.Count.GreaterThan(200));
        Assert.That(taken.Order(), Is.EqualTo(put.Order()), $"WEFT_SEED={Seed}");
    }

    [Test]
    public void A_node_that_leaves_takes_along_what_was_lent_to_it_as_it_was_and_the_others_have_it_too()
    {
        Start();
        ShareSemaphore(5);
        for (int i = 0; i < 40; i++)
        {
            _second.Call<bool>(nameof(World.Acquire), 0);
            _second.Call<int>(nameof(World.Release), 1);
        }
        Assert.That(() => _second.Call<bool>(nameof(World.IsLent)), Is.True.After(60_000, 5));
        Assert.That(_second.Call<bool>(nameof(World.Acquire), 0) && _second.Call<bool>(nameof(World.Acquire), 0), Is.True);
        _second.Run(nameof(World.Leave));
        Assert.That(_second.Call<int>(nameof(World.Permits)), Is.EqualTo(3), "it goes on with what it had taken");
        Assert.That(() => _first.Call<int>(nameof(World.Permits)), Is.EqualTo(5).After(60_000, 5), "its permits came back");
    }

    [Test]
    public void What_is_lent_and_collected_comes_back()
    {
        Start();
        _first.Run(nameof(World.ShareForWait), "read");
        Assert.That(() => _second.Call<bool>(nameof(World.HasForWait), "read"), Is.True.After(60_000, 5));
        Assert.That(_first.Call<bool>(nameof(World.FillAndForget), 40, (Action)(() => _second.Run(nameof(World.KeepChannel)))), Is.True);
        Assert.That(_second.Call<int[]>(nameof(World.TakeAll)), Is.EqualTo(Enumerable.Range(0, 40)));
    }

    [Test]
    public void Nothing_is_done_on_a_loan_that_may_be_over()
    {
        Start(proxied: true, windowMilliseconds: 2_000);
        ShareSemaphore(1);
        for (int i = 0; i < 40; i++)
        {
            _second.Call<bool>(nameof(World.Acquire), 0);
            _second.Call<int>(nameof(World.Release), 1);
        }
        Assert.That(() => _second.Call<bool>(nameof(World.IsLent)), Is.True.After(60_000, 5));
        _proxy!.Block();
        Task<bool> others = Task.Run(() => _first.Call<bool>(nameof(World.Acquire), -1));
        Assert.That(_second.Call<bool>(nameof(World.Acquire), 0), Is.True, "it goes on for a while");
        _second.Call<int>(nameof(World.Release), 1);
        Assert.That(others.Wait(Patience), Is.True, "its session is over for the hub");
        Task<string> late = Task.Run(() => Failure(() => _second.Call<bool>(nameof(World.Acquire), 0)));
        Assert.That(late.Wait(300), Is.False, "it waits for the hub");
    }

    private static string Failure(Action action)
    {
        try
        {
            action();
            return "";
        }
        catch (Exception e)
        {
            return e.Message;
        }
    }

    private void Run(int threads, Action<TestNode, int, Func<bool>> work, bool interrupts)
    {
        long end = Environment.TickCount64 + 3_000;
        Func<bool> goesOn = () => Environment.TickCount64 < end;
        ConcurrentBag<Exception> failures = [];
        Thread[] all =
        [
            .. Enumerable.Range(0, threads).Select(i => new Thread(() =>
            {
                try
                {
                    work(i % 2 == 0 ? _first : _second, Seed + i, goesOn);
                }
                catch (Exception e)
                {
                    failures.Add(e);
                }
            })
            { IsBackground = true }),
        ];
        foreach (Thread thread in all)
            thread.Start();
        Random random = new(Seed);
        while (goesOn())
        {
            if (interrupts)
                all[random.Next(all.Length)].Interrupt();
            Thread.Sleep(random.Next(5));
        }
        if (_proxy is not null)
            _proxy.IsCalm = true;
        foreach (Thread thread in all)
            Assert.That(thread.Join(Patience), Is.True, $"WEFT_SEED={Seed}");
        Assert.That(failures, Is.Empty, $"WEFT_SEED={Seed}");
    }

    private void ShareSemaphore(int permits)
    {
        _first.Run(nameof(World.ShareSemaphore), permits, permits);
        Assert.That(() => _second.Call<bool>(nameof(World.HasSemaphore)), Is.True.After(60_000, 5));
    }

    // The second node's connection goes through the proxy.
    private void Start(bool proxied = false, int windowMilliseconds = 60_000)
    {
        _hub = HubServer.Start(new HubOptions
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test", ReconnectWindow = TimeSpan.FromMilliseconds(windowMilliseconds), NodeTimeout = TimeSpan.FromSeconds(60), LendAfter = 4, MaxLendAfter = 8,
        });
        _proxy = proxied ? CuttingProxy.Start(_hub.EndPoint, windowMilliseconds == 60_000 ? Seed : null, windowMilliseconds == 60_000 ? 5_000 : 0) : null;
        _first = new TestNode(_hub);
        _second = _proxy is null ? new TestNode(_hub) : new TestNode($"hub={_proxy.Address}\nname=test\nhub-timeout=60s");
        _first.Run(nameof(World.MakeRoot), "mine");
        Assert.That(() => _second.Call<bool>(nameof(World.HasRoot)), Is.True.After(60_000, 5));
    }
}
