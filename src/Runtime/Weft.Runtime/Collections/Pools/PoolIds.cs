using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weft.Runtime.Collections.Pools;

/// <summary>The cluster-wide ids of a pool's items. Items may be there several times: which of its ids one has does not matter.</summary>
internal sealed class PoolIds<T>(IEqualityComparer<T> sameness)
{
    private readonly Dictionary<ulong, T> _byId = [];
    private readonly Dictionary<ValueTuple<T>, ItemIds> _byItem = new(new Wrapping(sameness));

    internal IReadOnlyDictionary<ulong, T> ById => _byId;

    internal void Add(T item, ulong id)
    {
        _byId.Add(id, item);
        ref ItemIds ids = ref CollectionsMarshal.GetValueRefOrAddDefault(_byItem, new(item), out bool known);
        if (known)
            (ids.Others ??= []).Add(id);
        else
            ids.One = id;
    }

    internal bool Has(ulong id) => _byId.ContainsKey(id);

    /// <summary>Takes one of the ids of an item off.</summary>
    internal bool Take(T item, out ulong id)
    {
        ref ItemIds ids = ref CollectionsMarshal.GetValueRefOrNullRef(_byItem, new(item));
        if (Unsafe.IsNullRef(ref ids))
        {
            id = 0;
            return false;
        }
        id = ids.Others is { Count: > 0 } others ? others[^1] : ids.One;
        Forget(item, ref ids, id);
        _byId.Remove(id);
        return true;
    }

    internal bool Remove(ulong id, [MaybeNullWhen(false)] out T item)
    {
        if (!_byId.Remove(id, out item))
            return false;
        Forget(item, ref CollectionsMarshal.GetValueRefOrNullRef(_byItem, new(item)), id);
        return true;
    }

    internal void Clear()
    {
        _byId.Clear();
        _byItem.Clear();
    }

    private void Forget(T item, ref ItemIds ids, ulong id)
    {
        List<ulong>? others = ids.Others;
        if (ids.One != id)
        {
            others!.Remove(id);
        }
        else if (others is { Count: > 0 })
        {
            ids.One = others[^1];
            others.RemoveAt(others.Count - 1);
        }
        else
        {
            _byItem.Remove(new(item));
        }
    }

    /// <summary>The ids of one item: mostly there is one, which needs no list.</summary>
    private struct ItemIds
    {
        internal ulong One;
        internal List<ulong>? Others;
    }

    private sealed class Wrapping(IEqualityComparer<T> sameness) : IEqualityComparer<ValueTuple<T>>
    {
        public bool Equals(ValueTuple<T> x, ValueTuple<T> y) => sameness.Equals(x.Item1, y.Item1);

        public int GetHashCode(ValueTuple<T> value) => value.Item1 is null ? 0 : sameness.GetHashCode(value.Item1);
    }
}
