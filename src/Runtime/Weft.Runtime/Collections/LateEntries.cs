using System.Runtime.CompilerServices;

namespace Weft.Runtime.Collections;

/// <summary>The map or set that <see cref="LateEntries{TKey, TValue}"/> are carried out on. Under the gate.</summary>
internal interface ILateTarget<TKey, TValue>
{
    EntryIds<TKey> Ids { get; }

    int Count { get; }

    /// <summary>Whether more operations of other nodes wait: then what keys are compared by may be ahead of the entries.</summary>
    bool MoreCame { get; }

    /// <summary>Whether nobody has changed the content past the replica: else it may have entries without ids, and ids without entries, which the next operation publishes.</summary>
    bool IsIntact { get; }

    (TKey Key, TValue Value)[] Copy();

    /// <summary>Whether the entries are in the order that their keys have now.</summary>
    bool IsInOrder();

    bool Remove(TKey key);

    void Set(ulong id, TKey key, TValue value);

    /// <summary>Adds an entry; false where another with an equal key is in its place, and more may come that decides between the two.</summary>
    bool TryPut(ulong id, TKey key, TValue value);

    /// <summary>Whether an entry is more than its key.</summary>
    bool HasValues { get; }

    /// <summary>Adds to the content what the cluster does not know.</summary>
    void PutUnknown(TKey key, TValue value);

    void Clear();

    /// <summary>Has the hub send the content again.</summary>
    void Reload();
}

/// <summary>
/// What other nodes did to a map or set whose keys are compared by code of the program, until all that is known of it can be carried out at once.
/// </summary>
/// <remarks>
/// A program may take an entry out, change what its key is compared by, and put it in again. When these operations are carried out here, the change is there already: an entry that is to go can be found neither
/// by its order nor by its hash, and leads the search for others astray. So entries go first, and where one is not found all are put in anew.
/// </remarks>
internal sealed class LateEntries<TKey, TValue>
{
    private readonly List<ulong> _removed = [];
    private readonly Dictionary<ulong, TValue> _set = [];
    private readonly Dictionary<ulong, (TKey Key, TValue Value)> _added = [];
    private List<ulong> _order = [];
    private bool _cleared;
    private bool _unsure;

    internal void Clear()
    {
        _cleared = true;
        _removed.Clear();
        _set.Clear();
        _added.Clear();
        _order.Clear();
    }

    internal void Add(ulong id, TKey key, TValue value)
    {
        _order.Add(id);
        _added[id] = (key, value);
    }

    internal void Remove(ulong id)
    {
        _added.Remove(id);
        _set.Remove(id);
        _removed.Add(id);
    }

    internal void Set(ulong id, TValue value)
    {
        if (_added.TryGetValue(id, out (TKey Key, TValue Value) entry))
            _added[id] = (entry.Key, value);
        else
            _set[id] = value;
    }

    /// <summary>Carries out what can be; what comparing keys fails for stays for the next time.</summary>
    internal void CarryOut<TTarget>(TTarget target) where TTarget : struct, ILateTarget<TKey, TValue>
    {
        if (_cleared)
        {
            target.Clear();
            _cleared = false;
        }
        bool found = true;
        foreach (ulong id in _removed)
            found &= TryTakeOut(target, id);
        if (!found || (target.IsIntact && target.Count != target.Ids.Count) || (_unsure && _removed.Count > 0 && !IsSound(target)))
            TakeAllBack(target);
        _removed.Clear();
        if (!_set.All(change => TrySet(target, change.Key, change.Value)))
            TakeAllBack(target);
        _set.Clear();
        try
        {
            PutAll(target);
        }
        finally
        {
            _order = [.. _order.Where(_added.ContainsKey).Distinct()];
            _unsure = _order.Count > 0 || target.MoreCame;
        }
    }

    private static bool TryTakeOut<TTarget>(TTarget target, ulong id) where TTarget : struct, ILateTarget<TKey, TValue>
    {
        if (!target.Ids.TryGetKey(id, out TKey? key))
            return true;
        try
        {
            if (target.Ids.TryGetId(key, out ulong there) && there == id && target.Remove(key) && target.Ids.Remove(key, id))
                return true;
        }
        catch (Exception e)
        {
            // What the key is compared by may be gone, as the score of a player who has left.
            Activation.Node.Log.Debug($"an entry is taken out without comparing keys: {e.Message}");
        }
        target.Ids.Forget(id);
        return false;
    }

    private static bool TrySet<TTarget>(TTarget target, ulong id, TValue value) where TTarget : struct, ILateTarget<TKey, TValue>
    {
        if (!target.Ids.TryGetKey(id, out TKey? key))
            return true;
        try
        {
            if (!target.Ids.TryGetId(key, out ulong there) || there != id)
                return false;
            target.Set(id, key, value);
            return true;
        }
        catch (Exception e)
        {
            Activation.Node.Log.Debug($"an entry is set without comparing keys: {e.Message}");
            return false;
        }
    }

    /// <summary>Whether content and ids are of the same keys, in the order that these have now: keys that changed while entries were put in and out may have led to others.</summary>
    private static bool IsSound<TTarget>(TTarget target) where TTarget : struct, ILateTarget<TKey, TValue>
    {
        Dictionary<object, ulong> ids = IdsByInstance(target);
        return target.IsInOrder() && target.Ids.AreSound() && (!target.IsIntact || Array.TrueForAll(target.Copy(), entry => ids.Remove((object?)entry.Key ?? DBNull.Value)));
    }

    private static Dictionary<object, ulong> IdsByInstance<TTarget>(TTarget target) where TTarget : struct, ILateTarget<TKey, TValue>
    {
        Dictionary<object, ulong> ids = new(new SameKey());
        foreach ((ulong id, TKey key) in target.Ids.Entries)
            ids[(object?)key ?? DBNull.Value] = id;
        return ids;
    }

    /// <summary>Empties the target, and puts what it had before what is to be added.</summary>
    private void TakeAllBack<TTarget>(TTarget target) where TTarget : struct, ILateTarget<TKey, TValue>
    {
        Dictionary<object, ulong> ids = IdsByInstance(target);
        List<ulong> order = [];
        List<(TKey Key, TValue Value)> unknown = [];
        foreach ((TKey key, TValue value) in target.Copy())
        {
            if (!ids.Remove((object?)key ?? DBNull.Value, out ulong id))
            {
                unknown.Add((key, value));
                continue;
            }
            order.Add(id);
            _added.TryAdd(id, (key, _set.Remove(id, out TValue? newer) ? newer : value));
        }
        _order.InsertRange(0, order);
        KeyValuePair<ulong, TKey>[] missing = ids.Count == 0 ? [] : [.. target.Ids.Entries.IntersectBy(ids.Values, static entry => entry.Key)];
        target.Clear();
        if (target.IsIntact)
        {
            Recover(target, missing);
            return;
        }
        foreach ((TKey key, TValue value) in unknown)
            target.PutUnknown(key, value);
        foreach ((ulong id, TKey key) in missing)
            target.Ids.Add(key, id);
    }

    /// <summary>Entries that were taken for others, and removed.</summary>
    private void Recover<TTarget>(TTarget target, KeyValuePair<ulong, TKey>[] missing) where TTarget : struct, ILateTarget<TKey, TValue>
    {
        if (target.HasValues && missing.Length > 0)
        {
            target.Reload();
            return;
        }
        foreach ((ulong id, TKey key) in missing)
        {
            if (_added.TryAdd(id, (key, default!)))
                _order.Add(id);
        }
    }

    private void PutAll<TTarget>(TTarget target) where TTarget : struct, ILateTarget<TKey, TValue>
    {
        foreach (ulong id in _order)
        {
            if (_added.TryGetValue(id, out (TKey Key, TValue Value) entry) && TryPut(target, id, entry.Key, entry.Value))
                _added.Remove(id);
        }
    }

    private static bool TryPut<TTarget>(TTarget target, ulong id, TKey key, TValue value) where TTarget : struct, ILateTarget<TKey, TValue>
    {
        try
        {
            return target.TryPut(id, key, value);
        }
        catch (Exception e) when (target.MoreCame)
        {
            Activation.Node.Log.Debug($"an entry is put in when more is known: {e.Message}");
            return false;
        }
    }

    /// <summary>Keys of classes are told apart as instances, since their own equality may be what has changed.</summary>
    private sealed class SameKey : IEqualityComparer<object>
    {
        public new bool Equals(object? x, object? y) => ReferenceEquals(x, y) || (x is ValueType && x.Equals(y));

        public int GetHashCode(object key) => key is ValueType ? key.GetHashCode() : RuntimeHelpers.GetHashCode(key);
    }
}
