using System.Collections;

namespace Probe;

/// <summary>Classes of the program that derive from each collection of the framework, changed by members of their own, and read in every way: by the class, by interfaces, by views and queries that were kept.</summary>
public sealed class Heirs
{
    // Of this node alone.
    private static readonly List<(string Name, Func<IEnumerable<Mark>> Read)> s_reads = new();

    private readonly HeirList _list = new();
    private readonly HeirQueue _queue = new();
    private readonly HeirStack _stack = new();
    private readonly HeirMap _map = new();
    private readonly HeirSortedMap _sortedMap = new();
    private readonly HeirSortedList _sortedList = new();
    private readonly HeirOrdered _ordered = new();
    private readonly HeirSet _set = new();
    private readonly HeirSortedSet _sortedSet = new();
    private readonly HeirConcurrentMap _concurrentMap = new();
    private readonly HeirConcurrentQueue _concurrentQueue = new();
    private readonly HeirConcurrentStack _concurrentStack = new();
    private readonly HeirBag _bag = new();
    private readonly HeirChain _chain = new();
    private readonly HeirRanks _ranks = new();
    private readonly HeirArrayList _arrayList = new();
    private readonly HeirOldQueue _oldQueue = new();
    private readonly HeirOldStack _oldStack = new();
    private readonly HeirTable _table = new();
    private readonly HeirOldSortedList _oldSortedList = new();
    private readonly HeirCollection _collection = new();
    private readonly HeirObserved _observed = new();
    private readonly HeirKeyed _keyed = new();
    private readonly HeirReadOnlyList _readOnlyList;
    private readonly HeirReadOnlyMap _readOnlyMap;
    private readonly HeirReadOnlySet _readOnlySet;

    public Heirs()
    {
        _readOnlyList = new HeirReadOnlyList(_list);
        _readOnlyMap = new HeirReadOnlyMap(_map);
        _readOnlySet = new HeirReadOnlySet(_set);
    }

    /// <summary>One command, under the lock of the heirs.</summary>
    public string Run(string command, string text)
    {
        lock (this)
        {
            switch (command)
            {
                case "keep":
                    Keep();
                    return s_reads.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                case "add":
                    Add(new Mark(text));
                    return "";
                case "calls":
                    return string.Join(",", Calls().Distinct());
                case "show":
                    // What each way shows, and by which: as a rule one text.
                    return string.Join(" ", s_reads.GroupBy(Show).Select(group => group.Key + ":" + (group.Count() == s_reads.Count ? "all" : string.Join("+", group.Select(read => read.Name)))));
                default:
                    throw new ArgumentException("No such command: " + command);
            }
        }
    }

    private static string Show((string Name, Func<IEnumerable<Mark>> Read) way) => string.Join(",", way.Read().Select(mark => mark.Text).Order(StringComparer.Ordinal));

    private void Add(Mark mark)
    {
        _list.Add(mark);
        _queue.Enqueue(mark);
        _stack.Push(mark);
        _map.Add(mark, 1);
        _sortedMap.Add(mark, 1);
        _sortedList.Add(mark, 1);
        _ordered.Add(mark, 1);
        _set.Add(mark);
        _sortedSet.Add(mark);
        _concurrentMap.TryAdd(mark, 1);
        _concurrentQueue.Enqueue(mark);
        _concurrentStack.Push(mark);
        _bag.Add(mark);
        _chain.AddLast(mark);
        _ranks.Enqueue(mark, mark);
        _arrayList.Add(mark);
        _oldQueue.Enqueue(mark);
        _oldStack.Push(mark);
        ((IDictionary)_table).Add(mark, 1);
        ((IDictionary)_oldSortedList).Add(mark, 1);
        _collection.Add(mark);
        _observed.Add(mark);
        _keyed.Add(mark);
    }

    private IEnumerable<int> Calls() =>
    [
        _list.Calls, _queue.Calls, _stack.Calls, _map.Calls, _sortedMap.Calls, _sortedList.Calls, _ordered.Calls, _set.Calls, _sortedSet.Calls, _concurrentMap.Calls, _concurrentQueue.Calls, _concurrentStack.Calls,
        _bag.Calls, _chain.Calls, _ranks.Calls, _arrayList.Calls, _oldQueue.Calls, _oldStack.Calls, _table.Calls, _oldSortedList.Calls, _collection.Calls, _observed.Calls, _keyed.Calls,
    ];

    private void Keep()
    {
        s_reads.Clear();
        KeepSequence("List", _list);
        KeepSequence("Queue", _queue);
        KeepSequence("Stack", _stack);
        KeepMap("Dictionary", _map, _map.Keys);
        KeepMap("SortedDictionary", _sortedMap, _sortedMap.Keys);
        KeepMap("SortedList", _sortedList, _sortedList.Keys);
        KeepMap("OrderedDictionary", _ordered, _ordered.Keys);
        KeepSequence("HashSet", _set);
        KeepSequence("SortedSet", _sortedSet);
        KeepSequence("ConcurrentDictionary", _concurrentMap.Select(entry => entry.Key));
        KeepSequence("ConcurrentQueue", _concurrentQueue);
        KeepSequence("ConcurrentStack", _concurrentStack);
        KeepSequence("ConcurrentBag", _bag);
        KeepSequence("LinkedList", _chain);
        PriorityQueue<Mark, Mark>.UnorderedItemsCollection items = _ranks.UnorderedItems;
        KeepSequence("PriorityQueue", items.Select(item => item.Element));
        s_reads.Add(("PriorityQueue.UnorderedItems", () => ByClass(items)));
        KeepOld("ArrayList", _arrayList);
        KeepOld("Queue", _oldQueue);
        KeepOld("Stack", _oldStack);
        KeepOld("Hashtable", _table.Keys);
        KeepOld("SortedList", _oldSortedList.Keys);
        KeepOld("SortedList.GetKeyList", _oldSortedList.GetKeyList());
        s_reads.Add(("Hashtable.entries", () => Entries(_table)));
        s_reads.Add(("SortedList.entries", () => Entries(_oldSortedList)));
        KeepSequence("Collection", _collection);
        KeepSequence("ObservableCollection", _observed);
        KeepSequence("KeyedCollection", _keyed);
        KeepSequence("ReadOnlyCollection", _readOnlyList);
        KeepSequence("ReadOnlySet", _readOnlySet);
        KeepMap("ReadOnlyDictionary", _readOnlyMap, _readOnlyMap.Keys);
    }

    private static void KeepMap(string name, IDictionary<Mark, int> map, ICollection<Mark> keys)
    {
        KeepSequence(name + ".Keys", keys);
        IEnumerable<Mark> query = map.Where(entry => entry.Value == 1).Select(entry => entry.Key);
        IReadOnlyDictionary<Mark, int> read = (IReadOnlyDictionary<Mark, int>)map;
        s_reads.Add((name + ".query", () => query));
        s_reads.Add((name + ".foreach", () => ByInterface(map)));
        s_reads.Add((name + ".copy", () => new Dictionary<Mark, int>(map).Keys));
        s_reads.Add((name + ".ToDictionary", () => map.ToDictionary(entry => entry.Key, entry => entry.Value).Keys));
        s_reads.Add((name + ".ContainsKey", () => keys.Where(map.ContainsKey).Where(read.ContainsKey).Where(key => map[key] == 1 && read[key] == 1)));
        s_reads.Add((name + ".IReadOnlyDictionary.Keys", () => read.Keys));
        s_reads.Add((name + ".IReadOnlyDictionary", () => read.Count == keys.Count ? [.. read.Select(entry => entry.Key)] : []));
        s_reads.Add((name + ".IDictionary", () => ((IDictionary)map).Keys.Cast<Mark>()));
    }

    private static void KeepSequence(string name, IEnumerable<Mark> sequence)
    {
        IEnumerable<Mark> query = sequence.Where(mark => mark.Text != "");
        s_reads.Add((name, () => sequence));
        s_reads.Add((name + ".query", () => query));
        s_reads.Add((name + ".spread", () => [.. sequence]));
        s_reads.Add((name + ".copy", () => new List<Mark>(sequence)));
        s_reads.Add((name + ".foreach", () => ByInterface(sequence)));
        s_reads.Add((name + ".Join", () => Texts(string.Join(";", sequence))));
        s_reads.Add((name + ".ToArray", () => sequence.ToArray()));
        if (sequence is ICollection<Mark> collection)
            s_reads.Add((name + ".CopyTo", () => Copied(collection)));
        if (sequence is IReadOnlyCollection<Mark> read)
            s_reads.Add((name + ".IReadOnlyCollection", () => read.Take(read.Count)));
        if (sequence is ISet<Mark> set)
            s_reads.Add((name + ".ISet", () => sequence.Where(set.Contains).Where(_ => set.SetEquals(sequence))));
        if (sequence is IList<Mark> list)
            s_reads.Add((name + ".IList", () => Enumerable.Range(0, list.Count).Select(index => list[index]).Where(mark => list.IndexOf(mark) >= 0)));
    }

    private static void KeepOld(string name, ICollection sequence)
    {
        IEnumerable<Mark> query = sequence.Cast<Mark>();
        s_reads.Add((name + ".query", () => query));
        s_reads.Add((name + ".foreach", () => ByOldInterface(sequence)));
        s_reads.Add((name + ".copy", () => new ArrayList(sequence).Cast<Mark>()));
        s_reads.Add((name + ".Count", () => query.Take(sequence.Count)));
    }

    private static List<Mark> Entries(IDictionary map)
    {
        List<Mark> found = new();
        foreach (DictionaryEntry entry in map)
        {
            if (map.Contains(entry.Key) && Equals(map[entry.Key], 1))
                found.Add((Mark)entry.Key);
        }
        return found;
    }

    private static IEnumerable<Mark> ByClass(PriorityQueue<Mark, Mark>.UnorderedItemsCollection items)
    {
        List<Mark> found = new();
        foreach ((Mark element, _) in items)
            found.Add(element);
        return found.Take(items.Count);
    }

    private static IEnumerable<Mark> ByInterface(IEnumerable<KeyValuePair<Mark, int>> entries)
    {
        foreach (KeyValuePair<Mark, int> entry in entries)
            yield return entry.Key;
    }

    private static IEnumerable<Mark> ByInterface(IEnumerable<Mark> marks)
    {
        foreach (Mark mark in marks)
            yield return mark;
    }

    private static IEnumerable<Mark> ByOldInterface(IEnumerable marks)
    {
        foreach (object? mark in marks)
            yield return (Mark)mark!;
    }

    private static IEnumerable<Mark> Texts(string joined) => joined.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(each => new Mark(each["Mark { Text = ".Length..^" }".Length]));

    private static Mark[] Copied(ICollection<Mark> collection)
    {
        Mark[] copy = new Mark[collection.Count];
        collection.CopyTo(copy, 0);
        return copy;
    }
}
