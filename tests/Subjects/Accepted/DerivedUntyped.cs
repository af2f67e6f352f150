using System.Collections;

namespace Accepted;

/// <summary>Classes that derive from the framework's non-generic collections, as programs made them before there were generic ones.</summary>
public sealed class DerivedUntyped : Construct
{
    private readonly Names _names = new("owner");
    private readonly IList _interface = new Names("interface");
    private readonly Jobs _jobs = new();
    private readonly Undo _undo = new();
    private readonly Prices _prices = new();
    private readonly IDictionary _dictionary = new Prices();
    private readonly Ranks _ranks = new();
    private readonly LongNames _longNames = new();
    // Collections of objects name no class: this field does.
    private readonly Job _job = new("kept");

    public override string Act()
    {
        lock (_names.SyncRoot)
        {
            _names.Add("b");
            _names.AddTwice("a");
            _names.Insert(1, "c");
            _names.Owner += "!";
            _names[0] += "+";
            _names.Remove("c");
            _names.Sort();
        }
        _interface.Add("i");
        _interface.Insert(0, "j");
        _interface[1] = "k";
        _interface.Add("l");
        _interface.Remove("j");
        _jobs.Enqueue("first");
        _jobs.Enqueue(_job);
        string first = _jobs.Next();
        _undo.Push("below");
        _undo.Push(_job);
        _undo.Do("above");
        string above = _undo.Back();
        _prices["Apple"] = 2;
        _prices["apple"] += 1;
        _prices.Add("pear", 4);
        _prices.Raise("pear");
        _prices.Remove("none");
        _dictionary["x"] = 1;
        _dictionary.Add("y", 2);
        _dictionary.Remove("x");
        _ranks.Add("second", 2);
        _ranks.Add("first", 1);
        _ranks.Put("third", 3);
        _ranks.SetByIndex(0, 10);
        _ranks.RemoveAt(1);
        _longNames.Add("short");
        _longNames.Add("long enough");
        return $"{first} {above} {_names.Count} {_names.Contains("b+")} {_names.IndexOf("a")} {_names.GetRange(0, 1).Count} {_undo.Count} {_jobs.Count} {_prices.ContainsKey("APPLE")} {_ranks.IndexOfKey("third")} {((ArrayList)_longNames.Clone()).Count}";
    }

    public override string Show() =>
        $"{_names} {string.Join(",", _interface.Cast<string>())} {_jobs.Peek()} {ReferenceEquals(_jobs.Peek(), _undo.Peek())} {_undo.Done} {_prices} {_dictionary.Count} {_dictionary["y"]} {_ranks} {_longNames.Longest} {string.Join(",", _longNames.ToArray())}";
}

public sealed class Job(string name)
{
    public override string ToString() => name;
}

public class Names : ArrayList
{
    public Names()
        : this("nobody")
    {
    }

    public Names(string owner) => Owner = owner;

    public string Owner { get; set; }

    public new string this[int index]
    {
        get => (string)base[index]!;
        set => base[index] = value;
    }

    public int Add(string name) => base.Add(name);

    public void AddTwice(string name)
    {
        base.Add(name);
        Action again = () => base.AddRange(new[] { name });
        again();
    }

    public override string ToString() => $"{Owner}:{string.Join(",", ToArray())}:{base.Count}";
}

public sealed class LongNames : Names
{
    public string Longest { get; private set; } = "";

    public new void Add(string name)
    {
        base.Add(name);
        if (name.Length > Longest.Length)
            Longest = name;
    }
}

public sealed class Jobs : Queue
{
    public void Enqueue(string name) => base.Enqueue(new Job(name));

    public string Next() => base.Dequeue()!.ToString()!;
}

public sealed class Undo() : Stack(capacity)
{
    private const int capacity = 4;

    public int Done { get; private set; }

    public void Do(string step)
    {
        Done++;
        base.Push(step);
    }

    public string Back() => (string)base.Pop()!;
}

public sealed class Prices() : Hashtable(StringComparer.OrdinalIgnoreCase)
{
    public int this[string name]
    {
        get => base[name] is int price ? price : 0;
        set => base[name] = value;
    }

    public void Raise(string name)
    {
        int price = this[name];
        base.Remove(name);
        base.Add(name, price + 1);
    }

    public override string ToString() => string.Join(",", Keys.Cast<string>().Order(StringComparer.Ordinal).Select(key => key + base[key])) + base.Count;
}

public sealed class Ranks : SortedList
{
    public void Put(string name, int rank) => base[name] = rank;

    public override string ToString()
    {
        string text = "";
        foreach (DictionaryEntry entry in this)
            text += $"{entry.Key}={entry.Value};";
        return text + base.Count;
    }
}
