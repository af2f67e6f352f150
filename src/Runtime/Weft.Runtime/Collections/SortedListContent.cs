using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The content of a <see cref="SortedList{TKey, TValue}"/>.</summary>
internal readonly struct SortedListContent<TKey, TValue> : IIndexedMapContent<SortedList<TKey, TValue>, TKey, TValue> where TKey : notnull
{
    public static SortedList<TKey, TValue> Create(KeyComparison<TKey> comparison) => new SharedSortedList<TKey, TValue>(comparison.Order);

    public static Replica MakeReplica(SharedHeader header, SortedList<TKey, TValue> map) => new SortedListReplica<TKey, TValue>(header, map);

    public static KeyComparison<TKey> ComparisonOf(SortedList<TKey, TValue> map) => KeyComparison<TKey>.ByOrder(map.Comparer);

    public static KeyComparison<TKey> ReadComparison(ref WireReader reader) => PortableComparers.ReadOrder<TKey>(ref reader);

    public static bool IsSorted => true;

    public static long Stamp(SortedList<TKey, TValue> map) => ContentStamp<TKey, TValue>.Of(map);

    public static int Count(SortedList<TKey, TValue> map) => map.Count;

    public static bool Contains(SortedList<TKey, TValue> map, TKey key) => map.ContainsKey(key);

    public static void Clear(SortedList<TKey, TValue> map) => map.Clear();

    public static bool TryGet(SortedList<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value) => map.TryGetValue(key, out value);

    public static TValue Get(SortedList<TKey, TValue> map, TKey key) => map[key];

    public static void Add(SortedList<TKey, TValue> map, TKey key, TValue value) => map.Add(key, value);

    public static bool TryAdd(SortedList<TKey, TValue> map, TKey key, TValue value)
    {
        if (map.ContainsKey(key))
            return false;
        map.Add(key, value);
        return true;
    }

    public static void Set(SortedList<TKey, TValue> map, TKey key, TValue value) => map[key] = value;

    public static bool Remove(SortedList<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value) =>
        map.TryGetValue(key, out value) && map.Remove(key);

    public static TKey KeyAt(SortedList<TKey, TValue> map, int index) => map.GetKeyAtIndex(index);

    public static void RemoveAt(SortedList<TKey, TValue> map, int index) => map.RemoveAt(index);

    public static void SetAt(SortedList<TKey, TValue> map, int index, TValue value) => map.SetValueAtIndex(index, value);

    public static KeyValuePair<TKey, TValue>[] Copy(SortedList<TKey, TValue> map)
    {
        List<KeyValuePair<TKey, TValue>> copy = new(map.Count);
        foreach (KeyValuePair<TKey, TValue> entry in map)
            copy.Add(entry);
        return [.. copy];
    }
}

/// <summary>Operations of this node on one shared <see cref="SortedList{TKey, TValue}"/>.</summary>
internal sealed class SortedListReplica<TKey, TValue>(SharedHeader header, SortedList<TKey, TValue> map)
    : IndexedMapReplica<SortedList<TKey, TValue>, TKey, TValue, SortedListContent<TKey, TValue>>(header, map) where TKey : notnull
{
    /// <summary>The replica of a shared list, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static SortedListReplica<TKey, TValue>? Of(SortedList<TKey, TValue> map) => IsShared(map, out SortedListReplica<TKey, TValue>? replica) ? replica : null;

    /// <summary>Whether a list is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(SortedList<TKey, TValue> map, [NotNullWhen(true)] out SortedListReplica<TKey, TValue>? replica)
    {
        if (ObjectMark.IsSet(map))
        {
            replica = Looks<SortedList<TKey, TValue>, SharedSortedList<TKey, TValue>, SortedListReplica<TKey, TValue>>.Find(map);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a list is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(SortedList<TKey, TValue> map)
    {
        if (ObjectMark.IsSet(map))
            Looks<SortedList<TKey, TValue>, SharedSortedList<TKey, TValue>, SortedListReplica<TKey, TValue>>.Drain(map);
    }

    /// <summary>After a change of a list that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(SortedList<TKey, TValue> map)
    {
        if (ObjectMark.IsSet(map))
            Looks<SortedList<TKey, TValue>, SharedSortedList<TKey, TValue>, SortedListReplica<TKey, TValue>>.ReportLate(map);
    }
}
