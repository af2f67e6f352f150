using System.Collections.Immutable;

namespace Accepted;

/// <summary><c>LazyInitializer</c> and <c>ImmutableInterlocked</c> on fields and elements: the functions run in between their atomic operations.</summary>
public sealed class LazyFields : Construct
{
    private int _runs;
    private Part? _made;
    private Made? _created;
    private Part? _locked;
    private Part? _once;
    private int _number;
    private bool _isOnce;
    private bool _isNumber;
    private Made? _createdOnce;
    private bool _isCreated;
    private object? _gate;
    private object? _otherGate;
    private string?[] _cells = new string?[2];
    private string?[,] _table = new string?[1, 1];
    private ImmutableList<int> _list = [];
    private ImmutableArray<int> _array = [];
    private ImmutableArray<int> _unset;
    private ImmutableDictionary<string, int> _map = ImmutableDictionary<string, int>.Empty;
    private ImmutableQueue<int> _queue = [];
    private ImmutableStack<int> _stack = [];
    private Box<string> _box = new();

    public override string Act()
    {
        List<object?> log =
        [
            LazyInitializer.EnsureInitialized(ref _made, () => new Part("made " + Run())).Name, LazyInitializer.EnsureInitialized(ref _made, () => new Part("again " + Run())).Name,
            LazyInitializer.EnsureInitialized(ref _created).Number, LazyInitializer.EnsureInitialized(ref _locked, ref _gate, () => new Part("locked " + Run())).Name,
            LazyInitializer.EnsureInitialized(ref _locked, ref _gate, () => new Part("again " + Run())).Name,
            LazyInitializer.EnsureInitialized(ref _once, ref _isOnce, ref _otherGate, () => new Part("once " + Run()))!.Name,
            LazyInitializer.EnsureInitialized(ref _number, ref _isNumber, ref _otherGate, () => 40 + Run()), LazyInitializer.EnsureInitialized(ref _number, ref _isNumber, ref _otherGate, () => 90 + Run()),
            LazyInitializer.EnsureInitialized(ref _createdOnce, ref _isCreated, ref _otherGate)!.Number,
            LazyInitializer.EnsureInitialized(ref _cells[1], () => "cell " + Run()), LazyInitializer.EnsureInitialized(ref _table[0, 0], () => "table " + Run()), _box.Value(() => "box " + Run()),
            Local(), Nothing(), Thrown(), Joined(_runs > 0 ? "kept " : "lost "),
        ];
        Change(log);
        Parallel.For(0, 40, index => ImmutableInterlocked.Update(ref _list, static (list, item) => list.Add(item), index));
        Parallel.For(0, 40, _ => ImmutableInterlocked.AddOrUpdate(ref _map, "count", 1, (_, count) => count + 1));
        Parallel.For(0, 40, index => ImmutableInterlocked.Update(ref _array, array => array.Add(index)));
        return string.Join(" ", log.Select(item => item ?? "none"));
    }

    public override string Show() =>
        $"{_runs} {_made?.Name} {_created?.Number} {_locked?.Name} {_once?.Name} {_number} {_isOnce}{_isNumber}{_isCreated} {_createdOnce?.Number} {_gate is null}{_otherGate is null} {string.Join(",", _cells)} "
        + $"{_table[0, 0]} {_list.Order().Sum()} {_list.Count} {_array.Sum()} {_array.Length} {(_unset.IsDefault ? "default" : string.Join(",", _unset))} "
        + $"{string.Join(",", _map.OrderBy(pair => pair.Key).Select(pair => pair.Key + pair.Value))} {string.Join(",", _queue)} {string.Join(",", _stack)} {_box.Peek()}";

    private int Run() => ++_runs;

    private void Change(List<object?> log)
    {
        log.Add(ImmutableInterlocked.Update(ref _list, list => list.Add(100)));
        log.Add(ImmutableInterlocked.Update(ref _list, list => list));
        log.Add(ImmutableInterlocked.Update(ref _array, static (array, item) => array.Add(item), 7));
        log.Add(ImmutableInterlocked.Update(ref _array, array => array));
        log.Add(ImmutableInterlocked.InterlockedInitialize(ref _unset, [1, 2]));
        log.Add(ImmutableInterlocked.InterlockedInitialize(ref _unset, [3]));
        log.Add(ImmutableInterlocked.InterlockedExchange(ref _unset, [4, 5]).Length);
        log.Add(ImmutableInterlocked.InterlockedCompareExchange(ref _unset, [6], default).Length);
        log.Add(ImmutableInterlocked.GetOrAdd(ref _map, "a", key => key.Length + Run()));
        log.Add(ImmutableInterlocked.GetOrAdd(ref _map, "a", key => key.Length + Run()));
        log.Add(ImmutableInterlocked.GetOrAdd(ref _map, "b", static (key, add) => key.Length + add, 5));
        log.Add(ImmutableInterlocked.GetOrAdd(ref _map, "c", 9));
        log.Add(ImmutableInterlocked.AddOrUpdate(ref _map, "a", _ => 1, (_, old) => old * 10));
        log.Add(ImmutableInterlocked.AddOrUpdate(ref _map, "d", _ => 1, (_, old) => old * 10));
        log.Add(ImmutableInterlocked.TryAdd(ref _map, "d", 2));
        log.Add(ImmutableInterlocked.TryUpdate(ref _map, "d", 3, 1));
        log.Add(ImmutableInterlocked.TryRemove(ref _map, "b", out int removed));
        log.Add(removed);
        ImmutableInterlocked.Enqueue(ref _queue, 1);
        ImmutableInterlocked.Enqueue(ref _queue, 2);
        log.Add(ImmutableInterlocked.TryDequeue(ref _queue, out int first));
        log.Add(first);
        ImmutableInterlocked.Push(ref _stack, 1);
        ImmutableInterlocked.Push(ref _stack, 2);
        log.Add(ImmutableInterlocked.TryPop(ref _stack, out int last));
        log.Add(last);
    }

    /// <summary>The flag and the lock are fields, the target is not.</summary>
    private string? Local()
    {
        string? target = "kept";
        return LazyInitializer.EnsureInitialized(ref target, ref _isOnce, ref _otherGate, () => "not made");
    }

    private string Nothing()
    {
        Part? nothing = _made;
        _made = null;
        try
        {
            LazyInitializer.EnsureInitialized(ref _made, () => null!);
            return "made";
        }
        catch (InvalidOperationException)
        {
            return "nothing";
        }
        finally
        {
            _made = nothing;
        }
    }

    private string Thrown()
    {
        try
        {
            LazyInitializer.EnsureInitialized(ref _cells[0], ref _gate, () => throw new TimeoutException("thrown"));
            return "made";
        }
        catch (TimeoutException exception)
        {
            return exception.Message + Monitor.IsEntered(_gate!);
        }
    }

    private string Joined(string prefix) => prefix + LazyInitializer.EnsureInitialized(ref _made, () => new Part("never")).Name;
}

public sealed class Made
{
    public int Number { get; set; } = 5;
}

public sealed class Box<T> where T : class
{
    private T? _value;

    public T Value(Func<T> make) => LazyInitializer.EnsureInitialized(ref _value, make);

    public T? Peek() => _value;
}
