using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The content of a <see cref="SortedDictionary{TKey, TValue}"/>.</summary>
internal readonly struct SortedDictionaryContent<TKey, TValue> : IMapContent<SortedDictionary<TKey, TValue>, TKey, TValue> where TKey : notnull
{
    public static SortedDictionary<TKey, TValue> Create(KeyComparison<TKey> comparison) => new SharedSortedDictionary<TKey, TValue>(comparison.Order);

    public static Replica MakeReplica(SharedHeader header, SortedDictionary<TKey, TValue> map) => new SortedDictionaryReplica<TKey, TValue>(header, map);

    public static KeyComparison<TKey> ComparisonOf(SortedDictionary<TKey, TValue> map) => KeyComparison<TKey>.ByOrder(map.Comparer);

    public static KeyComparison<TKey> ReadComparison(ref WireReader reader) => PortableComparers.ReadOrder<TKey>(ref reader);

    public static bool IsSorted => true;

    public static long Stamp(SortedDictionary<TKey, TValue> map) => ContentStamp<TKey, TValue>.Of(map);

    public static int Count(SortedDictionary<TKey, TValue> map) => map.Count;

    public static bool Contains(SortedDictionary<TKey, TValue> map, TKey key) => map.ContainsKey(key);

    public static void Clear(SortedDictionary<TKey, TValue> map) => map.Clear();

    public static bool TryGet(SortedDictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value) => map.TryGetValue(key, out value);

    public static TValue Get(SortedDictionary<TKey, TValue> map, TKey key) => map[key];

    public static void Add(SortedDictionary<TKey, TValue> map, TKey key, TValue value) => map.Add(key, value);

    public static bool TryAdd(SortedDictionary<TKey, TValue> map, TKey key, TValue value)
    {
        if (map.ContainsKey(key))
            return false;
        map.Add(key, value);
        return true;
    }

    public static void Set(SortedDictionary<TKey, TValue> map, TKey key, TValue value) => map[key] = value;

    public static bool Remove(SortedDictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value) =>
        map.TryGetValue(key, out value) && map.Remove(key);

    public static KeyValuePair<TKey, TValue>[] Copy(SortedDictionary<TKey, TValue> map)
    {
        List<KeyValuePair<TKey, TValue>> copy = new(map.Count);
        foreach (KeyValuePair<TKey, TValue> entry in map)
            copy.Add(entry);
        return [.. copy];
    }
}

/// <summary>Operations of this node on one shared <see cref="SortedDictionary{TKey, TValue}"/>.</summary>
internal sealed class SortedDictionaryReplica<TKey, TValue>(SharedHeader header, SortedDictionary<TKey, TValue> map)
    : MapReplica<SortedDictionary<TKey, TValue>, TKey, TValue, SortedDictionaryContent<TKey, TValue>>(header, map) where TKey : notnull
{
    /// <summary>The replica of a shared dictionary, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static SortedDictionaryReplica<TKey, TValue>? Of(SortedDictionary<TKey, TValue> map) => IsShared(map, out SortedDictionaryReplica<TKey, TValue>? replica) ? replica : null;

    /// <summary>Whether a dictionary is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(SortedDictionary<TKey, TValue> map, [NotNullWhen(true)] out SortedDictionaryReplica<TKey, TValue>? replica)
    {
        if (ObjectMark.IsSet(map))
        {
            replica = Looks<SortedDictionary<TKey, TValue>, SharedSortedDictionary<TKey, TValue>, SortedDictionaryReplica<TKey, TValue>>.Find(map);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a dictionary is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(SortedDictionary<TKey, TValue> map)
    {
        if (ObjectMark.IsSet(map))
            Looks<SortedDictionary<TKey, TValue>, SharedSortedDictionary<TKey, TValue>, SortedDictionaryReplica<TKey, TValue>>.Drain(map);
    }

    /// <summary>After a change of a dictionary that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(SortedDictionary<TKey, TValue> map)
    {
        if (ObjectMark.IsSet(map))
            Looks<SortedDictionary<TKey, TValue>, SharedSortedDictionary<TKey, TValue>, SortedDictionaryReplica<TKey, TValue>>.ReportLate(map);
    }
}
