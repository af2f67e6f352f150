using System.Diagnostics.CodeAnalysis;

namespace Weft.Runtime.Collections;

/// <summary>The cluster-wide ids of a shared map's or set's entries, by key and back.</summary>
internal sealed class EntryIds<TKey>
{
    // A null key is an element of a set like any other; a dictionary cannot have it. One of the two, each by its class: each operation of the program looks here.
    private readonly Dictionary<Slot, ulong>? _hashed;
    private readonly SortedDictionary<Slot, ulong>? _sorted;
    private readonly Dictionary<ulong, TKey> _byId = [];

    internal EntryIds(KeyComparison<TKey> comparison)
    {
        // Without a comparer the compiler finds the key's own equality. Primitive values are equal by that where they are by their order.
        if (comparison.Order is { } order && !(typeof(TKey).IsPrimitive && order == Comparer<TKey>.Default))
            _sorted = new SortedDictionary<Slot, ulong>(new SlotOrder(order));
        else
            _hashed = new Dictionary<Slot, ulong>(comparison.Equality is { } equality && equality != EqualityComparer<TKey>.Default ? new SlotComparer(equality) : null);
    }

    internal int Count => _byId.Count;

    internal bool TryGetId(TKey key, out ulong id) => _hashed is not null ? _hashed.TryGetValue(new Slot(key), out id) : _sorted!.TryGetValue(new Slot(key), out id);

    internal bool TryGetKey(ulong id, [MaybeNullWhen(false)] out TKey key) => _byId.TryGetValue(id, out key);

    internal void Add(TKey key, ulong id)
    {
        if (_hashed is not null)
            _hashed.Add(new Slot(key), id);
        else
            _sorted!.Add(new Slot(key), id);
        _byId.Add(id, key);
    }

    /// <summary>Removes an entry; false, with nothing changed, where its key leads to another one or to none.</summary>
    internal bool Remove(TKey key, ulong id)
    {
        if (!TryGetId(key, out ulong there) || there != id || !TryTake(key, out _))
            return false;
        _byId.Remove(id);
        return true;
    }

    internal bool Remove(TKey key, out ulong id)
    {
        // What the key is compared by may change in between: then it is not taken out by halves.
        if (!TryTake(key, out id))
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
            return (_hashed?.Count ?? _sorted!.Count) == _byId.Count && _byId.All(entry => TryGetId(entry.Value, out ulong id) && id == entry.Key);
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
        _hashed?.Clear();
        _sorted?.Clear();
        _byId.Clear();
    }

    private bool TryTake(TKey key, out ulong id)
    {
        Slot slot = new(key);
        return _hashed is not null ? _hashed.Remove(slot, out id) : _sorted!.TryGetValue(slot, out id) && _sorted.Remove(slot);
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
