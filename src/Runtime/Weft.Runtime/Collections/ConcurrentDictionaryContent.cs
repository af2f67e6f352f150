using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The content of a <see cref="ConcurrentDictionary{TKey, TValue}"/>.</summary>
internal readonly struct ConcurrentDictionaryContent<TKey, TValue> : IMapContent<ConcurrentDictionary<TKey, TValue>, TKey, TValue> where TKey : notnull
{
    public static ConcurrentDictionary<TKey, TValue> Create(KeyComparison<TKey> comparison) => new SharedConcurrentDictionary<TKey, TValue>(comparison.Equality);

    public static Replica MakeReplica(SharedHeader header, ConcurrentDictionary<TKey, TValue> map) => new ConcurrentMapReplica<TKey, TValue>(header, map);

    public static KeyComparison<TKey> ComparisonOf(ConcurrentDictionary<TKey, TValue> map) => KeyComparison<TKey>.ByEquality(map.Comparer);

    public static KeyComparison<TKey> ReadComparison(ref WireReader reader) => PortableComparers.ReadEquality<TKey>(ref reader);

    public static bool IsSorted => false;

    public static long Stamp(ConcurrentDictionary<TKey, TValue> map) => ContentStamp.Unknown;

    public static int Count(ConcurrentDictionary<TKey, TValue> map) => map.Count;

    public static bool Contains(ConcurrentDictionary<TKey, TValue> map, TKey key) => map.ContainsKey(key);

    public static void Clear(ConcurrentDictionary<TKey, TValue> map) => map.Clear();

    public static bool TryGet(ConcurrentDictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value) => map.TryGetValue(key, out value);

    public static TValue Get(ConcurrentDictionary<TKey, TValue> map, TKey key) => map[key];

    public static void Add(ConcurrentDictionary<TKey, TValue> map, TKey key, TValue value)
    {
        if (!map.TryAdd(key, value))
            throw new ArgumentException("The key already existed in the dictionary.");
    }

    public static bool TryAdd(ConcurrentDictionary<TKey, TValue> map, TKey key, TValue value) => map.TryAdd(key, value);

    public static void Set(ConcurrentDictionary<TKey, TValue> map, TKey key, TValue value) => map[key] = value;

    public static bool Remove(ConcurrentDictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value) => map.TryRemove(key, out value);

    public static KeyValuePair<TKey, TValue>[] Copy(ConcurrentDictionary<TKey, TValue> map) => map.ToArray();
}
