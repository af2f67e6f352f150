using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Immutable;

/// <summary>The content of a builder of an <see cref="ImmutableDictionary{TKey, TValue}"/>.</summary>
internal readonly struct DictionaryBuilderContent<TKey, TValue> : IMapContent<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue> where TKey : notnull
{
    public static ImmutableDictionary<TKey, TValue>.Builder Create(KeyComparison<TKey> comparison) => ImmutableDictionary.CreateBuilder<TKey, TValue>(comparison.Equality);

    public static Replica MakeReplica(SharedHeader header, ImmutableDictionary<TKey, TValue>.Builder map) => new MapBuilderReplica<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>(header, map);

    public static KeyComparison<TKey> ComparisonOf(ImmutableDictionary<TKey, TValue>.Builder map)
    {
        ImmutableBuilders.RequireDefault(map.ValueComparer);
        return KeyComparison<TKey>.ByEquality(map.KeyComparer);
    }

    public static KeyComparison<TKey> ReadComparison(ref WireReader reader) => PortableComparers.ReadEquality<TKey>(ref reader);

    public static bool IsSorted => false;

    public static long Stamp(ImmutableDictionary<TKey, TValue>.Builder map) => ContentStamp.Of(Version(map), map.Count);

    public static int Count(ImmutableDictionary<TKey, TValue>.Builder map) => map.Count;

    public static bool Contains(ImmutableDictionary<TKey, TValue>.Builder map, TKey key) => map.ContainsKey(key);

    public static void Clear(ImmutableDictionary<TKey, TValue>.Builder map) => map.Clear();

    public static bool TryGet(ImmutableDictionary<TKey, TValue>.Builder map, TKey key, [MaybeNullWhen(false)] out TValue value) => map.TryGetValue(key, out value);

    public static TValue Get(ImmutableDictionary<TKey, TValue>.Builder map, TKey key) => map[key];

    public static void Add(ImmutableDictionary<TKey, TValue>.Builder map, TKey key, TValue value) => map.Add(key, value);

    public static bool TryAdd(ImmutableDictionary<TKey, TValue>.Builder map, TKey key, TValue value) => MapBuilders.TryAdd(map, key, value);

    public static void Set(ImmutableDictionary<TKey, TValue>.Builder map, TKey key, TValue value) => MapBuilders.Set(map, key, value);

    public static bool Remove(ImmutableDictionary<TKey, TValue>.Builder map, TKey key, [MaybeNullWhen(false)] out TValue value) => MapBuilders.Remove(map, key, out value);

    public static KeyValuePair<TKey, TValue>[] Copy(ImmutableDictionary<TKey, TValue>.Builder map) => [.. map.ToImmutable()];

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(ImmutableDictionary<TKey, TValue>.Builder map);
}

/// <summary>The content of a builder of an <see cref="ImmutableSortedDictionary{TKey, TValue}"/>.</summary>
internal readonly struct SortedDictionaryBuilderContent<TKey, TValue> : IMapContent<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue> where TKey : notnull
{
    public static ImmutableSortedDictionary<TKey, TValue>.Builder Create(KeyComparison<TKey> comparison) => ImmutableSortedDictionary.CreateBuilder<TKey, TValue>(comparison.Order);

    public static Replica MakeReplica(SharedHeader header, ImmutableSortedDictionary<TKey, TValue>.Builder map) => new MapBuilderReplica<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>(header, map);

    public static KeyComparison<TKey> ComparisonOf(ImmutableSortedDictionary<TKey, TValue>.Builder map)
    {
        ImmutableBuilders.RequireDefault(map.ValueComparer);
        return KeyComparison<TKey>.ByOrder(map.KeyComparer);
    }

    public static KeyComparison<TKey> ReadComparison(ref WireReader reader) => PortableComparers.ReadOrder<TKey>(ref reader);

    public static bool IsSorted => true;

    public static long Stamp(ImmutableSortedDictionary<TKey, TValue>.Builder map) => ContentStamp.Of(Version(map), map.Count);

    public static int Count(ImmutableSortedDictionary<TKey, TValue>.Builder map) => map.Count;

    public static bool Contains(ImmutableSortedDictionary<TKey, TValue>.Builder map, TKey key) => map.ContainsKey(key);

    public static void Clear(ImmutableSortedDictionary<TKey, TValue>.Builder map) => map.Clear();

    public static bool TryGet(ImmutableSortedDictionary<TKey, TValue>.Builder map, TKey key, [MaybeNullWhen(false)] out TValue value) => map.TryGetValue(key, out value);

    public static TValue Get(ImmutableSortedDictionary<TKey, TValue>.Builder map, TKey key) => map[key];

    public static void Add(ImmutableSortedDictionary<TKey, TValue>.Builder map, TKey key, TValue value) => map.Add(key, value);

    public static bool TryAdd(ImmutableSortedDictionary<TKey, TValue>.Builder map, TKey key, TValue value) => MapBuilders.TryAdd(map, key, value);

    public static void Set(ImmutableSortedDictionary<TKey, TValue>.Builder map, TKey key, TValue value) => MapBuilders.Set(map, key, value);

    public static bool Remove(ImmutableSortedDictionary<TKey, TValue>.Builder map, TKey key, [MaybeNullWhen(false)] out TValue value) => MapBuilders.Remove(map, key, out value);

    public static KeyValuePair<TKey, TValue>[] Copy(ImmutableSortedDictionary<TKey, TValue>.Builder map) => [.. map.ToImmutable()];

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(ImmutableSortedDictionary<TKey, TValue>.Builder map);
}

/// <summary>What builders of both kinds of immutable maps have no member of their own for.</summary>
internal static class MapBuilders
{
    internal static bool TryAdd<TKey, TValue>(IDictionary<TKey, TValue> map, TKey key, TValue value)
    {
        if (map.ContainsKey(key))
            return false;
        map.Add(key, value);
        return true;
    }

    // The setter would compare the values, by code that may be the program's.
    internal static void Set<TKey, TValue>(IDictionary<TKey, TValue> map, TKey key, TValue value)
    {
        map.Remove(key);
        map.Add(key, value);
    }

    internal static bool Remove<TKey, TValue>(IDictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value) => map.TryGetValue(key, out value) && map.Remove(key);
}

/// <summary>Operations of this node on one shared builder of an immutable map.</summary>
internal sealed class MapBuilderReplica<TMap, TKey, TValue, TContent>(SharedHeader header, TMap map) : MapReplica<TMap, TKey, TValue, TContent>(header, map)
    where TMap : class
    where TKey : notnull
    where TContent : struct, IMapContent<TMap, TKey, TValue>
{
    // As in the framework, what is there already with the same value may be added again. The values' equality may be the program's: it runs outside the latch.
    internal override void Add(TMap map, TKey key, TValue value)
    {
        while (!TryAdd(map, key, value))
        {
            if (!TryGetValue(map, key, out TValue? there))
                continue;
            if (EqualityComparer<TValue>.Default.Equals(there, value))
                return;
            throw new ArgumentException($"An element with the same key but a different value already exists. Key: '{key}'");
        }
    }

    internal void AddEach(TMap map, IEnumerable<KeyValuePair<TKey, TValue>> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach ((TKey key, TValue value) in (KeyValuePair<TKey, TValue>[])[.. items])
            Add(map, key, value);
    }

    /// <summary>Adds all or none.</summary>
    internal void AddRange(TMap map, IEnumerable<KeyValuePair<TKey, TValue>> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        KeyValuePair<TKey, TValue>[] all = [.. items];
        TMap trial = TContent.Create(TContent.ComparisonOf(map));
        foreach ((TKey key, TValue value) in all)
        {
            if (TryGetValue(map, key, out TValue? there))
                TContent.TryAdd(trial, key, there);
            TContent.Add(trial, key, value);
        }
        AddEach(map, all);
    }

    internal void RemoveRange(TMap map, IEnumerable<TKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (TKey key in (TKey[])[.. keys])
            Remove(map, key);
    }
}
