using System.Collections.Concurrent;
using Weft.Runtime.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;
using Weft.Runtime.Tests.Collections;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Shared collections of every kind.</content>
internal static partial class World
{
    /// <summary>Makes a collection, works on it while it is unshared, then shares it.</summary>
    internal static void ShareCollection(string name, bool adopted, int seed, int steps)
    {
        SharedKind kind = SharedKind.Of(name);
        object collection = adopted ? kind.Make() : kind.Create();
        for (int step = 0; step < steps; step++)
            new RandomOperation(kind, seed + step).ThroughShim(collection);
        Root!.Anything = collection;
    }

    internal static string Operate(string name, int seed)
    {
        MonitorShims.Enter(Root!.Gate);
        try
        {
            return new RandomOperation(SharedKind.Of(name), seed).ThroughShim(Root!.Anything!);
        }
        finally
        {
            MonitorShims.Exit(Root!.Gate);
        }
    }

    /// <summary>Works on the collection as code that is not woven does, under a lock; then woven code looks at it.</summary>
    internal static void OperateUnseen(string name, int seed, int steps)
    {
        SharedKind kind = SharedKind.Of(name);
        MonitorShims.Enter(Root!.Gate);
        try
        {
            object collection = Root!.Anything!;
            OperateOnFramework(kind, collection, seed, steps);
            kind.Shims.GetMethod("get_Count")!.Invoke(null, [collection]);
        }
        finally
        {
            MonitorShims.Exit(Root!.Gate);
        }
    }

    /// <summary>Adds to the root's list as code that is not woven does, under a lock; each time woven code looks at it then.</summary>
    internal static void AddUnseen(int times)
    {
        for (int i = 0; i < times; i++)
        {
            MonitorShims.Enter(Root!.Gate);
            try
            {
                List<int> list = (List<int>)Root!.Anything!;
                list.Add(i);
                ListShims<int>.get_Count(list);
            }
            finally
            {
                MonitorShims.Exit(Root!.Gate);
            }
        }
    }

    /// <summary>What <c>weft audit</c> would show of this node.</summary>
    internal static string[] Audited() => [.. Activation.Node.Audit.Sites().Select(site => $"{site.Count} {site.What} | {site.Site}")];

    internal static void OperateOnFramework(SharedKind kind, object collection, int seed, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            RandomOperation operation = new(kind, seed + step);
            if (operation.IsCounted)
                operation.OnFramework(collection);
        }
    }

    internal static void OperateOften(string name, int seed, int steps)
    {
        SharedKind kind = SharedKind.Of(name);
        object collection = Root!.Anything!;
        for (int step = 0; step < steps; step++)
            new RandomOperation(kind, seed + step).ThroughShim(collection);
    }

    internal static string LockedContent(string name)
    {
        MonitorShims.Enter(Root!.Gate);
        try
        {
            return ContentOf(SharedKind.Of(name), Root!.Anything!);
        }
        finally
        {
            MonitorShims.Exit(Root!.Gate);
        }
    }

    /// <summary>Carries out the removal of the second of two equal keys when the first is gone and the second has taken its place.</summary>
    internal static void RemoveLateRival()
    {
        object collection = Root!.Anything!;
        SharedHeader header = Headers.Of(collection)!;
        KeyedReplica<int> replica = (KeyedReplica<int>)((ICollectionDescriptor)header.Descriptor).ReplicaOf(collection, header);
        replica.Ids.TryGetId(replica.Ids.KeysWhere(_ => true).Min(), out ulong id);
        replica.RemoveIfRival(id);
    }

    /// <summary>Puts spans into a shared list, with nothing behind them that would find what was done to it unseen.</summary>
    internal static void AddSpans() => Locked(() =>
    {
        List<int> list = (List<int>)Root!.Anything!;
        CollectionExtensionsShims.AddRange(list, 3, 4);
        CollectionExtensionsShims.InsertRange(list, 0, [1, 2]);
    });

    internal static string CopiedSpan()
    {
        int[] items = new int[4];
        Locked(() => CollectionExtensionsShims.CopyTo((List<int>)Root!.Anything!, items));
        return string.Join(",", items);
    }

    private static string Refusal(Action change)
    {
        try
        {
            change();
            return "done";
        }
        catch (Exception e) when (e is NotSupportedException or NonPortableException)
        {
            return e.Message[..8];
        }
    }

    internal static void ChangeThroughView()
    {
        MonitorShims.Enter(Root!.Gate);
        try
        {
            SortedSet<int> set = (SortedSet<int>)Root!.Anything!;
            SortedSetShims<int>.UnionWith(set, [1, 2, 20]);
            SortedSet<int> low = SortedSetShims<int>.GetViewBetween(set, 0, 10);
            SortedSet<int> high = SortedSetShims<int>.GetViewBetween(set, 15, 100);
            SortedSetShims<int>.Add(low, 3);
            SortedSetShims<int>.Remove(low, 1);
            SortedSetShims<int>.Clear(high);
            SortedSetShims<int>.Add(high, 21);
        }
        finally
        {
            MonitorShims.Exit(Root!.Gate);
        }
    }

    /// <summary>Items come out in the descending order of their numbers, by a comparer of the program.</summary>
    internal static void ShareAgenda(int items)
    {
        PriorityQueue<string, int> agenda = PriorityQueueShims<string, int>.Create(new Descending());
        for (int i = 0; i < items; i++)
            PriorityQueueShims<string, int>.Enqueue(agenda, $"item {i * 2}", i * 2);
        Root!.Anything = agenda;
    }

    internal static void ExtendAgenda(int items) => Locked(() =>
        PriorityQueueShims<string, int>.EnqueueRange((PriorityQueue<string, int>)Root!.Anything!, Enumerable.Range(0, items).Select(i => ($"item {i * 2 + 1}", i * 2 + 1))));

    internal static string NextOfAgenda()
    {
        string next = "";
        Locked(() => next = PriorityQueueShims<string, int>.TryDequeue((PriorityQueue<string, int>)Root!.Anything!, out string? element, out _) ? element : "");
        return next;
    }

    internal static void ChangeThroughInterfaces()
    {
        Dictionary<string, int> map = new() { ["key"] = 1 };
        ConcurrentQueue<int> queue = new([4]);
        ConcurrentStack<int> stack = new([6]);
        Root!.Anything = new object[] { map, queue, stack };
        UntypedDictionaryShims.set_Item(map, "key", 2);
        ProducerConsumerShims<int>.TryAdd(queue, 5);
        ProducerConsumerShims<int>.TryTake(queue, out _);
        ProducerConsumerShims<int>.TryTake(stack, out _);
        ProducerConsumerShims<int>.TryAdd(stack, 7);
    }

    internal static string AdoptedState() => Root!.Anything is object[] all
        ? $"map {((Dictionary<string, int>)all[0])["key"]}, queue {RandomOperation.Text(all[1]).Trim('[', ']')}, stack {RandomOperation.Text(all[2]).Trim('[', ']')}"
        : "not yet";

    internal static void ShareLarge(int entries)
    {
        Dictionary<int, int> numbers = DictionaryShims<int, int>.Create();
        for (int i = 0; i < entries; i++)
            numbers.Add(i, i);
        Dictionary<string, object> large = DictionaryShims<string, object>.Create();
        large.Add("numbers", numbers);
        large.Add("item", new Item { Name = "value" });
        Root!.Anything = large;
    }

    internal static string LargeState()
    {
        if (Root!.Anything is not Dictionary<string, object> large)
            return "not yet";
        Dictionary<int, int> numbers = (Dictionary<int, int>)DictionaryShims<string, object>.get_Item(large, "numbers");
        bool hollow = Headers.Of(DictionaryShims<string, object>.get_Item(large, "item"))!.Residence == Residence.Hollow;
        int count = DictionaryShims<int, int>.get_Count(numbers);
        return $"{count} {DictionaryShims<int, int>.get_Item(numbers, count - 1)} hollow: {hollow}";
    }

    internal static void ShareConcurrent(int items)
    {
        ConcurrentDictionary<string, object> all = ConcurrentDictionaryShims<string, object>.Create();
        ConcurrentDictionaryShims<string, object>.TryAdd(all, "counts", ConcurrentDictionaryShims<string, int>.Create());
        ConcurrentDictionaryShims<string, object>.TryAdd(all, "queue", ConcurrentQueueShims<int>.Create(Enumerable.Range(1, items)));
        ConcurrentDictionaryShims<string, object>.TryAdd(all, "stack", ConcurrentStackShims<int>.Create());
        Root!.Anything = all;
    }

    /// <summary>Adds keys that other nodes add too, counts, and moves items from the queue over the stack to itself.</summary>
    internal static string RaceOnConcurrent(int number)
    {
        ConcurrentDictionary<string, int> counts = Part<ConcurrentDictionary<string, int>>("counts");
        ConcurrentQueue<int> queue = Part<ConcurrentQueue<int>>("queue");
        ConcurrentStack<int> stack = Part<ConcurrentStack<int>>("stack");
        int added = 0, taken = 0;
        for (int i = 0; i < 100; i++)
        {
            added += ConcurrentDictionaryShims<string, int>.TryAdd(counts, $"key {i}", number) ? 1 : 0;
            ConcurrentDictionaryShims<string, int>.AddOrUpdate(counts, "total", 2, static (_, old) => old + 2);
        }
        SpinWait wait = default;
        while (!ConcurrentQueueShims<int>.get_IsEmpty(queue) || !ConcurrentStackShims<int>.get_IsEmpty(stack))
        {
            if (ConcurrentQueueShims<int>.TryDequeue(queue, out int item))
                ConcurrentStackShims<int>.Push(stack, item);
            if (ConcurrentStackShims<int>.TryPop(stack, out item))
                taken += item;
            wait.SpinOnce();
        }
        return $"{added} {taken}";
    }

    internal static string ConcurrentState() =>
        $"{Part<ConcurrentDictionary<string, int>>("counts")["total"]} {Part<ConcurrentQueue<int>>("queue").Count} {Part<ConcurrentStack<int>>("stack").Count}";

    private static T Part<T>(string name) => (T)((ConcurrentDictionary<string, object>)Root!.Anything!)[name];

    internal static string ContentOf(SharedKind kind, object collection)
    {
        IEnumerable<string> items = ItemsOf(collection).Select(RandomOperation.Text);
        return string.Join(",", kind.IsOrdered ? items : items.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<object?> ItemsOf(object collection) => collection switch
    {
        // Equality of keys that can be anything is the program's code, which the reader thread leaves to the threads that look.
        System.Collections.Hashtable map => Items(HashtableShims.GetEnumerator(map)),
        System.Collections.SortedList map => Items(SortedListShims.GetEnumerator(map)),
        System.Text.StringBuilder text => [text.ToString()],
        PriorityQueue<string, int> queue => queue.UnorderedItems.Cast<object?>(),
        _ => ((System.Collections.IEnumerable)collection).Cast<object?>(),
    };

    private static IEnumerable<object?> Items(System.Collections.IEnumerator items)
    {
        while (items.MoveNext())
            yield return items.Current;
    }
}

/// <summary>A comparer of the program without state.</summary>
internal sealed class Descending : IComparer<int>
{
    public int Compare(int x, int y) => y.CompareTo(x);
}
