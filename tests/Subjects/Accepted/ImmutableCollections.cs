using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Accepted;

/// <summary>Collections that never change, which are replaced as a whole, and lazy values.</summary>
public sealed class ImmutableCollections : Construct
{
    private readonly Lazy<Part> _lazy = MadeLazily();
    private ImmutableArray<int> _array = [1];
    private ImmutableList<Part> _list = [];
    private ImmutableQueue<int> _queue = [];
    private ImmutableStack<int> _stack = [];
    private ImmutableHashSet<string> _set = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);
    private ImmutableSortedSet<int> _sorted = [];
    private ImmutableDictionary<string, Part> _map = ImmutableDictionary<string, Part>.Empty;
    private ImmutableSortedDictionary<int, string> _sortedMap = ImmutableSortedDictionary<int, string>.Empty;
    private ImmutableDictionary<Key, int> _byKey = ImmutableDictionary<Key, int>.Empty;
    private FrozenDictionary<string, int> _frozen = new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary();
    private FrozenSet<int>? _frozenSet;
    private IReadOnlyDictionary<string, Part>? _interface;
    private object? _boxed;
    private KeyValuePair<string, Part> _pair;
    private (Part Part, List<int> Numbers) _tuple;

    public override string Act()
    {
        Part part = new("p");
        ImmutableList<Part> before = _list;
        _array = _array.Add(2).Add(3);
        _list = _list.Add(part).Add(new Part("q"));
        _queue = _queue.Enqueue(1).Enqueue(2);
        _stack = _stack.Push(1).Push(2).Push(3);
        _set = _set.Add("x").Add("X").Add("y");
        _sorted = _sorted.Add(3).Add(1);
        _map = _map.Add("one", part).SetItem("two", new Part("r"));
        _sortedMap = _sortedMap.Add(2, "b").Add(1, "a");
        _byKey = _byKey.Add(new Key(1), 10).Add(new Key(2), 20);
        _frozen = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _frozenSet = new[] { 4, 5 }.ToFrozenSet();
        _interface = new Dictionary<string, Part> { ["k"] = part }.ToFrozenDictionary();
        _boxed = new KeyValuePair<int, Part>(7, part);
        _pair = new("pair", part);
        _tuple = (part, [1, 2]);
        _tuple.Numbers.Add(3);
        part.Name += "!";
        return $"{before.Count} {ReferenceEquals(_list[0], part)} {_set.Count}";
    }

    public override string Show() =>
        $"{string.Join(",", _array)} {string.Join(",", _list.Select(part => part.Name))} {string.Join(",", _queue)} {string.Join(",", _stack)} {_set.Contains("Y")}{_set.Count} {string.Join(",", _sorted)} "
        + $"{_map["one"] == _list[0]} {_map["two"].Name} {string.Join(",", _sortedMap)} {_byKey[new Key(2)]} {_frozen["B"]} {_frozenSet!.Contains(5)} {_interface!["k"] == _list[0]} "
        + $"{((KeyValuePair<int, Part>)_boxed!).Value == _list[0]} {_pair.Value.Name} {_tuple.Part == _list[0]} {string.Join(",", _tuple.Numbers)} {_lazy.Value.Name} {_list.Add(new Part("local")).Count}";

    private static Lazy<Part> MadeLazily()
    {
        Lazy<Part> lazy = new(() => new Part("lazy"));
        lazy.Value.Name += "1";
        return lazy;
    }
}

public sealed class Part(string name)
{
    public string Name { get; set; } = name;
}

public sealed record Key(int Number);
