using System.Collections.Immutable;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

// Atomic operations on roots.
internal static partial class World
{
    private static readonly RootHandle LazyRule = new("lazy", RootPolicy.FirstWins, eager: false);
    private static readonly RootHandle CountedRule = new("counted", RootPolicy.Replaceable, eager: false);
    private static readonly RootHandle ListRule = new("list", RootPolicy.Replaceable, eager: false);
    private static readonly RootHandle LockedRule = new("locked", RootPolicy.FirstWins, eager: false);
    private static readonly RootHandle FreshRule = new("fresh", RootPolicy.FirstWins, eager: false);
    private static ImmutableList<int>? _list;
    private static Item? _locked;
    private static Item? _fresh;
    private static Item? _lazy;
    private static Item? _counted;

    /// <summary>The usual form of a getter that makes what it gives, by many threads at once; gives the name that all of them got, and how many of them made it.</summary>
    internal static string MakeLazily(string name, int threads)
    {
        string[] names = new string[threads];
        int made = 0;
        InThreads(threads, index =>
        {
            Item mine = new() { Name = name };
            Item? earlier = RootAccess.CompareExchange(ref _lazy, mine, null, LazyRule, null);
            if (earlier is null)
                Interlocked.Increment(ref made);
            names[index] = (earlier ?? RootAccess.Read(ref _lazy, LazyRule, null)!).Name!;
        });
        return $"{string.Join(",", names.Distinct())} {made}";
    }

    /// <summary>Counts in a root that is replaced by one that counts one more.</summary>
    internal static void CountByReplacing(int threads, int each) => InThreads(threads, _ =>
    {
        for (int done = 0; done < each; done++)
        {
            Item? known = RootAccess.Read(ref _counted, CountedRule, null);
            while (RootAccess.CompareExchange(ref _counted, new Item { Count = (known?.Count ?? 0) + 1 }, known, CountedRule, null) is var found && !ReferenceEquals(found, known))
                known = found;
        }
    });

    internal static int CountedByReplacing() => RootAccess.Read(ref _counted, CountedRule, null)?.Count ?? 0;

    internal static string? ExchangeReplaceable(string name) => RootAccess.Exchange(ref _replaceable, new Item { Name = name }, ReplaceableRule, null)?.Name;

    internal static void WriteReplaceable(string name) => RootAccess.VolatileWrite(ref _replaceable, new Item { Name = name }, ReplaceableRule, null);

    internal static string? ExchangeError(string name) => RootAccess.Exchange(ref _error, new Item { Name = name }, ErrorRule, null)?.Name;

    internal static string? CompareExchangeError(string name) => RootAccess.CompareExchange(ref _error, new Item { Name = name }, null, ErrorRule, null)?.Name;

    /// <summary>Exchanges a first-wins root that is there for others and for nothing, and tells what each call gave and what was logged.</summary>
    internal static string ExchangeRoot()
    {
        TextWriter standard = Console.Error;
        using StringWriter log = new();
        Console.SetError(TextWriter.Synchronized(log));
        try
        {
            Item root = Root!;
            Item?[] found =
            [
                RootAccess.Exchange(ref _root, new Item(), RootRule, null), RootAccess.Exchange(ref _root, null, RootRule, null), RootAccess.Exchange(ref _root, root, RootRule, null),
                RootAccess.CompareExchange(ref _root, new Item(), root, RootRule, null), RootAccess.CompareExchange(ref _root, new Item(), new Item(), RootRule, null),
                RootAccess.CompareExchange(ref _root, new Item(), null, RootRule, null), Root,
            ];
            return $"{found.Count(item => ReferenceEquals(item, root))} of {found.Length}, {log.ToString().Split('\n').Count(line => line.Contains("discarded", StringComparison.Ordinal))} line";
        }
        finally
        {
            Console.SetError(standard);
        }
    }

    /// <summary>Adds numbers to a root that each addition replaces.</summary>
    internal static void UpdateRoot(int threads, int each) => InThreads(threads, thread =>
    {
        for (int done = 0; done < each; done++)
            PlaceShims.UpdateWith<ObjectRootPlace<ImmutableList<int>>, ImmutableList<int>?, int>(RootAccess.Place(ref _list, ListRule, null), static (list, number) => (list ?? []).Add(number), thread);
    });

    internal static int UpdatedCount() => RootAccess.Read(ref _list, ListRule, null)?.Count ?? 0;

    /// <summary>Makes a root that stays, under a lock of this node and without a function; gives what it got.</summary>
    internal static string MakeUnderLock(string name)
    {
        object? gate = null;
        Item item = PlaceShims.InitializeUnderLock<ObjectRootPlace<Item>, LocalPlace<object?>, Item>(RootAccess.Place(ref _locked, LockedRule, null), new(ref gate), () => new Item { Name = name });
        Item fresh = RootAccess.EnsureNew(ref _fresh, FreshRule, null);
        fresh.Name ??= name;
        return $"{item.Name} {ReferenceEquals(item, RootAccess.Read(ref _locked, LockedRule, null))} {ReferenceEquals(fresh, RootAccess.EnsureNew(ref _fresh, FreshRule, null))}";
    }

    private static void InThreads(int count, Action<int> work)
    {
        Exception? failure = null;
        using Barrier together = new(count);
        Thread[] workers = [.. Enumerable.Range(0, count).Select(index => new Thread(() =>
        {
            together.SignalAndWait();
            try
            {
                work(index);
            }
            catch (Exception e) when (e is InvalidOperationException or NullReferenceException or RootAlreadySetException or ClusterUnavailableException)
            {
                failure = e;
            }
        }))];
        foreach (Thread worker in workers)
            worker.Start();
        foreach (Thread worker in workers)
            worker.Join();
        if (failure is not null)
            throw new InvalidOperationException("A thread failed: " + failure.Message, failure);
    }
}
