using System.Diagnostics.CodeAnalysis;

namespace Weft.Runtime.Collections.Pools;

/// <summary>The cluster-wide ids of a pool's items. Items may be there several times: which of its ids one has does not matter.</summary>
internal sealed class PoolIds<T>(IEqualityComparer<T> sameness)
{
    private readonly Dictionary<ulong, T> _byId = [];
    private readonly Dictionary<ValueTuple<T>, List<ulong>> _byItem = new(new Wrapping(sameness));

    internal IReadOnlyDictionary<ulong, T> ById => _byId;

    internal void Add(T item, ulong id)
    {
        _byId.Add(id, item);
        ValueTuple<T> key = new(item);
        if (!_byItem.TryGetValue(key, out List<ulong>? ids))
            _byItem.Add(key, ids = []);
        ids.Add(id);
    }

    internal bool Has(ulong id) => _byId.ContainsKey(id);

    /// <summary>Takes one of the ids of an item off.</summary>
    internal bool Take(T item, out ulong id)
    {
        id = 0;
        if (!_byItem.TryGetValue(new(item), out List<ulong>? ids))
            return false;
        id = ids[^1];
        Remove(id, out _);
        return true;
    }

    internal bool Remove(ulong id, [MaybeNullWhen(false)] out T item)
    {
        if (!_byId.Remove(id, out item))
            return false;
        ValueTuple<T> key = new(item);
        List<ulong> ids = _byItem[key];
        ids.Remove(id);
        if (ids.Count == 0)
            _byItem.Remove(key);
        return true;
    }

    internal void Clear()
    {
        _byId.Clear();
        _byItem.Clear();
    }

    private sealed class Wrapping(IEqualityComparer<T> sameness) : IEqualityComparer<ValueTuple<T>>
    {
        public bool Equals(ValueTuple<T> x, ValueTuple<T> y) => sameness.Equals(x.Item1, y.Item1);

        public int GetHashCode(ValueTuple<T> value) => value.Item1 is null ? 0 : sameness.GetHashCode(value.Item1);
    }
}
