using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text;

namespace Accepted;

/// <summary>What programs rely on in collections without thinking of it: exceptions, views that are kept, changes in the middle of an enumeration, arguments that are the collection itself.</summary>
public class CollectionDetails : Construct
{
    private List<int> _list = [3, 1, 2];
    private Dictionary<(int, string), List<string?>> _tuples = new() { [(1, "a")] = ["x", null] };
    private Dictionary<object, object?> _objects = new() { ["text"] = null, [1] = 2L, [DayOfWeek.Friday] = 'c' };
    private Dictionary<string, int> _folded = new(StringComparer.OrdinalIgnoreCase) { ["Key"] = 1 };
    private HashSet<Point> _points = [new(1, 2)];
    private Queue<int> _queue = new([1, 2, 3]);
    private Stack<int> _stack = new([1, 2, 3]);
    private LinkedList<string> _linked = new(["a", "b", "a"]);
    private SortedDictionary<int, string> _sorted = new() { [2] = "b", [1] = "a" };
    private SortedList<string, int> _sortedList = new(StringComparer.Ordinal) { ["b"] = 2, ["a"] = 1 };
    private SortedSet<int> _set = [5, 1, 3, 9];
    private PriorityQueue<string, int> _priorities = new([("low", 3), ("high", 1)]);
    private OrderedDictionary<string, int> _ordered = new() { ["z"] = 1, ["y"] = 2 };
    private ConcurrentDictionary<string, int> _concurrent = new() { ["a"] = 1 };
    private ObservableCollection<string> _observable = ["a", "b", "c"];
    private Named _named = [new("one"), new("two")];
    private readonly BitArray _bits = new(10, true);
    private readonly StringBuilder _text = new("text");
    private FrozenDictionary<string, int> _frozen = new Dictionary<string, int> { ["f"] = 1 }.ToFrozenDictionary();
    private ImmutableDictionary<string, int> _immutable = ImmutableDictionary<string, int>.Empty.Add("i", 1);
    private Lazy<List<int>>? _lazy;
    private Held _held = new() { Items = [1], Map = new() { ["m"] = new([2]) } };
    private (List<int> First, Dictionary<string, int> Second) _pair = ([7], new() { ["p"] = 1 });
    private object? _boxed;

    public override string Act() => string.Join(" | ", Lists(), Dictionaries(), Sets(), Sequences(), Sorted(), Ordered(), Concurrent(), Others(), Interfaces(), Copies(), Enumerators(), More(), Enumerations(), Nested());

    public override string Show() => string.Join(" | ",
        Text(_list), Text(_tuples.Select(p => $"{p.Key}={Text(p.Value)}").Order(StringComparer.Ordinal)), Text(_objects.Select(p => $"{p.Key}={p.Value}").Order(StringComparer.Ordinal)), Text(_folded), Text(_points.OrderBy(p => p.X)), Text(_queue), Text(_stack), Text(_linked), Text(_sorted), Text(_sortedList), Text(_set),
        Text(_priorities.UnorderedItems.OrderBy(item => item.Priority).ThenBy(item => item.Element)), Text(_ordered), Text(_concurrent.OrderBy(p => p.Key)), Text(_observable), Text(_named), Text(_bits.Cast<bool>().Select(b => b ? 1 : 0)), _text.ToString(), Text(_frozen.OrderBy(p => p.Key)), Text(_immutable.OrderBy(p => p.Key)), Text(_lazy!.Value), Text(_held.Items), Text(_held.Map["m"]), Text(_pair.First), Text(_pair.Second), _boxed is List<int> boxed ? Text(boxed) : "none");

    /// <summary>Has the collections made by code that is not woven.</summary>
    protected void Adopt()
    {
        _list = Made<List<int>>(_list);
        _tuples = Made<Dictionary<(int, string), List<string?>>>(_tuples);
        _objects = Made<Dictionary<object, object?>>(_objects);
        _folded = Made<Dictionary<string, int>>(_folded, StringComparer.OrdinalIgnoreCase);
        _points = Made<HashSet<Point>>(_points);
        _queue = Made<Queue<int>>(_queue);
        _stack = Made<Stack<int>>(_stack.Reverse());
        _linked = Made<LinkedList<string>>(_linked);
        _sorted = Made<SortedDictionary<int, string>>(_sorted);
        _sortedList = Made<SortedList<string, int>>(_sortedList, StringComparer.Ordinal);
        _set = Made<SortedSet<int>>(_set);
        _priorities = Made<PriorityQueue<string, int>>(_priorities.UnorderedItems);
        _ordered = Made<OrderedDictionary<string, int>>(_ordered);
        _concurrent = Made<ConcurrentDictionary<string, int>>(_concurrent);
        _observable = Made<ObservableCollection<string>>(_observable.ToList());
    }

    private static T Made<T>(params object[] arguments) => (T)Activator.CreateInstance(typeof(T), arguments)!;

    private string Lists() => string.Join(" ",
        Do(() => _list.AddRange(_list)), Do(() => _list.InsertRange(1, _list)), Text(_list), Do(() => _list.RemoveAll(i => i > 2 ? throw new FormatException() : i == 1)), Text(_list), Do(() => _list.Sort((_, _) => throw new FormatException())),
        Do(() => _list.ForEach(i => _list.Add(i))), _list.Count, Do(() => _list.RemoveRange(2, _list.Count - 2)), Do(() => _list.RemoveRange(0, 5)), Do(() => _list.Insert(9, 1)), Do(() => _list[7] = 1), Do(() => _ = _list[-1]), Do(() => _list.CopyTo(new int[1])), Text(_list[^1..]), Text(_list.Slice(0, 1)), _list.TrueForAll(i => i > 0), _list.FindLastIndex(i => i < 9),
        Text(_list.ConvertAll(i => i + ".")), _list is IReadOnlyList<int>, Do(() => _list.Capacity = 0), Do(() => _list.Reverse(0, 2)), _list.AsReadOnly().Count, _list.BinarySearch(99) < 0, Do(() => _list.EnsureCapacity(-1)));

    private string Dictionaries()
    {
        Dictionary<string, int>.KeyCollection keys = _folded.Keys;
        Dictionary<string, int>.ValueCollection values = _folded.Values;
        _folded["KEY"] = 5;
        _folded.Add("other", 6);
        _tuples[(2, "b")] = [];
        _tuples[(1, "a")].Add("y");
        _objects[1L] = null;
        _objects.Remove(1);
        return string.Join(" ", Text(keys), Text(values), keys.Count, Do(() => _folded.Add("Key", 1)), Do(() => _ = _folded["none"]), Do(() => _folded[null!] = 1), Do(() => ((ICollection<string>)keys).Add("x")), _folded.ContainsValue(6), _folded.Remove("OTHER", out int removed), removed, _folded.TryAdd("kEy", 9),
            _tuples.ContainsKey((2, "b")), _objects.ContainsKey(1), _objects.ContainsKey(1L), _objects[DayOfWeek.Friday], _folded.Comparer == StringComparer.OrdinalIgnoreCase, Do(() => new Dictionary<string, int>(_folded).Add("KEY", 1)), _folded.GetValueOrDefault("key"), CollectionExtensions.TryAdd(_folded, "key", 1), _folded.ToDictionary().Count, _folded.AsReadOnly().Keys.Contains("Key"));
    }

    private string Sets()
    {
        _points.Add(new(1, 2));
        _points.Add(new(3, 4));
        _points.UnionWith(_points);
        _points.SymmetricExceptWith([new(3, 4), new(5, 6)]);
        SortedSet<int> view = _set.GetViewBetween(2, 6);
        view.Add(4);
        _set.Add(2);
        string shown = $"{Text(view)} {view.Min} {view.Max} {Do(() => view.Add(100))} {view.Count} {Text(view.Reverse())}";
        view.Remove(5);
        _set.IntersectWith(_set);
        return string.Join(" ", shown, Text(view), _points.TryGetValue(new(5, 6), out Point found), found, _points.IsSubsetOf(_points), _points.SetEquals([new(1, 2), new(5, 6)]), _points.RemoveWhere(p => p.X == 9), Do(() => _points.CopyTo(new Point[1], 0, 2)), _set.Max, Do(() => _set.GetViewBetween(9, 1)), HashSet<Point>.CreateSetComparer().Equals(_points, [.. _points]));
    }

    private string Sequences()
    {
        LinkedListNode<string> node = _linked.Find("b")!;
        _linked.AddAfter(node, "c");
        _linked.Remove(node);
        string removed = $"{node.List is null} {node.Next is null} {Do(() => _linked.Remove(node))} {Do(() => _linked.AddAfter(node, "x"))}";
        _linked.AddFirst(node);
        node.Value = "B";
        return string.Join(" ", removed, Do(() => _linked.AddLast(node)), _linked.FindLast("a")!.Previous!.Value, _linked.First!.Value, Do(() => { while (true) _queue.Dequeue(); }), Do(() => _queue.Peek()), _queue.TryPeek(out _), Do(() => _queue.Enqueue(4)), _stack.Peek(), _stack.TryPop(out int top), top, Text(_stack), Do(() => _stack.CopyTo(new int[1], 0)), _queue.Contains(4), _priorities.EnqueueDequeue("mid", 2), _priorities.DequeueEnqueue("last", 9), _priorities.Remove("low", out string? element, out int priority), element, priority, _priorities.UnorderedItems.Count,
            Do(() => _priorities.EnqueueRange(["p", "q"], 4)), _priorities.TryPeek(out string? first, out _), first is "p" or "q", Do(() => new PriorityQueue<int, int>().Dequeue()));
    }

    private string Sorted()
    {
        SortedDictionary<int, string>.KeyCollection keys = _sorted.Keys;
        IList<string> names = _sortedList.Keys;
        _sorted[0] = "zero";
        _sortedList["0"] = 0;
        return string.Join(" ", Text(keys), Text(names), names.IndexOf("a"), names[0], Do(() => names.Add("x")), Do(() => _sorted.Add(0, "")), _sortedList.GetKeyAtIndex(2), _sortedList.IndexOfValue(2), Do(() => _sortedList.SetValueAtIndex(0, 10)), Do(() => _sortedList.RemoveAt(9)), Do(() => _sortedList.Capacity = 1), _sorted.ContainsValue("b"), _sorted.First(), Do(() => _sorted.CopyTo(new KeyValuePair<int, string>[1], 0)));
    }

    private string Ordered()
    {
        OrderedDictionary<string, int>.KeyCollection keys = _ordered.Keys;
        IList<int> values = _ordered.Values;
        _ordered.Insert(0, "x", 3);
        _ordered.SetAt(2, 20);
        _ordered["w"] = 4;
        return string.Join(" ", Text(keys), Text(values), ((IList<string>)keys)[0], ((IList<string>)keys).IndexOf("w"), values[2], Do(() => values[0] = 1), _ordered.GetAt(1), _ordered.IndexOf("y"), Do(() => _ordered.Insert(0, "x", 3)), Do(() => _ordered.SetAt(0, "y", 3)), _ordered.Remove("z", out int value), value, Do(() => _ordered.RemoveAt(9)), _ordered.TryAdd("v", 5, out int index), index);
    }

    private string Concurrent()
    {
        ICollection<string> keys = _concurrent.Keys;
        _concurrent["b"] = 2;
        int visited = 0;
        foreach (KeyValuePair<string, int> pair in _concurrent)
        {
            _concurrent[pair.Key] = pair.Value + 10;
            visited++;
        }
        return string.Join(" ", keys.Count, visited, _concurrent.AddOrUpdate("a", 0, (_, old) => old + 1), _concurrent.AddOrUpdate("c", (_, argument) => argument, (_, old, argument) => old + argument, 5), _concurrent.GetOrAdd("d", key => key.Length), _concurrent.TryUpdate("d", 7, 1), _concurrent.TryUpdate("d", 8, 1), _concurrent.TryRemove(new KeyValuePair<string, int>("d", 9)), _concurrent.TryRemove("c", out int gone), gone, Do(() => ((IDictionary<string, int>)_concurrent).Add("a", 1)), _concurrent.IsEmpty, _concurrent.ToArray().Length, Do(() => _concurrent.GetOrAdd(null!, 1)), Do(() => ((IDictionary)_concurrent).Add("a", "no number")));
    }

    private string Others()
    {
        _observable.Move(0, 2);
        int events = 0;
        void Count(object? sender, EventArgs e) => events++;
        _observable.CollectionChanged += Count;
        _observable[0] = "B";
        _observable.CollectionChanged -= Count;
        _bits.Set(3, false);
        _bits.LeftShift(1).Not();
        _bits.Length = 12;
        _text.Insert(0, "a ").Replace("t", "T").AppendJoin(',', [1, 2]).Remove(0, 2);
        _frozen = new Dictionary<string, int>(_frozen) { ["g"] = 2 }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _immutable = _immutable.SetItem("j", 2).Remove("none");
        Lazy<List<int>> lazy = new(() => [1, 2], LazyThreadSafetyMode.PublicationOnly);
        string unshared = Do(() => _lazy = lazy);
        lazy.Value.Add(3);
        _lazy = lazy;
        _lazy.Value.Add(4);
        return string.Join(" ", events, _named["two"].Name, Do(() => _named.Add(new("one"))), Do(() => _ = _named["none"]), _named.Contains("one"), _named.TryGetValue("x", out _), Do(() => _named.Remove("one")), Do(() => _named[0] = new("three")), _named.Contains("two"), Do(() => _bits.Get(99)), Do(() => _text.Insert(99, "x")), _text[0], _frozen["G"], Do(() => _ = _frozen["none"]), _immutable["j"], unshared.Length > 0, _lazy.IsValueCreated);
    }

    private string Interfaces()
    {
        IDictionary map = _folded;
        IList list = _list;
        ICollection<KeyValuePair<string, int>> pairs = _folded;
        List<object> seen = [];
        foreach (DictionaryEntry entry in map)
            seen.Add(entry.Key);
        object[] copy = new object[map.Count];
        map.CopyTo(copy, 0);
        return string.Join(" ", Do(() => map.Add(1, 1)), Do(() => map.Add("x", "no number")), map[1], map["key"], map.Contains(5), Do(() => list.Add("no number")), list.Contains("x"), list.IndexOf(null), Do(() => list[0] = null), pairs.Contains(new("key", 5)), pairs.Remove(new("key", 99)), Text(seen), copy[0], ((ICollection)_list).IsSynchronized, ((ICollection)_list).SyncRoot == _list, list.IsFixedSize, Do(() => ((ICollection)_queue).CopyTo(new string[9], 0)), ((IReadOnlyDictionary<string, int>)_folded).Keys.Count(), Do(() => ((IStructuralEquatable)_pair).Equals(_pair, EqualityComparer<object>.Default)));
    }

    private string Copies()
    {
        DictionaryEntry[] entries = new DictionaryEntry[9];
        object[] objects = new object[9];
        ICollection[] all = [_list, _folded, _queue, _stack, _linked, _sorted, _sortedList, _set, (ICollection)_ordered, _concurrent, _observable, _named, _bits, _folded.Keys, _folded.Values, _sorted.Keys, _sorted.Values, (ICollection)_sortedList.Keys, (ICollection)_ordered.Keys];
        return string.Join(" ", all.Select(each => Do(() => each.CopyTo(entries, 0)) + Do(() => each.CopyTo(objects, 1)) + Do(() => each.CopyTo(objects, 9)) + Do(() => each.CopyTo(null!, 0)) + Do(() => each.CopyTo(new int[9, 9], 0)) + Do(() => each.CopyTo(new Thread[9], 0)) + Do(() => each.CopyTo(objects, -1)) + (each.IsSynchronized ? "S" : "U") + Do(() => _ = each.SyncRoot)));
    }

    private string Enumerators()
    {
        IEnumerable[] all = [_list, _folded, _points, _queue, _stack, _linked, _sorted, _sortedList, _set, _ordered, _concurrent, _observable, _named, _bits, _priorities.UnorderedItems, _folded.Keys, _sorted.Values, _ordered.Keys, _set.Reverse(), _set.GetViewBetween(0, 9)];
        return string.Join(" ", all.Select(each =>
        {
            IEnumerator enumerator = each.GetEnumerator();
            string early = Do(() => _ = enumerator.Current);
            bool any = enumerator.MoveNext();
            string reset = Do(() => enumerator.Reset());
            while (enumerator.MoveNext())
            {
            }
            return $"{early}{any}{reset}{Do(() => _ = enumerator.Current)}{enumerator.MoveNext()}";
        }));
    }

    private string Enumerations() => string.Join(" ",
        Do(() => { foreach (int i in _list) _list.Add(i); }), Do(() => { foreach (int i in _list) _list[0] = i; }), Do(() => { foreach (var p in _folded) _folded["new" + p.Value] = 1; }), Do(() => { foreach (var p in _folded) _folded.Remove(p.Key); }), Do(() => { foreach (var p in _folded) _folded[p.Key] = 2; }), Do(() => { foreach (Point p in _points) _points.Add(new(p.X + 100, 0)); }), Do(() => { foreach (int i in _queue) _queue.Enqueue(i); }), Do(() => { foreach (int i in _stack) _stack.Push(i); }), Do(() => { foreach (string s in _linked) _linked.AddLast(s); }),
        Do(() => { foreach (var p in _sorted) _sorted[p.Key + 100] = ""; }), Do(() => { foreach (var p in _sortedList) _sortedList[p.Key + "x"] = 1; }), Do(() => { foreach (int i in _set) _set.Add(i + 100); }), Do(() => { foreach (var item in _priorities.UnorderedItems) _priorities.Enqueue("e", 5); }), Do(() => { foreach (var p in _ordered) _ordered[p.Key + "x"] = 1; }), Do(() => { foreach (string s in _observable) _observable.Add(s); }), Do(() => { foreach (Thing t in _named) _named.Add(new(t.Name + "x")); }), Do(() => { foreach (bool b in _bits) _bits[0] = b; }), Do(() => { foreach (string key in _folded.Keys) _folded["k" + key] = 1; }), Do(() => { foreach (string s in _observable.Where(s => s.Length > 0)) _observable.RemoveAt(0); }),
        _list.Zip(_set).Count(), _list.OrderDescending().First(), _folded.Values.DefaultIfEmpty().Max(), _linked.Distinct().Count(), _list.Chunk(2).Count(), _set.Last(), _queue.Sum(), string.Concat(_observable));

    private string More()
    {
        List<int>.Enumerator first = _list.GetEnumerator();
        first.MoveNext();
        List<int>.Enumerator second = first;
        second.MoveNext();
        StringBuilder chunks = new();
        foreach (ReadOnlyMemory<char> chunk in _text.GetChunks())
            chunks.Append(chunk.Span);
        ReadOnlyCollection<int> view = _list.AsReadOnly();
        ReadOnlyObservableCollection<string> observed = new(_observable);
        _list.Add(77);
        List<string> reversed = [.. _linked.Reverse()];
        Dictionary<Point, int> grouped = _points.ToDictionary(p => p, p => p.X);
        ILookup<int, int> lookup = _list.ToLookup(i => i % 2);
        return string.Join(" ", first.Current, second.Current, chunks, view.Count, view[^1], view.Contains(77), Do(() => ((IList<int>)view).Add(1)), observed.Count, Text(reversed), grouped.Count, lookup.Count, _list.Remove(77), _list.Remove(78), view.Count, string.Join("-", _sorted.Keys.Reverse()), _list.SequenceEqual(view), _linked.Contains("zzz"), _ordered.ToArray().Length, _bits.HasAllSet(), _bits.Count, Do(() => _bits.And(new BitArray(3))), Do(() => _ = new BitArray(_bits).Or(_bits)[0]), Do(() => _queue.EnsureCapacity(100)), Do(() => _stack.TrimExcess()), _list is [var head, ..] ? head : 0, _list.Exists(i => i == 3), Text(_list.GetRange(0, 1)), Do(() => _list.GetRange(0, 99)), Do(() => _list.Find(null!)), _set.IsSupersetOf(_list), _set.Overlaps(_list), Do(() => _set.ExceptWith(_set.Where(i => i > 100))), Do(() => _points.ExceptWith(_points.Where(p => p.X > 100))), Do(() => _list.AddRange(_list.Where(i => i == 3))), Do(() => _list.InsertRange(0, _list.Take(1).Select(i => i + 1))), Do(() => _set.UnionWith(_set.Select(i => i))), Do(() => _list.RemoveAll(_list.Contains)), Do(() => _list.AddRange([3, 3, 3])), Do(() => _queue.CopyTo(new int[1], 1)), Do(() => _sorted.Remove(-1)), _sorted.TryGetValue(1, out string? found), found, Do(() => _sortedList.Add(null!, 1)), Do(() => _ordered.Add(null!, 1)), Do(() => _concurrent.TryAdd("a", 1)), Do(() => _concurrent.Remove("none", out _)), _folded.Count(p => p.Value > 1));
    }

    private string Nested()
    {
        _held.Items.Add(2);
        _held.Map["m"].AddLast(3);
        _held.Map["n"] = new();
        _pair.First.Add(8);
        _pair.Second["p"]++;
        Held copy = _held;
        copy.Items.Add(4);
        copy.Items = [];
        _boxed = new List<int> { 1 };
        ((List<int>)_boxed).Add(2);
        ((IList)_boxed).Add(3);
        return string.Join(" ", Text(_held.Items), copy.Items.Count, _held.Map.Count, ReferenceEquals(_pair.First, _pair.Item1), Do(() => ((List<int>)_boxed).AddRange(Enumerable.Range(0, 2).Select(i => i == 1 ? throw new FormatException() : i))), ((List<int>)_boxed).Count);
    }

    private static string Text(IEnumerable items) => string.Join(",", items.Cast<object?>().Select(item => item?.ToString() ?? "null"));

    private static string Do(Action action)
    {
        try
        {
            action();
            return "ok";
        }
        catch (Exception e)
        {
            return e.GetType().Name + (e.InnerException is { } inner ? "/" + inner.GetType().Name : "");
        }
    }

    private readonly record struct Point(int X, int Y);

    private sealed record Thing(string Name);

    private sealed class Named : KeyedCollection<string, Thing>
    {
        protected override string GetKeyForItem(Thing item) => item.Name;
    }

    private struct Held
    {
        public List<int> Items;
        public Dictionary<string, LinkedList<int>> Map;
    }
}

/// <summary>The same of collections that code which is not woven has made.</summary>
public sealed class AdoptedDetails : CollectionDetails
{
    public override string Act()
    {
        Adopt();
        return base.Act();
    }
}
