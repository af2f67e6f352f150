using System.Collections.Concurrent;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <content>Synchronizers that are lent while the hub dies.</content>
internal sealed partial class RestartTests
{
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("WEFT_SEED"), out int given) ? given : Environment.TickCount & 0xFFFF;

    [Test]
    public void Each_item_is_taken_once_by_whom_the_channel_is_lent_to_where_the_hub_dies([Values] bool stored, [Values] bool others)
    {
        _first.Run(nameof(World.ShareForWait), "read");
        Assert.That(() => _second.Call<bool>(nameof(World.HasForWait), "read"), Is.True.After(60_000, 5));
        ConcurrentBag<int> put = [], taken = [];
        int lent = WorkWhileHubsDie(
            stored,
            others ? [_second, _second, _first] : [_second, _second],
            (node, seed, goesOn) => node.Run(nameof(World.MoveNumbers), seed, seed * 1_000_000, goesOn, (Action<bool, int>)((puts, number) => (puts ? put : taken).Add(number))));
        foreach (int left in _first.Call<int[]>(nameof(World.TakeAll)))
            taken.Add(left);
        Assert.That(put, Has.Count.GreaterThan(200));
        Assert.That(taken.Order(), Is.EqualTo(put.Order()), $"WEFT_SEED={Seed}");
        Assert.That(lent, others ? Is.GreaterThanOrEqualTo(0) : Is.Positive, "of the hubs that died some had lent it");
        AssertSessionsWentOn();
    }

    [Test]
    public void Permits_stay_as_many_as_they_are_where_the_hub_dies_that_has_lent_them([Values] bool stored, [Values] bool others)
    {
        _first.Run(nameof(World.ShareSemaphore), 2, 2);
        Assert.That(() => _second.Call<bool>(nameof(World.HasSemaphore)), Is.True.After(60_000, 5));
        (int inside, int most, int times) = (0, 0, 0);
        int lent = WorkWhileHubsDie(
            stored,
            others ? [_second, _second, _second, _first] : [_second, _second, _second],
            (node, seed, goesOn) => node.Run(nameof(World.UsePermits), seed, goesOn, (Action<bool>)(enters =>
            {
                int now = enters ? Interlocked.Increment(ref inside) : Interlocked.Decrement(ref inside);
                Interlocked.Increment(ref times);
                if (now > Volatile.Read(ref most))
                    Volatile.Write(ref most, now);
            })));
        Assert.That(most, Is.InRange(1, 2), $"WEFT_SEED={Seed}");
        Assert.That(times, Is.GreaterThan(200));
        Assert.That(() => _first.Call<int>(nameof(World.Permits)), Is.EqualTo(2).After(60_000, 20), $"WEFT_SEED={Seed}");
        Assert.That(lent, others ? Is.GreaterThanOrEqualTo(0) : Is.Positive, "of the hubs that died some had lent them");
        AssertSessionsWentOn();
    }

    [Test]
    public void Who_waits_on_a_loan_when_the_hub_dies_is_let_go_on_by_the_next([Values] bool stored)
    {
        _first.Run(nameof(World.ShareSemaphore), 1, 1);
        Assert.That(() => _second.Call<bool>(nameof(World.HasSemaphore)), Is.True.After(60_000, 5));
        AwaitLoan();
        Assert.That(_second.Call<bool>(nameof(World.Acquire), 0), Is.True);
        Task<bool> waits = _second.Call<Task<bool>>(nameof(World.AcquireAsync), 60_000, CancellationToken.None);
        if (!stored)
            _store.Hold();
        Restart(stored);
        Assert.That(_first.Call<int>(nameof(World.Permits)), Is.Zero, "it is taken still");
        Assert.That(waits.IsCompleted, Is.False);
        Assert.That(_first.Call<int>(nameof(World.Release), 1), Is.Zero);
        Assert.That(waits.Wait(Patience) && waits.Result);
        Assert.That(_first.Call<int>(nameof(World.Permits)), Is.Zero);
        AwaitLoanOfNext();
    }

    private void AwaitLoanOfNext()
    {
        Assert.That(_second.Call<int>(nameof(World.Release), 1), Is.Zero);
        AwaitLoan();
    }

    private void AwaitLoan()
    {
        Assert.That(
            () =>
            {
                Assert.That(_second.Call<bool>(nameof(World.Acquire), 60_000), Is.True);
                _second.Call<int>(nameof(World.Release), 1);
                return _second.Call<bool>(nameof(World.IsLent));
            },
            Is.True.After(60_000, 1));
    }

    // Gives how many hubs died while it was lent to the second node.
    private int WorkWhileHubsDie(bool stored, TestNode[] nodes, Action<TestNode, int, Func<bool>> work)
    {
        TestContext.Out.WriteLine($"WEFT_SEED={Seed}");
        using CancellationTokenSource stop = new();
        Func<bool> goesOn = () => !stop.IsCancellationRequested;
        Task[] all = [.. nodes.Select((node, i) => Task.Factory.StartNew(() => work(node, Seed + i, goesOn), TaskCreationOptions.LongRunning))];
        Random random = new(Seed);
        int lent = 0;
        for (int i = 0; i < 3; i++)
        {
            SpinWait.SpinUntil(() => _second.Call<bool>(nameof(World.IsLent)), nodes.Contains(_first) ? 500 : 20_000);
            if (!stored)
                _store.Hold();
            Thread.Sleep(random.Next(30));
            lent += _second.Call<bool>(nameof(World.IsLent)) ? 1 : 0;
            Restart(stored);
            Assert.That(() => _hub.Ask(core => core.IsRecovering), Is.False.After(60_000, 5));
        }
        stop.Cancel();
        Assert.That(Task.WaitAll(all, Patience), Is.True, $"WEFT_SEED={Seed}");
        return lent;
    }
}
