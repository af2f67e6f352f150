namespace Accepted;

/// <summary>Collections with comparers of the program: without state, and with state of their own.</summary>
public sealed class Comparers : Construct
{
    private readonly Dictionary<string, int> _byLength = new(new ByLength()) { ["aa"] = 1 };
    private readonly SortedSet<int> _backwards = new(Backwards.Instance) { 1, 3, 2 };
    private readonly SortedDictionary<int, string> _downwards = new(Comparer<int>.Create((left, right) => right.CompareTo(left))) { [1] = "one" };
    private readonly PriorityQueue<string, int> _most = new(Comparer<int>.Create(Downwards));
    private readonly HashSet<string> _initials = new(EqualityComparer<string>.Create((left, right) => left?[0] == right?[0], word => word[0]));
    private readonly Modulus _modulus = new(10);
    private readonly HashSet<int> _rests;

    public Comparers() => _rests = new(_modulus) { 1, 2 };

    public override string Act()
    {
        _byLength["bb"] = 2;
        _byLength["c"] = 3;
        _backwards.Add(5);
        _downwards[3] = "three";
        _downwards[2] = "two";
        _most.Enqueue("low", 1);
        _most.Enqueue("high", 9);
        _initials.UnionWith(["apple", "art", "bee"]);
        return $"{_rests.Add(11)} {_rests.Add(13)} {_byLength.ContainsKey("xx")}";
    }

    public override string Show() =>
        $"{string.Join(",", _byLength.OrderBy(pair => pair.Value))} {string.Join(",", _backwards)} {_rests.Contains(23)} {_rests.Count} {ReferenceEquals(_rests.Comparer, _modulus)} {_byLength["zz"]} {_byLength.Comparer is ByLength} {string.Join(",", _downwards.Values)} {_most.Peek()} {_initials.Count} {_initials.Contains("axe")}";

    private static int Downwards(int left, int right) => right.CompareTo(left);
}

public sealed class ByLength : IEqualityComparer<string>
{
    public bool Equals(string? x, string? y) => x?.Length == y?.Length;

    public int GetHashCode(string obj) => obj.Length;
}

public sealed class Backwards : IComparer<int>
{
    public static readonly Backwards Instance = new();

    private Backwards()
    {
    }

    public int Compare(int x, int y) => y.CompareTo(x);
}

public sealed class Modulus(int divisor) : IEqualityComparer<int>
{
    public bool Equals(int x, int y) => x % divisor == y % divisor;

    public int GetHashCode(int obj) => obj % divisor;
}
