namespace Accepted;

/// <summary>Method groups over members of shared collections and over virtual methods; function pointers.</summary>
public sealed unsafe class Delegates : Construct
{
    private readonly List<int> _list = [3, 1];
    private readonly Dictionary<string, int> _map = [];
    private int _number;

    public override string Act()
    {
        Action<int> add = _list.Add;
        Func<int, bool> remove = _list.Remove;
        Action sort = _list.Sort;
        Action<string, int> put = _map.Add;
        ICollection<int> collection = _list;
        Action<int> addToInterface = collection.Add;
        add(9);
        addToInterface(7);
        bool removed = remove(3);
        sort();
        put("one", 1);
        Func<string> virtualMethod = base.ToString!;
        Func<string> show = Show;
        delegate*<Delegates, int, int> pointer = &Increase;
        return $"{removed} {virtualMethod()} {show().Length} {pointer(this, 4)}";
    }

    public override string Show() => $"{string.Join(",", _list)} {_map.Count} {_map["one"]} {_number}";

    private static int Increase(Delegates self, int by) => self._number += by;
}
