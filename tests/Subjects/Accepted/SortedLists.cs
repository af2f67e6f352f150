using System.Collections;

namespace Accepted;

/// <summary>Sorted lists without type parameters: by key and by position, through the class, interfaces, views and synchronized wrappers.</summary>
public sealed class SortedLists : Construct
{
    private readonly SortedList _list = new() { ["b"] = 2, ["a"] = 1 };
    private readonly SortedList _synchronized = SortedList.Synchronized(new SortedList(StringComparer.OrdinalIgnoreCase));
    private readonly IDictionary _interface = new SortedList(CaseInsensitiveComparer.DefaultInvariant) { ["Key"] = 1 };
    // A list names no class of its comparer: this field does.
    private readonly Downwards _downwards = new(1);
    private readonly SortedList _backwards;

    public SortedLists() => _backwards = new(_downwards, 4);

    public override string Act()
    {
        IList keys = _list.GetKeyList();
        IList values = _list.GetValueList();
        lock (_list.SyncRoot)
        {
            _list.Add("d", null);
            _list["c"] = 3;
            _list.SetByIndex(0, 10);
            _list.RemoveAt(1);
            _list.Remove("missing");
            _list.TrimToSize();
        }
        _synchronized["x"] = 1;
        lock (_synchronized.SyncRoot)
            _synchronized["X"] = (int)_synchronized["x"]! + 1;
        _interface.Add("other", 2);
        _interface["KEY"] = 3;
        for (int i = 0; i < 20; i++)
            _backwards[i] = -i;
        _backwards.Remove(3);
        return $"{keys.Count} {keys[1]} {values.IndexOf(10)} {Failure(() => _list.Add("a", 0))} {Failure(() => _list.RemoveAt(9))} {Failure(() => keys.Add("z"))} {Failure(ChangeWhileEnumerating)} {_list.IndexOfKey("d")} {_list.IndexOfValue(null)} {_list.ContainsValue(3)} {_list.Capacity} {_synchronized.IsSynchronized}";
    }

    public override string Show()
    {
        SortedList clone = (SortedList)_list.Clone();
        return $"{Listed(_list)} {Listed(clone)} {Listed(_interface)} {Listed(_synchronized)} {Listed(_backwards)} {_list.GetKey(1)} {_list.GetByIndex(2)} {string.Join(",", _interface.Values.Cast<int>())}";
    }

    private static string Listed(IDictionary map)
    {
        List<string> found = [];
        foreach (DictionaryEntry entry in map)
            found.Add($"{entry.Key}={entry.Value}");
        return string.Join(",", found);
    }

    private void ChangeWhileEnumerating()
    {
        foreach (DictionaryEntry entry in _list)
            _list[entry.Key] = entry.Value;
    }

    private static string Failure(Action act)
    {
        try
        {
            act();
            return "done";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return e.GetType().Name;
        }
    }
}

public sealed class Downwards(int sign) : IComparer
{
    public int Compare(object? x, object? y) => sign * ((int)y!).CompareTo((int)x!);
}
