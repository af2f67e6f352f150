using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Ordered;

/// <summary>Operations of this node on one shared <see cref="OrderedDictionary{TKey, TValue}"/>.</summary>
/// <remarks>
/// The hub keeps the entries of every map in the order in which they were added, and removal leaves the order of the others. So what is put before other entries is published by
/// adding these again, behind it.
/// </remarks>
internal sealed class OrderedDictionaryReplica<TKey, TValue>(SharedHeader header, OrderedDictionary<TKey, TValue> map)
    : MapReplica<OrderedDictionary<TKey, TValue>, TKey, TValue, OrderedDictionaryContent<TKey, TValue>>(header, map), IListReplica<KeyValuePair<TKey, TValue>> where TKey : notnull
{
    /// <summary>The replica of a shared dictionary, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static OrderedDictionaryReplica<TKey, TValue>? Of(OrderedDictionary<TKey, TValue> map) => IsShared(map, out OrderedDictionaryReplica<TKey, TValue>? replica) ? replica : null;

    /// <summary>Whether a dictionary is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(OrderedDictionary<TKey, TValue> map, [NotNullWhen(true)] out OrderedDictionaryReplica<TKey, TValue>? replica)
    {
        if (ObjectMark.IsSet(map))
        {
            replica = Looks<OrderedDictionary<TKey, TValue>, SharedOrderedDictionary<TKey, TValue>, OrderedDictionaryReplica<TKey, TValue>>.Find(map);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a dictionary is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(OrderedDictionary<TKey, TValue> map)
    {
        if (ObjectMark.IsSet(map))
            Looks<OrderedDictionary<TKey, TValue>, SharedOrderedDictionary<TKey, TValue>, OrderedDictionaryReplica<TKey, TValue>>.Drain(map);
    }

    /// <summary>After a change of a dictionary that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(OrderedDictionary<TKey, TValue> map)
    {
        if (ObjectMark.IsSet(map))
            Looks<OrderedDictionary<TKey, TValue>, SharedOrderedDictionary<TKey, TValue>, OrderedDictionaryReplica<TKey, TValue>>.ReportLate(map);
    }

    internal bool TryAdd(OrderedDictionary<TKey, TValue> map, TKey key, TValue value, out int index)
    {
        SharePair(key, value);
        (bool added, index) = Change(map, (this, map, key, value), static a =>
        {
            if (!a.map.TryAdd(a.key, a.value, out int place))
                return (false, place);
            a.Item1.RecordAdd(a.key, a.value);
            return (true, place);
        });
        return added;
    }

    internal void Insert(OrderedDictionary<TKey, TValue> map, int index, TKey key, TValue value)
    {
        SharePair(key, value);
        Change(map, (this, map, index, key, value), static a =>
        {
            a.map.Insert(a.index, a.key, a.value);
            a.Item1.AddAgain(a.map, a.index);
            return true;
        });
    }

    internal void RemoveAt(OrderedDictionary<TKey, TValue> map, int index) => Change(map, (this, map, index), static a =>
    {
        TKey key = a.map.GetAt(a.index).Key;
        a.map.RemoveAt(a.index);
        a.Item1.Forget(key);
        return true;
    });

    internal void SetAt(OrderedDictionary<TKey, TValue> map, int index, TValue value)
    {
        SharedWrites.Share(Header, value);
        Change(map, (this, map, index, value), static a =>
        {
            a.map.SetAt(a.index, a.value);
            a.Item1.RecordSet(a.map.GetAt(a.index).Key, a.value);
            return true;
        });
    }

    internal void SetAt(OrderedDictionary<TKey, TValue> map, int index, TKey key, TValue value)
    {
        SharePair(key, value);
        Change(map, (this, map, index, key, value), static a =>
        {
            TKey old = a.map.GetAt(a.index).Key;
            a.map.SetAt(a.index, a.key, a.value);
            a.Item1.Forget(old);
            a.Item1.AddAgain(a.map, a.index);
            return true;
        });
    }

    internal bool TryGetValue(OrderedDictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value, out int index)
    {
        (bool found, value, index) = Read(map, (map, key), static a => (a.map.TryGetValue(a.key, out TValue? there, out int place), there!, place));
        return found;
    }

    internal int EnsureCapacity(OrderedDictionary<TKey, TValue> map, int capacity) => Read(map, (map, capacity), static a => a.map.EnsureCapacity(a.capacity));

    internal void TrimExcess(OrderedDictionary<TKey, TValue> map) => Read(map, map, static m =>
    {
        m.TrimExcess();
        return true;
    });

    internal void TrimExcess(OrderedDictionary<TKey, TValue> map, int capacity) => Read(map, (map, capacity), static a =>
    {
        a.map.TrimExcess(a.capacity);
        return true;
    });

    // The order that the cluster has the entries in is not known here: all get it anew.
    protected override void RecordDifference(OrderedDictionary<TKey, TValue> map)
    {
        foreach (TKey gone in Ids.KeysWhere(key => !map.ContainsKey(key)))
            Forget(gone);
        AddAgain(map, 0);
    }

    void IListReplica<KeyValuePair<TKey, TValue>>.SetItem(object list, int index, KeyValuePair<TKey, TValue> value) => SetAt((OrderedDictionary<TKey, TValue>)list, index, value.Key, value.Value);

    void IListReplica<KeyValuePair<TKey, TValue>>.Insert(object list, int index, KeyValuePair<TKey, TValue> item) => Insert((OrderedDictionary<TKey, TValue>)list, index, item.Key, item.Value);

    void IListReplica<KeyValuePair<TKey, TValue>>.RemoveAt(object list, int index) => RemoveAt((OrderedDictionary<TKey, TValue>)list, index);

    private void AddAgain(OrderedDictionary<TKey, TValue> map, int first)
    {
        for (int i = first; i < map.Count; i++)
        {
            (TKey key, TValue value) = map.GetAt(i);
            Forget(key);
            RecordAdd(key, value);
        }
    }

    private void Forget(TKey key)
    {
        if (Ids.Remove(key, out ulong id))
            RecordRemove(id);
    }
}
