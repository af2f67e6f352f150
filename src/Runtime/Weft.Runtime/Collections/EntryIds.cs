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

    /// <summary>Removes an entry; false, with nothing changed, where its key leads to another one or to none.</summary>
    internal bool Remove(TKey key, ulong id)
    {
        Slot slot = new(key);
        if (!_byKey.TryGetValue(slot, out ulong there) || there != id || !_byKey.Remove(slot))
            return false;
        _byId.Remove(id);
        return true;
    }

    internal bool Remove(TKey key, out ulong id)
    {
        Slot slot = new(key);
        // What the key is compared by may change in between: then it is not taken out by halves.
        if (!_byKey.TryGetValue(slot, out id) || !_byKey.Remove(slot))
            return false;
        _byId.Remove(id);
        return true;
    }

    /// <summary>Ids with their keys.</summary>
    internal IReadOnlyCollection<KeyValuePair<ulong, TKey>> Entries => _byId;

    /// <summary>Whether each key is found, and has the id that it is known by.</summary>
    internal bool AreSound()
    {
        try
        {
            return _byKey.Count == _byId.Count && _byId.All(entry => TryGetId(entry.Value, out ulong id) && id == entry.Key);
        }
        catch (Exception e)
        {
            Activation.Node.Log.Debug($"the ids of keys are made anew: {e.Message}");
            return false;
        }
    }

    /// <summary>Removes an id whose key is found by no comparison any more; it may stay known by its key until all are cleared.</summary>
    internal void Forget(ulong id) => _byId.Remove(id);

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
