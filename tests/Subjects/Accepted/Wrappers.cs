using System.Collections.ObjectModel;
using System.Collections.Specialized;

namespace Accepted;

/// <summary>Collections that work on another one, used directly, through interfaces and with events.</summary>
public sealed class Wrappers : Construct
{
    private readonly Collection<int> _collection = [1, 2];
    private readonly ObservableCollection<string> _observed = ["a"];
    private readonly List<int> _inner = [7];
    private readonly ReadOnlyCollection<int> _view;
    private readonly Dictionary<string, int> _numbers = new() { ["one"] = 1 };
    private readonly ReadOnlyDictionary<string, int> _numbersView;
    private readonly HashSet<int> _set = [1];
    private readonly ReadOnlySet<int> _setView;
    private readonly Collection<int> _onArray = new(new int[] { 1, 2, 3 });
    private readonly Tuple<int, string, List<int>> _tuple = Tuple.Create(1, "x", new List<int> { 9 });
    private object? _anything;

    public Wrappers()
    {
        _view = _inner.AsReadOnly();
        _numbersView = new(_numbers);
        _setView = new(_set);
    }

    public override string Act()
    {
        List<NotifyCollectionChangedAction> seen = [];
        _observed.CollectionChanged += (_, e) => seen.Add(e.Action);
        _observed.Add("b");
        _observed.Move(0, 1);
        _observed[0] = "c";
        _collection.Add(3);
        _collection.Insert(0, 0);
        _collection.Remove(2);
        ((IList<int>)_collection)[0] = 10;
        _inner.Add(8);
        _numbers["two"] = 2;
        _set.Add(2);
        _numbers["three"] = 3;
        _tuple.Item3.Add(10);
        _anything = new Collection<Collection<int>> { _collection, new() { 5 } };
        return $"{string.Join(",", seen)} {Fails(() => _onArray[0] = 1)} {Fails(() => ((IList<int>)_view).Add(1))} {ReferenceEquals(((Collection<Collection<int>>)_anything)[0], _collection)}";
    }

    public override string Show() =>
        $"{string.Join(",", _collection)} {string.Join(",", _observed)} {string.Join(",", _view)} {_numbersView["two"]} {_numbersView.Count} {_setView.Contains(2)} {string.Join(",", _onArray)} "
        + $"{_tuple.Item1}{_tuple.Item2}{string.Join(",", _tuple.Item3)} {string.Join(";", ((Collection<Collection<int>>)_anything!).Select(inner => string.Join(",", inner)))} {_collection.IndexOf(3)} {_view.Count}";

    private static string Fails(Action action)
    {
        try
        {
            action();
            return "no";
        }
        catch (NotSupportedException)
        {
            return "yes";
        }
    }
}
