using System.Diagnostics.CodeAnalysis;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The content of a <see cref="Dictionary{TKey, TValue}"/>.</summary>
internal readonly struct DictionaryContent<TKey, TValue> : IMapContent<Dictionary<TKey, TValue>, TKey, TValue> where TKey : notnull
{
    public static Dictionary<TKey, TValue> Create(KeyComparison<TKey> comparison) => new SharedDictionary<TKey, TValue>(comparison.Equality);

    public static Replica MakeReplica(SharedHeader header, Dictionary<TKey, TValue> map) => new MapReplica<TKey, TValue>(header, map);

    public static KeyComparison<TKey> ComparisonOf(Dictionary<TKey, TValue> map) => KeyComparison<TKey>.ByEquality(map.Comparer);

    public static KeyComparison<TKey> ReadComparison(ref WireReader reader) => PortableComparers.ReadEquality<TKey>(ref reader);

    public static bool IsSorted => false;

    public static long Stamp(Dictionary<TKey, TValue> map) => ContentStamp<TKey, TValue>.Of(map);

    public static int Count(Dictionary<TKey, TValue> map) => map.Count;

    public static bool Contains(Dictionary<TKey, TValue> map, TKey key) => map.ContainsKey(key);

    public static void Clear(Dictionary<TKey, TValue> map) => map.Clear();

    public static bool TryGet(Dictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value) => map.TryGetValue(key, out value);

    public static TValue Get(Dictionary<TKey, TValue> map, TKey key) => map[key];

    public static void Add(Dictionary<TKey, TValue> map, TKey key, TValue value) => map.Add(key, value);

    public static bool TryAdd(Dictionary<TKey, TValue> map, TKey key, TValue value) => map.TryAdd(key, value);

    public static void Set(Dictionary<TKey, TValue> map, TKey key, TValue value) => map[key] = value;

    public static bool Remove(Dictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value) => map.Remove(key, out value);

    public static KeyValuePair<TKey, TValue>[] Copy(Dictionary<TKey, TValue> map)
    {
        List<KeyValuePair<TKey, TValue>> copy = new(map.Count);
        foreach (KeyValuePair<TKey, TValue> entry in map)
            copy.Add(entry);
        return [.. copy];
    }
}
