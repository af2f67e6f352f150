using System.Diagnostics.CodeAnalysis;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Ordered;

/// <summary>The content of an <see cref="OrderedDictionary{TKey, TValue}"/>.</summary>
internal readonly struct OrderedDictionaryContent<TKey, TValue> : IMapContent<OrderedDictionary<TKey, TValue>, TKey, TValue> where TKey : notnull
{
    public static OrderedDictionary<TKey, TValue> Create(KeyComparison<TKey> comparison) => new SharedOrderedDictionary<TKey, TValue>(comparison.Equality);

    public static Replica MakeReplica(SharedHeader header, OrderedDictionary<TKey, TValue> map) => new OrderedDictionaryReplica<TKey, TValue>(header, map);

    public static KeyComparison<TKey> ComparisonOf(OrderedDictionary<TKey, TValue> map) => KeyComparison<TKey>.ByEquality(map.Comparer);

    public static KeyComparison<TKey> ReadComparison(ref WireReader reader) => PortableComparers.ReadEquality<TKey>(ref reader);

    public static bool IsSorted => false;

    public static long Stamp(OrderedDictionary<TKey, TValue> map) => ContentStamp<TKey, TValue>.Of(map);

    public static int Count(OrderedDictionary<TKey, TValue> map) => map.Count;

    public static bool Contains(OrderedDictionary<TKey, TValue> map, TKey key) => map.ContainsKey(key);

    public static void Clear(OrderedDictionary<TKey, TValue> map) => map.Clear();

    public static bool TryGet(OrderedDictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value) => map.TryGetValue(key, out value);

    public static TValue Get(OrderedDictionary<TKey, TValue> map, TKey key) => map[key];

    public static void Add(OrderedDictionary<TKey, TValue> map, TKey key, TValue value) => map.Add(key, value);

    public static bool TryAdd(OrderedDictionary<TKey, TValue> map, TKey key, TValue value) => map.TryAdd(key, value);

    public static void Set(OrderedDictionary<TKey, TValue> map, TKey key, TValue value) => map[key] = value;

    public static bool Remove(OrderedDictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value) => map.Remove(key, out value);

    public static KeyValuePair<TKey, TValue>[] Copy(OrderedDictionary<TKey, TValue> map)
    {
        List<KeyValuePair<TKey, TValue>> copy = new(map.Count);
        foreach (KeyValuePair<TKey, TValue> entry in map)
            copy.Add(entry);
        return [.. copy];
    }
}
