using System.Collections;

namespace Accepted;

/// <summary>Hash tables: through the class, interfaces, views and synchronized wrappers, with comparers of the framework and of the program.</summary>
public sealed class Hashtables : Construct
{
    private readonly Hashtable _table = new() { ["one"] = 1, [2] = "two" };
    private readonly Hashtable _synchronized = Hashtable.Synchronized(new Hashtable());
    private readonly IDictionary _interface = new Hashtable(StringComparer.OrdinalIgnoreCase) { ["Key"] = 1 };
    // Tables name no class of their keys and comparers: these fields do.
    private readonly Rests _rests = new(10);
    private readonly Part _part = new("known");
    private readonly Hashtable _byRest;

    public Hashtables() => _byRest = new(_rests);

    public override string Act()
    {
        ICollection keys = _table.Keys;
        lock (_table.SyncRoot)
        {
            _table.Add(_part, "a part");
            _table[2] = null;
            _table.Remove("missing");
            _table["gone"] = 3;
            _table.Remove("gone");
        }
        _synchronized["hits"] = 1;
        lock (_synchronized.SyncRoot)
            _synchronized["hits"] = (int)_synchronized["hits"]! + 1;
        _synchronized.Add(_part, _table);
        _interface.Add("other", 2);
        _interface["KEY"] = 3;
        _interface.Remove("nothing");
        _byRest[13] = "three";
        _byRest[23] = "again";
        return $"{keys.Count} {Failure(() => _table.Add("one", 0))} {Failure(() => _table[null!] = 0)} {Failure(ChangeWhileEnumerating)} {_interface.Contains("OTHER")} {_table.ContainsKey(2)} {_table.Contains(3)} {_table.ContainsValue(null)} {_table.IsSynchronized} {_synchronized.IsSynchronized}";
    }

    public override string Show()
    {
        DictionaryEntry[] entries = new DictionaryEntry[_interface.Count];
        _interface.CopyTo(entries, 0);
        Hashtable clone = (Hashtable)_table.Clone();
        return $"{Listed(_table)} {Listed((IDictionary)_interface)} {_synchronized["hits"]} {ReferenceEquals(_synchronized[_part], _table)} {_byRest[3]} {_byRest.Count} {entries.Sum(entry => (int)entry.Value!)} {string.Join(",", _interface.Keys.Cast<string>().Order(StringComparer.Ordinal))} {clone.Count} {_table[_part]}";
    }

    private static string Listed(IDictionary map)
    {
        List<string> found = [];
        foreach (DictionaryEntry entry in map)
            found.Add($"{entry.Key}={entry.Value}");
        return string.Join(",", found.Order(StringComparer.Ordinal));
    }

    private void ChangeWhileEnumerating()
    {
        foreach (DictionaryEntry entry in _table)
            _table[entry.Key] = entry.Value;
    }

    private static string Failure(Action act)
    {
        try
        {
            act();
            return "done";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return e.GetType().Name;
        }
    }

    private sealed class Part(string name)
    {
        public override string ToString() => "part " + name;
    }
}

public sealed class Rests(int divisor) : IEqualityComparer
{
    bool IEqualityComparer.Equals(object? x, object? y) => (int)x! % divisor == (int)y! % divisor;

    int IEqualityComparer.GetHashCode(object obj) => (int)obj % divisor;
}
