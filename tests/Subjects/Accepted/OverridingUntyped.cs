using System.Collections;

namespace Accepted;

/// <summary>Classes that override what the framework's non-generic collections do, as programs did before there were generic ones.</summary>
public sealed class OverridingUntyped : Construct
{
    private readonly AuditedList _list = new();
    private readonly IList _interface = new AuditedList();
    private readonly StrictList _strict = new();
    private readonly NamedTable _table = new();
    private readonly IDictionary _dictionary = new NamedTable();
    private readonly BoundedQueue _queue = new(3);
    private readonly CountingStack _stack = new();
    private readonly LastWins _sorted = new();
    private readonly Hashtable _wrapped = Hashtable.Synchronized(new NamedTable());
    private readonly Renewed _renewed = new();
    private readonly IList _again = new Renewed();

    public override string Act()
    {
        lock (_list.SyncRoot)
        {
            _list.Add("b");
            _list.Add("a");
            _list.AddRange(new[] { "d", "c" });
            _list.Insert(1, "x");
            _list[0] = "B";
            _list.Remove("x");
            _list.RemoveAt(0);
            _list.Sort();
            _list.Reverse();
            _list.Remove("nothing");
        }
        _interface.Add("i");
        _interface.Insert(0, "j");
        _interface[1] = "k";
        _interface.Remove("j");
        string refused = Failure(() => _strict.Add(null)) + Failure(() => ((IList)_strict).Add(null));
        _strict.Add("only");
        _strict.Clear();
        _strict.AddRange(new[] { "p", "q" });
        _table["One"] = 1;
        _table["one"] = 2;
        _table.Add("TWO", 2);
        _table.Remove("Two");
        _dictionary["Key"] = "value";
        _dictionary.Add("OTHER", 1);
        _dictionary.Remove("other");
        for (int i = 0; i < 5; i++)
            _queue.Enqueue(i);
        object next = _queue.Dequeue()!;
        _stack.Push("a");
        _stack.Push("b");
        object top = _stack.Pop()!;
        _sorted.Add("k", 1);
        _sorted.Add("k", 2);
        _sorted.Add("j", 3);
        _sorted.Remove("none");
        _sorted.RemoveAt(0);
        _wrapped["Wrapped"] = 1;
        _wrapped.Add("AGAIN", 2);
        _renewed.Add("public");
        ((IList)_renewed).Add("interface");
        _again.Add("interface");
        _again.RemoveAt(0);
        _again.Add("more");
        return $"{refused} {next} {top} {_list.Count} {_list.Contains("c")} {_table.Contains("ONE")} {_queue.Count} {_again.Count}";
    }

    public override string Show() =>
        $"{_list} {string.Join(",", _interface.Cast<string>())} {((AuditedList)_interface).Log} {string.Join(",", _strict.ToArray())} {_table} {_dictionary} {string.Join(",", _queue.ToArray())} {_queue.Dropped} {_stack.Pushed} {string.Join(",", _stack.ToArray())} {_sorted} {_sorted.Replaced} {_wrapped["wrapped"]} {_wrapped["again"]} {_wrapped.Count} {_renewed} {_again}";

    private static string Failure(Action action)
    {
        try
        {
            action();
            return "none;";
        }
        catch (ArgumentException e)
        {
            return e.GetType().Name + ";";
        }
    }
}

/// <summary>Keeps a record of what the members of its base come down to.</summary>
public class AuditedList : ArrayList
{
    public string Log { get; private set; } = "";

    public override int Count => base.Count;

    public override int Add(object? value)
    {
        Log += "+";
        return base.Add(value);
    }

    public override void InsertRange(int index, ICollection c)
    {
        Log += "*";
        base.InsertRange(index, c);
    }

    public override void RemoveAt(int index)
    {
        Log += "-";
        base.RemoveAt(index);
    }

    public override object? this[int index]
    {
        get => base[index] + ".";
        set
        {
            Log += "=";
            base[index] = value;
        }
    }

    public override void Sort(int index, int count, IComparer? comparer)
    {
        Log += "<";
        base.Sort(index, count, comparer);
    }

    public override string ToString() => $"{Log}:{string.Join(",", ToArray())}:{(Count == 0 ? "" : this[0])}";
}

public sealed class StrictList : AuditedList
{
    public override int Add(object? value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return base.Add(value);
    }

    public override void Clear()
    {
        while (Count > 0)
            RemoveAt(Count - 1);
    }
}

public sealed class NamedTable : Hashtable
{
    public override object? this[object key]
    {
        get => base[Folded(key)];
        set => base[Folded(key)] = value;
    }

    public override void Add(object key, object? value) => base.Add(Folded(key), value);

    public override void Remove(object key) => base.Remove(Folded(key));

    public override bool ContainsKey(object key) => base.ContainsKey(Folded(key));

    public override string ToString() => string.Join(",", Keys.Cast<string>().Order(StringComparer.Ordinal).Select(key => $"{key}={this[key]}"));

    private static string Folded(object key) => ((string)key).ToLowerInvariant();
}

public sealed class BoundedQueue(int most) : Queue
{
    public int Dropped { get; private set; }

    public override void Enqueue(object? obj)
    {
        while (Count >= most)
        {
            Dropped++;
            Dequeue();
        }
        base.Enqueue(obj);
    }
}

public sealed class CountingStack : Stack
{
    public int Pushed { get; private set; }

    public override void Push(object? obj)
    {
        Pushed++;
        base.Push(obj);
    }
}

public sealed class LastWins : SortedList
{
    public int Replaced { get; private set; }

    public override void Add(object key, object? value)
    {
        if (ContainsKey(key))
        {
            Replaced++;
            Remove(key);
        }
        base.Add(key, value);
    }

    public override void RemoveAt(int index)
    {
        Replaced += 100;
        base.RemoveAt(index);
    }

    public override string ToString()
    {
        string text = "";
        foreach (DictionaryEntry entry in this)
            text += $"{entry.Key}={entry.Value};";
        return text;
    }
}

/// <summary>Implements the interface anew.</summary>
public sealed class Renewed : ArrayList, IList
{
    int IList.Add(object? value) => base.Add(value + "!");

    public override string ToString() => string.Join(",", ToArray());
}
