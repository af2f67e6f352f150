using System.Diagnostics.CodeAnalysis;

namespace Weft.Runtime.Collections;

/// <summary>The cluster-wide ids of a shared map's or set's entries, by key and back.</summary>
internal sealed class EntryIds<TKey>(KeyComparison<TKey> comparison)
{
    // A null key is an element of a set like any other; a dictionary cannot have it.
    private readonly IDictionary<Slot, ulong> _byKey = comparison.Order is { } order
        ? new SortedDictionary<Slot, ulong>(new SlotOrder(order))
        : new Dictionary<Slot, ulong>(new SlotComparer(comparison.Equality!));
    private readonly Dictionary<ulong, TKey> _byId = [];

    internal int Count => _byId.Count;

    internal bool TryGetId(TKey key, out ulong id) => _byKey.TryGetValue(new Slot(key), out id);

    internal bool TryGetKey(ulong id, [MaybeNullWhen(false)] out TKey key) => _byId.TryGetValue(id, out key);

    internal void Add(TKey key, ulong id)
    {
        _byKey.Add(new Slot(key), id);
        _byId.Add(id, key);
    }

    internal bool Remove(TKey key, out ulong id)
    {
        Slot slot = new(key);
        if (!_byKey.TryGetValue(slot, out id))
            return false;
        _byKey.Remove(slot);
        _byId.Remove(id);
        return true;
    }

    internal TKey[] KeysWhere(Predicate<TKey> match) => [.. _byId.Values.Where(key => match(key))];

    internal void Clear()
    {
        _byKey.Clear();
        _byId.Clear();
    }

    private readonly record struct Slot(TKey Key);

    private sealed class SlotComparer(IEqualityComparer<TKey> comparer) : IEqualityComparer<Slot>
    {
        public bool Equals(Slot x, Slot y) => comparer.Equals(x.Key, y.Key);

        public int GetHashCode(Slot slot) => slot.Key is null ? 0 : comparer.GetHashCode(slot.Key);
    }

    private sealed class SlotOrder(IComparer<TKey> order) : IComparer<Slot>
    {
        public int Compare(Slot x, Slot y) => order.Compare(x.Key, y.Key);
    }
}
