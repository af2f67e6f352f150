using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Atomic operations.</content>
internal static partial class World
{
    private static Tally Shared => (Tally)Root!.Anything!;

    internal static void ShareTally() => Root!.Anything = new Tally();

    internal static void CountAtomically(int threads, int each) => Run(threads, each, _ => Shared.Increment());

    internal static void CountInCells(int threads, int each) => Run(threads, each, number => Shared.IncrementCell(number & 1));

    internal static void CountGuarded(int threads, int each) => Run(threads, each, _ => Shared.IncrementGuarded());

    internal static void AppendAtomically(int threads, int each) => Run(threads, each, number => Shared.Append(number, static () => { }));

    /// <summary>Appends, while another thread works on the same field in the middle of it.</summary>
    internal static string AppendWhileAppending()
    {
        int runs = 0;
        Shared.Append(1, () =>
        {
            if (++runs > 1)
                return;
            Thread other = new(() => Shared.Append(2, static () => { }));
            other.Start();
            Assert.That(other.Join(60_000), Is.True, "the function is run inside the atomic operation");
        });
        return $"{string.Join(",", Shared.List)} {runs}";
    }

    internal static int ListCount() => Shared.List.Count;

    internal static void InitializeItems(int threads, int each) => Run(threads, each, number => Assert.That(Shared.InitializeItem($"{Environment.CurrentManagedThreadId} {number}"), Is.SameAs(Shared.Item)));

    internal static string? ItemName() => Shared.Item?.Name;

    internal static void RunOnce(int threads, int each) => Run(threads, each, _ => Assert.That(Shared.RunOnce(), Is.EqualTo(1)));

    internal static int Runs() => Shared.Runs;

    internal static int AtomicCount() => Shared.Count;

    internal static string CellCounts() => string.Join(",", Shared.Cells);

    internal static int GuardedCount() => Shared.Guarded;

    /// <summary>Counts on objects that become shared meanwhile.</summary>
    internal static string CountWhileSharing(int rounds)
    {
        int wrong = 0;
        for (int round = 0; round < rounds; round++)
        {
            Tally tally = new();
            using Barrier start = new(3);
            Thread[] counters = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
            {
                start.SignalAndWait();
                for (int i = 0; i < 200; i++)
                {
                    tally.Increment();
                    tally.IncrementCell(0);
                }
            }))];
            foreach (Thread counter in counters)
                counter.Start();
            start.SignalAndWait();
            Root!.Anything = tally;
            foreach (Thread counter in counters)
                counter.Join();
            wrong += tally.Count == 400 && tally.Cells[0] == 400 ? 0 : 1;
        }
        return $"{wrong} wrong, shared {Shared.IsShared}, {Shared.Count} {Shared.Cells[0]}";
    }

    /// <summary>A whole-array operation stores, and an earlier write of the same thread is acknowledged before it has reported what it stored.</summary>
    internal static string StoreWholeOverPending()
    {
        Shared.IncrementCell(0);
        long[] cells = Shared.Cells;
        SharedHeader header = SideTable.Find(cells)!;
        ArrayBarrier.Store(cells, 0, 5L);
        cells[0] = 6;
        Assert.That(() => HasPendingElement(header, 0), Is.False.After(60_000, 1));
        ArrayWrites.WrittenAt(cells, 0, 1);
        return CellCounts();
    }

    internal static int Flag() => Shared.Flag;

    /// <summary>What threads of this node see of a volatile store while nothing can enter the outbound queue, and afterwards.</summary>
    internal static string StoreFlagWhileQueueIsHeld()
    {
        Tally tally = Shared;
        SharedHeader header = Headers.Of(tally)!;
        ref Latch gate = ref GateOf(Activation.Node.Outbound);
        Thread writer = new(() => tally.Flag = 1);
        int seen;
        gate.Enter();
        try
        {
            writer.Start();
            Assert.That(() => HasPending(header), Is.True.After(60_000, 1));
            seen = tally.Flag;
        }
        finally
        {
            gate.Exit();
        }
        writer.Join();
        return $"{seen} {tally.Flag}";
    }

    /// <summary>A late store comes into an increment, and is reported when the increment has come back.</summary>
    internal static string StoreWhileIncrementing()
    {
        Tally tally = Shared;
        int result = tally.IncrementWhile(() => tally.StoreUnlooked(50));
        Assert.That(() => HasPending(Headers.Of(tally)!), Is.False.After(60_000, 5));
        int before = tally.Count;
        tally.LookAgain();
        return $"{result} {before} {tally.Count}";
    }

    /// <summary>An increment comes after a late store, which is reported only then.</summary>
    internal static string IncrementBeforeReport()
    {
        Tally tally = Shared;
        tally.StoreUnlooked(70);
        Thread reporter = new(tally.LookAgain);
        int result = tally.IncrementWhile(() =>
        {
            reporter.Start();
            Assert.That(() => reporter.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Is.True.After(60_000, 5));
        });
        reporter.Join();
        return $"{result} {tally.Count}";
    }

    private static bool HasPendingElement(SharedHeader header, ulong index)
    {
        header.EnterLatch();
        bool has = PendingRanges.Of(header).Has(index);
        header.ExitLatch();
        return has;
    }

    private static bool HasPending(SharedHeader header)
    {
        header.EnterLatch();
        bool has = !header.Pending.IsEmpty;
        header.ExitLatch();
        return has;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_gate")]
    private static extern ref Latch GateOf(Outbound outbound);

    private static void Run(int threads, int each, Action<int> act)
    {
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            for (int i = 0; i < each; i++)
                act(number);
        }))];
        foreach (Thread worker in workers)
            worker.Start();
        foreach (Thread worker in workers)
            worker.Join();
    }
}
