using System.Collections.Immutable;
using System.Linq;

namespace Accepted;

/// <summary>Builders of immutable collections, as mutable collections in shared fields.</summary>
public sealed class ImmutableBuilders : Construct
{
    private readonly ImmutableList<Part>.Builder _list = ImmutableList.CreateBuilder<Part>();
    private readonly ImmutableArray<int>.Builder _array = ImmutableArray.CreateBuilder<int>(4);
    private readonly ImmutableHashSet<string>.Builder _set = ImmutableHashSet.CreateBuilder<string>(StringComparer.OrdinalIgnoreCase);
    private readonly ImmutableSortedSet<int>.Builder _sorted = ImmutableSortedSet.CreateBuilder<int>();
    private readonly ImmutableDictionary<string, Part>.Builder _map = ImmutableDictionary.CreateBuilder<string, Part>();
    private readonly ImmutableSortedDictionary<int, string>.Builder _sortedMap = ImmutableSortedDictionary.CreateBuilder<int, string>();
    private ImmutableList<int>.Builder? _later;
    private IList<Part>? _interface;

    public override string Act()
    {
        Part part = new("p");
        _list.Add(part);
        _list.AddRange([new Part("q"), new Part("r")]);
        _list.Insert(1, part);
        _list.Reverse();
        bool removed = _list.Remove(part);
        _array.AddRange(3, 1, 2);
        _array.Sort();
        _array[0] = 10;
        ImmutableArray<int> drained = _array.ToImmutable();
        _array.RemoveAll(item => item == 3);
        _set.UnionWith(["x", "X", "y"]);
        _sorted.Add(3);
        _sorted.Add(1);
        _sorted.SymmetricExceptWith([1, 2]);
        _map["one"] = part;
        _map.Add("two", new Part("t"));
        _map.AddRange(new Dictionary<string, Part> { ["one"] = part, ["three"] = new Part("u") });
        _map.RemoveRange(["three", "four"]);
        _sortedMap.AddRange(new Dictionary<int, string> { [2] = "b", [1] = "a" });
        _sortedMap.Remove(2);
        _later = ImmutableList.Create(1, 2).ToBuilder();
        _later.Add(3);
        _interface = _list;
        _interface.Add(part);
        _interface[0].Name += "!";
        ImmutableList<Part> frozen = _list.ToImmutable();
        _list.RemoveAt(0);
        string made = $"{_array.ToImmutableArray().Length} {_list.ToImmutableList().Count} {_set.ToImmutableHashSet().Count} {_sorted.ToImmutableSortedSet().Count} {_map.ToImmutableDictionary().Count} {_sortedMap.ToImmutableSortedDictionary().Count} {_array.First()} {_array.Last()} {_array.Any()}";
        return $"{made} {removed} {drained.Length} {frozen.Count} {_list.Count} {Failure(() => _map.Add("one", new Part("other")))} {Failure(() => _array[9] = 1)} {Failure(ChangeWhileEnumerating)} {_sorted.Max} {_array.Capacity >= _array.Count}";
    }

    public override string Show() =>
        $"{string.Join(",", _list.Select(item => item.Name))} {string.Join(",", _array)} {string.Join(",", _set.Order(StringComparer.Ordinal))} {_set.Contains("Y")} {string.Join(",", _sorted)} {_map["one"].Name} {_map.Count} {string.Join(",", _sortedMap)} {string.Join(",", _later!)} {ReferenceEquals(_interface, _list)} {_interface!.Count} {ReferenceEquals(_map["one"], _list[^1])}";

    private void ChangeWhileEnumerating()
    {
        foreach (Part item in _list)
            _list.Add(item);
    }

    private static string Failure(Action act)
    {
        try
        {
            act();
            return "done";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            return e.GetType().Name;
        }
    }

    public sealed class Part(string name)
    {
        public string Name { get; set; } = name;
    }
}
