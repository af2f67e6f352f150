using System.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Hash tables and other maps without type parameters.</content>
internal static partial class World
{
    private static ICollection? _view;
    private static object[] _maps = [];

    internal static void ShareSynchronizedTable() => Root!.Anything = HashtableShims.Synchronized(HashtableShims.Create());

    /// <summary>Adds keys of this node without a lock, which the wrapper takes, and counts under the lock.</summary>
    internal static void CountInTable(int node, int times)
    {
        Hashtable table = (Hashtable)Root!.Anything!;
        for (int i = 0; i < times; i++)
        {
            table.Add($"{node}:{i}", i);
            MonitorShims.Enter(table.SyncRoot);
            try
            {
                table["total"] = (int)(table["total"] ?? 0) + 1;
            }
            finally
            {
                MonitorShims.Exit(table.SyncRoot);
            }
        }
    }

    internal static string TableState()
    {
        Hashtable table = (Hashtable)Root!.Anything!;
        return $"{table.GetType().Name} {table["total"]} {table.Count} {table.IsSynchronized}";
    }

    internal static void ShareSynchronizedQueue(int items)
    {
        Queue queue = QueueShims.Synchronized(QueueShims.Create());
        for (int i = 0; i < items; i++)
            queue.Enqueue(i);
        Root!.Anything = queue;
    }

    internal static void ShareFrameworkQueue(int items) => Root!.Anything = Queue.Synchronized(new Queue(Enumerable.Range(0, items).ToArray()));

    /// <summary>Takes items until there are none, with no lock but the wrapper's own.</summary>
    internal static string DrainSynchronizedQueue()
    {
        Queue queue = (Queue)Root!.Anything!;
        List<object?> taken = [];
        try
        {
            while (true)
                taken.Add(queue.Dequeue());
        }
        catch (InvalidOperationException)
        {
            return string.Join(",", taken);
        }
    }

    internal static void ShareTableWithView()
    {
        Hashtable table = HashtableShims.Create(StringComparer.OrdinalIgnoreCase);
        table["Key"] = 1;
        _view = HashtableShims.get_Keys(table);
        Root!.Anything = table;
    }

    internal static void ChangeTable() => Locked(() =>
    {
        Hashtable table = (Hashtable)Root!.Anything!;
        table["KEY"] = 2;
        table["more"] = new Item { Name = "an item" };
    });

    internal static string ViewOfTable()
    {
        string state = "";
        Locked(() =>
        {
            Hashtable table = (Hashtable)Root!.Anything!;
            state = $"{string.Join(",", _view!.Cast<string>().Order(StringComparer.Ordinal))} {_view!.Count} {table["key"]} {((Item)table["MORE"]!).Name}";
        });
        return state;
    }

    /// <summary>Shares maps without type parameters, and one whose comparer keeps the worker that performs what nobody looks at.</summary>
    internal static void ShareUntypedMaps()
    {
        Root!.Anything = new object[] { HashtableShims.Create(new Holding()), HashtableShims.Create(), SortedListShims.Create() };
        Holding.Open.Reset();
    }

    /// <summary>Shares a place for maps.</summary>
    internal static void SharePlaceForMaps() => Root!.Anything = new object[4];

    /// <summary>Puts maps with a comparer there, behind one that keeps the worker of whoever gets it.</summary>
    internal static void ShareMapsByCase()
    {
        Hashtable held = HashtableShims.Create(new Holding());
        held["held"] = 1;
        Hashtable table = HashtableShims.Create(StringComparer.OrdinalIgnoreCase);
        table["Key"] = 1;
        Dictionary<string, int> map = DictionaryShims<string, int>.Create(new ByCase());
        DictionaryShims<string, int>.Add(map, "Key", 1);
        HashSet<string> set = HashSetShims<string>.Create(new ByCase());
        HashSetShims<string>.Add(set, "Key");
        Locked(() =>
        {
            object[] all = (object[])Root!.Anything!;
            foreach ((int index, object made) in new object[] { held, table, map, set }.Index())
                ArrayAccess.StoreReference(all, index, made);
        });
    }

    /// <summary>Has the place here, and a comparer that keeps whoever takes in what comes.</summary>
    internal static void AwaitMapsByCase()
    {
        Holding.Open.Reset();
        _maps = (object[])Root!.Anything!;
    }

    /// <summary>Is the first to touch the maps here, while nobody else can have performed what waits at them: an array tells of nothing that comes into it.</summary>
    internal static void ChangeMapsByCase()
    {
        if (!Holding.Entered.Wait(TimeSpan.FromSeconds(60)) || !SpinWait.SpinUntil(static () => Volatile.Read(ref _maps[3]) is not null, TimeSpan.FromSeconds(60)))
            throw new TimeoutException("The worker has not come to the table that keeps it.");
        // In no lock, which would bring it all.
        HashtableShims.set_Item((Hashtable)_maps[1], "KEY", 2);
        DictionaryShims<string, int>.set_Item((Dictionary<string, int>)_maps[2], "KEY", 2);
        HashSetShims<string>.Add((HashSet<string>)_maps[3], "KEY");
        Holding.Open.Set();
    }

    internal static string MapsByCase()
    {
        string content = "";
        Locked(() =>
        {
            object[] all = (object[])Root!.Anything!;
            Hashtable table = (Hashtable)all[1];
            Dictionary<string, int> map = (Dictionary<string, int>)all[2];
            content = $"{HashtableShims.get_Count(table)} {HashtableShims.get_Item(table, "key")} {DictionaryShims<string, int>.get_Count(map)} {DictionaryShims<string, int>.get_Item(map, "key")} {HashSetShims<string>.get_Count((HashSet<string>)all[3])}";
        });
        return content;
    }

    internal static void AddToUntypedMaps() => Locked(() =>
    {
        foreach (IDictionary map in ((object[])Root!.Anything!).Cast<IDictionary>())
            map.Add("key", 1);
    });

    /// <summary>What is in them, by an interface that says nothing of keys, as queries use it.</summary>
    internal static string UntypedMapsByQuery()
    {
        if (!Holding.Entered.Wait(TimeSpan.FromSeconds(60)))
            throw new TimeoutException("The worker has not come to the table that keeps it.");
        // In no lock, which would bring it all: the collections see to it themselves.
        string content = string.Join(" ", ((object[])Root!.Anything!).Skip(1).Select(map => string.Join(",", ((IEnumerable)map).Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}"))));
        Holding.Open.Set();
        return content;
    }

    /// <summary>How sharing a table with a comparer that other nodes cannot make ends.</summary>
    internal static string ShareTableByCulture() => Refusal(() => Root!.Anything = HashtableShims.Create(StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("de-DE"), ignoreCase: true)));

    /// <summary>Changes a table that other code has made through an interface, in a lock, with nothing after it that would find the change.</summary>
    internal static void AdoptThroughDictionary()
    {
        Hashtable map = [];
        map.Add("gone", 0);
        Root!.Anything = map;
        Locked(() =>
        {
            UntypedDictionaryShims.Add(map, "added", 1);
            UntypedDictionaryShims.set_Item(map, "added", 2);
            UntypedDictionaryShims.Remove(map, "gone");
        });
    }

    internal static string AddedInTable() => Root!.Anything is Hashtable table ? $"{HashtableShims.get_Item(table, "added")} {HashtableShims.get_Count(table)}" : "not yet";
}

/// <summary>A comparer of the program that takes as long as a test wants.</summary>
internal sealed class Holding : IEqualityComparer
{
    internal static readonly ManualResetEventSlim Open = new(initialState: true);
    internal static readonly ManualResetEventSlim Entered = new();

    /// <summary>Whether the current thread is not kept, though it is of the pool, as the worker is.</summary>
    [ThreadStatic]
    internal static bool Passes;

    public new bool Equals(object? x, object? y) => string.Equals((string?)x, (string?)y, StringComparison.Ordinal);

    public int GetHashCode(object obj)
    {
        Entered.Set();
        if (Thread.CurrentThread.IsThreadPoolThread && !Passes)
            Open.Wait(TimeSpan.FromSeconds(60));
        return 1;
    }
}

/// <summary>A comparer of the program without state.</summary>
internal sealed class ByCase : IEqualityComparer<string>
{
    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.OrdinalIgnoreCase);

    public int GetHashCode(string obj) => obj.Length;
}
