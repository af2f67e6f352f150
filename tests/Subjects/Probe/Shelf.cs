using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Probe;

/// <summary>Collections of the program's own that replace an inner one at each write.</summary>
public sealed class Shelf
{
    private readonly CopyOnWriteMap<string, Item> _map = new();
    private readonly CopyOnWriteList<string> _list = new();
    private readonly TagSet _tags = new();

    /// <summary>One command.</summary>
    public string Run(string command, string text, int count) => command switch
    {
        "put" => Repeat(count, i => _map[$"{text}{i}"] = new Item(text) { Quantity = i }),
        "remove" => _map.Remove(text).ToString(),
        "add" => _map.AddIfAbsent(text, new Item(text) { Quantity = count }).ToString(),
        "quantity" => _map[text].Quantity.ToString(CultureInfo.InvariantCulture),
        "raise" => Repeat(count, _ => _map.Update(text, item => item.Quantity++)),
        "keys" => string.Join(",", _map.Keys.Order(StringComparer.Ordinal)),
        "count" => $"{_map.Count} {_list.Count} {_tags.Count}",
        "append" => Repeat(count, i => _list.Add($"{text}{i}")),
        "insert" => Repeat(count, i => _list.Insert(0, $"{text}{i}")),
        "list" => string.Join(",", _list),
        "tag" => Repeat(count, i => _tags.Add($"{text}{i}")),
        "tags" => string.Join(",", _tags.Order(StringComparer.Ordinal)),
        _ => throw new ArgumentException("No such command: " + command),
    };

    private static string Repeat(int count, Action<int> act)
    {
        for (int i = 0; i < count; i++)
            act(i);
        return "";
    }
}

/// <summary>Readers without a lock see one dictionary or the next; writers copy it.</summary>
public sealed class CopyOnWriteMap<TKey, TValue> : IDictionary<TKey, TValue> where TKey : notnull
{
    private readonly object _gate = new();
    private volatile Dictionary<TKey, TValue> _inner = new();

    public ICollection<TKey> Keys => _inner.Keys;

    public ICollection<TValue> Values => _inner.Values;

    public int Count => _inner.Count;

    public bool IsReadOnly => false;

    public TValue this[TKey key]
    {
        get => _inner[key];
        set => Replace(copy => copy[key] = value);
    }

    public void Add(TKey key, TValue value) => Replace(copy => copy.Add(key, value));

    public bool AddIfAbsent(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (_inner.ContainsKey(key))
                return false;
            Add(key, value);
            return true;
        }
    }

    public void Update(TKey key, Action<TValue> update)
    {
        lock (_gate)
            update(_inner[key]);
    }

    public bool Remove(TKey key)
    {
        lock (_gate)
        {
            if (!_inner.ContainsKey(key))
                return false;
            Replace(copy => copy.Remove(key));
            return true;
        }
    }

    public bool ContainsKey(TKey key) => _inner.ContainsKey(key);

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _inner.TryGetValue(key, out value);

    public void Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    public void Clear()
    {
        lock (_gate)
            _inner = new();
    }

    public bool Contains(KeyValuePair<TKey, TValue> item) => ((ICollection<KeyValuePair<TKey, TValue>>)_inner).Contains(item);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) => ((ICollection<KeyValuePair<TKey, TValue>>)_inner).CopyTo(array, arrayIndex);

    public bool Remove(KeyValuePair<TKey, TValue> item) => Contains(item) && Remove(item.Key);

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => _inner.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Replace(Action<Dictionary<TKey, TValue>> change)
    {
        lock (_gate)
        {
            Dictionary<TKey, TValue> copy = new(_inner);
            change(copy);
            _inner = copy;
        }
    }
}

/// <summary>The same with an array.</summary>
public sealed class CopyOnWriteList<T> : IList<T>
{
    private T[] _items = [];

    public int Count => _items.Length;

    public bool IsReadOnly => false;

    public T this[int index]
    {
        get => _items[index];
        set
        {
            lock (this)
            {
                T[] copy = (T[])_items.Clone();
                copy[index] = value;
                _items = copy;
            }
        }
    }

    public void Add(T item)
    {
        lock (this)
            _items = [.. _items, item];
    }

    public void Insert(int index, T item)
    {
        lock (this)
            _items = [.. _items[..index], item, .. _items[index..]];
    }

    public void RemoveAt(int index)
    {
        lock (this)
            _items = [.. _items[..index], .. _items[(index + 1)..]];
    }

    public bool Remove(T item)
    {
        lock (this)
        {
            int index = IndexOf(item);
            if (index >= 0)
                RemoveAt(index);
            return index >= 0;
        }
    }

    public void Clear() => _items = [];

    public int IndexOf(T item) => Array.IndexOf(_items, item);

    public bool Contains(T item) => IndexOf(item) >= 0;

    public void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Without a lock: each write is one exchange.</summary>
public sealed class TagSet : ISet<string>
{
    private ImmutableHashSet<string> _tags = [];

    public int Count => _tags.Count;

    public bool IsReadOnly => false;

    public bool Add(string item) => ImmutableInterlocked.Update(ref _tags, static (tags, tag) => tags.Add(tag), item);

    public bool Remove(string item)
    {
        while (true)
        {
            ImmutableHashSet<string> before = _tags;
            ImmutableHashSet<string> after = before.Remove(item);
            if (ReferenceEquals(before, after))
                return false;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _tags, after, before), before))
                return true;
        }
    }

    public void Clear() => _tags = [];

    public bool Contains(string item) => _tags.Contains(item);

    public void CopyTo(string[] array, int arrayIndex) => ((ICollection<string>)_tags).CopyTo(array, arrayIndex);

    public void UnionWith(IEnumerable<string> other) => ImmutableInterlocked.Update(ref _tags, static (tags, more) => tags.Union(more), other);

    public void ExceptWith(IEnumerable<string> other) => ImmutableInterlocked.Update(ref _tags, static (tags, less) => tags.Except(less), other);

    public void IntersectWith(IEnumerable<string> other) => ImmutableInterlocked.Update(ref _tags, static (tags, kept) => tags.Intersect(kept), other);

    public void SymmetricExceptWith(IEnumerable<string> other) => ImmutableInterlocked.Update(ref _tags, static (tags, toggled) => tags.SymmetricExcept(toggled), other);

    public bool IsProperSubsetOf(IEnumerable<string> other) => _tags.IsProperSubsetOf(other);

    public bool IsProperSupersetOf(IEnumerable<string> other) => _tags.IsProperSupersetOf(other);

    public bool IsSubsetOf(IEnumerable<string> other) => _tags.IsSubsetOf(other);

    public bool IsSupersetOf(IEnumerable<string> other) => _tags.IsSupersetOf(other);

    public bool Overlaps(IEnumerable<string> other) => _tags.Overlaps(other);

    public bool SetEquals(IEnumerable<string> other) => _tags.SetEquals(other);

    public IEnumerator<string> GetEnumerator() => _tags.GetEnumerator();

    void ICollection<string>.Add(string item) => Add(item);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
