using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Collections;

/// <summary>
/// Operations of this node on one shared <see cref="ConcurrentDictionary{TKey, TValue}"/>. Each update runs under the lease of its key's stripe, so that it is atomic for its key in the whole cluster, and
/// is on its way before other threads see it.
/// </summary>
internal sealed class ConcurrentMapReplica<TKey, TValue>(SharedHeader header, ConcurrentDictionary<TKey, TValue> map)
    : MapReplica<ConcurrentDictionary<TKey, TValue>, TKey, TValue, ConcurrentDictionaryContent<TKey, TValue>>(header, map) where TKey : notnull
{
    private readonly int _stripes = KeyStripes.CountFor(KeyComparison<TKey>.ByEquality(map.Comparer));

    protected override bool IsLeased => true;

    /// <summary>The replica of a shared dictionary, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ConcurrentMapReplica<TKey, TValue>? Of(ConcurrentDictionary<TKey, TValue> map) => IsShared(map, out ConcurrentMapReplica<TKey, TValue>? replica) ? replica : null;

    /// <summary>Whether a dictionary is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(ConcurrentDictionary<TKey, TValue> map, [NotNullWhen(true)] out ConcurrentMapReplica<TKey, TValue>? replica)
    {
        if (ObjectMark.IsSet(map))
        {
            replica = Looks<ConcurrentDictionary<TKey, TValue>, SharedConcurrentDictionary<TKey, TValue>, ConcurrentMapReplica<TKey, TValue>>.Find(map);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a dictionary is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(ConcurrentDictionary<TKey, TValue> map)
    {
        if (ObjectMark.IsSet(map))
            Looks<ConcurrentDictionary<TKey, TValue>, SharedConcurrentDictionary<TKey, TValue>, ConcurrentMapReplica<TKey, TValue>>.Drain(map);
    }

    /// <summary>After a change of a dictionary that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(ConcurrentDictionary<TKey, TValue> map)
    {
        if (ObjectMark.IsSet(map))
            Looks<ConcurrentDictionary<TKey, TValue>, SharedConcurrentDictionary<TKey, TValue>, ConcurrentMapReplica<TKey, TValue>>.ReportLate(map);
    }

    internal override void Add(ConcurrentDictionary<TKey, TValue> map, TKey key, TValue value)
    {
        if (!TryAdd(map, key, value))
            throw new ArgumentException("The key already existed in the dictionary.");
    }

    internal override bool TryAdd(ConcurrentDictionary<TKey, TValue> map, TKey key, TValue value) => TryAdd(map, key, value, out _);

    /// <summary>The value that is there, or else <paramref name="value"/>, which is added.</summary>
    internal TValue GetOrAdd(ConcurrentDictionary<TKey, TValue> map, TKey key, TValue value) => TryAdd(map, key, value, out TValue? there) ? value : there!;

    internal override void SetItem(ConcurrentDictionary<TKey, TValue> map, TKey key, TValue value)
    {
        PlaceLock stripe = EnterStripe(map, key);
        try
        {
            Put(map, key, value);
        }
        finally
        {
            stripe.Exit();
        }
    }

    internal bool TryUpdate(ConcurrentDictionary<TKey, TValue> map, TKey key, TValue newValue, TValue comparisonValue)
    {
        PlaceLock stripe = EnterStripe(map, key);
        try
        {
            if (!map.TryGetValue(key, out TValue? there) || !EqualityComparer<TValue>.Default.Equals(there, comparisonValue))
                return false;
            Put(map, key, newValue);
            return true;
        }
        finally
        {
            stripe.Exit();
        }
    }

    internal override bool Remove(ConcurrentDictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        PlaceLock stripe = EnterStripe(map, key);
        try
        {
            return TakeOut(map, key, out value);
        }
        finally
        {
            stripe.Exit();
        }
    }

    internal bool Remove(ConcurrentDictionary<TKey, TValue> map, KeyValuePair<TKey, TValue> item)
    {
        PlaceLock stripe = EnterStripe(map, item.Key);
        try
        {
            return map.TryGetValue(item.Key, out TValue? there) && EqualityComparer<TValue>.Default.Equals(there, item.Value) && TakeOut(map, item.Key, out _);
        }
        finally
        {
            stripe.Exit();
        }
    }

    /// <summary>Each stripe in turn: what is added to one behind this stays, as if it had been added after the call.</summary>
    internal override void Clear(ConcurrentDictionary<TKey, TValue> map)
    {
        for (int part = 1; part <= _stripes; part++)
        {
            PlaceLock stripe = EnterStripe(map, (ushort)part);
            try
            {
                foreach (KeyValuePair<TKey, TValue> entry in map)
                {
                    if (KeyStripes.PartOf(entry.Key, _stripes) == part)
                        TakeOut(map, entry.Key, out _);
                }
            }
            finally
            {
                stripe.Exit();
            }
        }
    }

    private bool TryAdd(ConcurrentDictionary<TKey, TValue> map, TKey key, TValue value, out TValue? there)
    {
        PlaceLock stripe = EnterStripe(map, key);
        try
        {
            if (map.TryGetValue(key, out there))
                return false;
            Put(map, key, value);
            return true;
        }
        finally
        {
            stripe.Exit();
        }
    }

    private PlaceLock EnterStripe(ConcurrentDictionary<TKey, TValue> map, TKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return EnterStripe(map, KeyStripes.PartOf(key, _stripes));
    }

    // What came before the lease is in the queue of operations at the latest.
    private PlaceLock EnterStripe(ConcurrentDictionary<TKey, TValue> map, ushort part)
    {
        PlaceLock stripe = PlaceLock.Enter(Header, part);
        Drain(map);
        return stripe;
    }

    private void Put(ConcurrentDictionary<TKey, TValue> map, TKey key, TValue value)
    {
        SharedWrites.Check(Header);
        SharePair(key, value);
        Read(map, (this, key, value), static a =>
        {
            a.Item1.RecordSet(a.key, a.value);
            return true;
        });
        ThreadTransaction.Current.Publish();
        map[key] = value;
    }

    private bool TakeOut(ConcurrentDictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!map.ContainsKey(key))
        {
            value = default;
            return false;
        }
        SharedWrites.Check(Header);
        Read(map, (this, key), static a =>
        {
            if (a.Item1.Ids.Remove(a.key, out ulong id))
                a.Item1.RecordRemove(id);
            return true;
        });
        ThreadTransaction.Current.Publish();
        return map.TryRemove(key, out value);
    }
}
