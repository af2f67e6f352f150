namespace Accepted;

/// <summary>Shared collections used directly, through interfaces, by initializers and by LINQ.</summary>
public sealed class Collections : Construct
{
    private readonly List<int> _list = [5, 4];
    private readonly Dictionary<string, List<int>> _map = [];
    private readonly HashSet<string> _set = ["x"];
    private readonly IList<string> _interface = new List<string>();
    private object? _anything;

    public override string Act()
    {
        _list.Add(3);
        _list[0] *= 2;
        _list.Sort();
        _map["a"] = [1];
        _map["a"].Add(2);
        bool added = _set.Add("x") | _set.Add("y");
        _interface.Add("through");
        _interface[0] += " interface";
        _anything = _list;
        ((List<int>)_anything).RemoveAt(0);
        return $"{added} {_list.Sum()} {_map.TryGetValue("b", out _)}";
    }

    public override string Show() => $"{string.Join(",", _list)} {string.Join(",", _map["a"])} {_set.Count} {_interface[0]} {ReferenceEquals(_anything, _list)}";
}
