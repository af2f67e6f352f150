using System.Collections.ObjectModel;

namespace Accepted;

/// <summary>Classes that derive from the framework's collections and have fields of their own.</summary>
public sealed class DerivedCollections : Construct
{
    private readonly Basket _basket = new("first");
    private readonly Branch _tree = new(null, "root");
    private readonly Stock _stock = new();
    private readonly Tags _tags = [];
    private readonly Rules _rules = new();
    private readonly Catalog _catalog = new();
    private readonly IList<Piece> _interface = new Basket("interface");

    public override string Act()
    {
        _basket.Add(new Piece("a", 1));
        _basket.AddTwice(new Piece("b", 2));
        _basket.Owner += "!";
        _basket[0].Weight = 5;
        Branch child = new(_tree, "child");
        _tree.Add(child);
        child.Add(new Branch(child, "grandchild"));
        _stock["x"] = 1;
        _stock.Put("y", 2);
        _tags.Add("t");
        _tags.Add("t");
        _rules.Add("r");
        _rules.Add("s");
        _rules[0] = "q";
        _catalog.Add(new Piece("k1", 1));
        _catalog.Add(new Piece("k2", 2));
        _catalog.Remove("k1");
        _interface.Add(new Piece("i", 3));
        _interface.Insert(0, new Piece("j", 4));
        lock (_basket)
            _basket.RemoveAll(piece => piece.Name == "none");
        return $"{_basket.Count} {_catalog.Contains("k2")} {Duplicate()} {_rules.Log}";
    }

    public override string Show() =>
        $"{_basket} {_tree} {_tree[0].Parent == _tree} {_stock["x"] + _stock["y"]} {_stock.Puts} {_tags.Tries}/{_tags.Count} {string.Join(",", _rules)} {_rules.Log} {_catalog["k2"].Weight} {_catalog.Count} {string.Join(",", _interface.Select(piece => piece.Name))} {_basket.Sum(piece => piece.Weight)}";

    private string Duplicate()
    {
        try
        {
            _catalog.Add(new Piece("k2", 3));
            return "added";
        }
        catch (ArgumentException)
        {
            return "refused";
        }
    }
}

public sealed class Piece(string name, int weight)
{
    public string Name { get; } = name;

    public int Weight { get; set; } = weight;
}

public class Basket(string owner) : List<Piece>
{
    public string Owner { get; set; } = owner;

    public void AddTwice(Piece piece)
    {
        base.Add(piece);
        Add(piece);
    }

    public override string ToString() => $"{Owner}:{string.Join(",", this.Select(piece => piece.Name + piece.Weight))}";
}

public sealed class Branch(Branch? parent, string name) : List<Branch>
{
    public Branch? Parent { get; } = parent;

    public override string ToString() => $"{name}({string.Join(" ", this)})";
}

public sealed class Stock : Dictionary<string, int>
{
    public int Puts { get; private set; }

    public void Put(string key, int value)
    {
        Puts++;
        this[key] = value;
    }
}

public sealed class Tags() : HashSet<string>(StringComparer.OrdinalIgnoreCase)
{
    public int Tries { get; private set; }

    public new bool Add(string tag)
    {
        Tries++;
        return base.Add(tag);
    }
}

public sealed class Rules : Collection<string>
{
    public string Log { get; private set; } = "";

    protected override void InsertItem(int index, string item)
    {
        Log += "+" + item;
        base.InsertItem(index, item);
        ((List<string>)Items).TrimExcess();
    }

    protected override void SetItem(int index, string item)
    {
        Log += "=" + item;
        base.SetItem(index, item);
    }
}

public sealed class Catalog : KeyedCollection<string, Piece>
{
    protected override string GetKeyForItem(Piece item) => item.Name;
}
