namespace Weft.Runtime.Tests.Nodes;

/// <content>Atomic operations.</content>
internal static partial class World
{
    private static Tally Shared => (Tally)Root!.Anything!;

    internal static void ShareTally() => Root!.Anything = new Tally();

    internal static void CountAtomically(int threads, int each) => Run(threads, each, _ => Shared.Increment());

    internal static void CountInCells(int threads, int each) => Run(threads, each, number => Shared.IncrementCell(number & 1));

    internal static void CountGuarded(int threads, int each) => Run(threads, each, _ => Shared.IncrementGuarded());

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
