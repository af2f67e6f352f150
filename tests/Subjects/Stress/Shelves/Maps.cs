using System.Collections;

namespace Stress;

public sealed class SortedMapShelf : Shelf
{
    private readonly SortedDictionary<int, long> _entries = [];

    public override string Name => "sortedmap";

    public override string[] Actions => ["put", "add", "get", "remove", "first"];

    public override IEnumerable<long> Content => _entries.SelectMany(entry => new[] { entry.Key, entry.Value });

    public override void Fill(long[] content)
    {
        for (int i = 0; i < content.Length; i += 2)
            _entries.Add((int)content[i], content[i + 1]);
    }

    protected override long Work(string action, long value)
    {
        int key = (int)(value % 12);
        switch (action)
        {
            case "put":
                return _entries[key] = value;
            case "add":
                return _entries.TryAdd(key, value) ? 1 : 0;
            case "get":
                return _entries.TryGetValue(key, out long found) ? found : -1;
            case "remove":
                return _entries.Remove(key) ? 1 : 0;
            case "first":
                return _entries.Count > 0 && _entries.Remove(_entries.Keys.First()) ? 1 : 0;
            default:
                throw Unknown(action);
        }
    }
}

public sealed class OrderedMapShelf : Shelf
{
    private readonly OrderedDictionary<int, long> _entries = [];

    public override string Name => "orderedmap";

    public override string[] Actions => ["put", "add", "front", "place", "remove", "removeat"];

    public override IEnumerable<long> Content => _entries.SelectMany(entry => new[] { entry.Key, entry.Value });

    public override void Fill(long[] content)
    {
        for (int i = 0; i < content.Length; i += 2)
            _entries.Add((int)content[i], content[i + 1]);
    }

    protected override long Work(string action, long value)
    {
        int key = (int)(value % 12);
        switch (action)
        {
            case "put":
                return _entries[key] = value;
            case "add":
                return _entries.TryAdd(key, value) ? 1 : 0;
            case "front":
                bool wasThere = _entries.Remove(key);
                _entries.Insert(0, key, value);
                return wasThere ? 1 : 0;
            case "place":
                return _entries.IndexOf(key);
            case "remove":
                return _entries.Remove(key, out long removed) ? removed : -1;
            case "removeat":
                if (_entries.Count == 0)
                    return -1;
                _entries.RemoveAt((int)(value % _entries.Count));
                return _entries.Count;
            default:
                throw Unknown(action);
        }
    }
}

public sealed class HashtableShelf : Shelf
{
    private readonly Hashtable _entries = [];

    public override string Name => "hashtable";

    public override string[] Actions => ["put", "add", "get", "remove"];

    public override IEnumerable<long> Content => _entries.Cast<DictionaryEntry>().OrderBy(entry => (int)entry.Key).SelectMany(entry => new[] { (int)entry.Key, (long)entry.Value! });

    public override void Fill(long[] content)
    {
        for (int i = 0; i < content.Length; i += 2)
            _entries.Add((int)content[i], content[i + 1]);
    }

    protected override long Work(string action, long value)
    {
        int key = (int)(value % 12);
        switch (action)
        {
            case "put":
                _entries[key] = value;
                return _entries.Count;
            case "add":
                if (_entries.ContainsKey(key))
                    return -1;
                _entries.Add(key, value);
                return _entries.Count;
            case "get":
                return _entries[key] is long found ? found : -1;
            case "remove":
                _entries.Remove(key);
                return _entries.Count;
            default:
                throw Unknown(action);
        }
    }
}
