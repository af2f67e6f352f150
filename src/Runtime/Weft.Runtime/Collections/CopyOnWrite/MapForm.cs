using System.Collections.Immutable;
using Weft.Runtime.Collections.Pools;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.CopyOnWrite;

/// <summary>How values of one class of maps are read and made.</summary>
internal interface IMapValue<T, TKey, TValue>
{
    static abstract long StampOf(T value);

    static abstract KeyComparison<TKey> ComparisonOf(T value);

    static abstract KeyValuePair<TKey, TValue>[] Copy(T value);

    static abstract T Make(KeyComparison<TKey> comparison, KeyValuePair<TKey, TValue>[] entries);
}

/// <summary>A content whose source is a map.</summary>
internal sealed class MapForm<T, TMap, TKey, TValue, TContent, TValues> : ContentForm<T>
    where T : class
    where TMap : class
    where TKey : notnull
    where TContent : struct, IMapContent<TMap, TKey, TValue>
    where TValues : struct, IMapValue<T, TKey, TValue>
{
    internal override object? KeyOf(T? value) => value;

    internal override void Check(T value, string place) => ContentClasses.Check(typeof(T), value, place);

    internal override long StampOf(T value) => TValues.StampOf(value);

    internal override object MakeSource(T value)
    {
        TMap map = TContent.Create(TValues.ComparisonOf(value));
        foreach ((TKey key, TValue item) in Snapshots.Take(value, TValues.Copy))
            TContent.Set(map, key, item);
        return map;
    }

    internal override bool Fits(object source, T value) => PortableComparers.AreSame(TContent.ComparisonOf((TMap)source), TValues.ComparisonOf(value));

    internal override T Take(object source, out long version)
    {
        TMap map = (TMap)source;
        (KeyValuePair<TKey, TValue>[] entries, version) = Headers.Of(map) is { } header ? MapReplica<TMap, TKey, TValue, TContent>.Of(header, map).Take(map) : (TContent.Copy(map), 0);
        return TValues.Make(TContent.ComparisonOf(map), entries);
    }

    internal override T Clone(T value) => TValues.Make(TValues.ComparisonOf(value), Snapshots.Take(value, TValues.Copy));

    internal override void Share(object source, T known, T value, string place)
    {
        foreach ((TKey key, TValue item) in Difference(known, value).Set)
        {
            ArgumentSharer.Share(key, Headers.Of(source), place, key);
            ArgumentSharer.Share(item, Headers.Of(source), place, key);
        }
    }

    internal override long Record(object source, T known, long version, T value)
    {
        TMap map = (TMap)source;
        (TKey[] removed, KeyValuePair<TKey, TValue>[] set) = Difference(known, value);
        if (Headers.Of(map) is { } header)
            return MapReplica<TMap, TKey, TValue, TContent>.Of(header, map).Edit(map, removed, set, version);
        foreach (TKey key in removed)
            TContent.Remove(map, key, out _);
        foreach ((TKey key, TValue item) in set)
            TContent.Set(map, key, item);
        return 0;
    }

    private static (TKey[] Removed, KeyValuePair<TKey, TValue>[] Set) Difference(T known, T value)
    {
        KeyComparison<TKey> comparison = TValues.ComparisonOf(value);
        IDictionary<TKey, TValue> left = comparison.Order is { } order ? new SortedDictionary<TKey, TValue>(order) : new Dictionary<TKey, TValue>(comparison.Equality);
        foreach ((TKey key, TValue item) in Snapshots.Take(known, TValues.Copy))
            left[key] = item;
        List<KeyValuePair<TKey, TValue>> set = [];
        foreach (KeyValuePair<TKey, TValue> entry in Snapshots.Take(value, TValues.Copy))
        {
            if (!left.Remove(entry.Key, out TValue? there) || !Sameness<TValue>.Instance.Equals(there, entry.Value))
                set.Add(entry);
        }
        return ([.. left.Keys], [.. set]);
    }
}

/// <summary>Values that are of the source's own class.</summary>
internal readonly struct OwnMapValue<TMap, TKey, TValue, TContent> : IMapValue<TMap, TKey, TValue>
    where TMap : class
    where TContent : struct, IMapContent<TMap, TKey, TValue>
{
    public static long StampOf(TMap value) => TContent.Stamp(value);

    public static KeyComparison<TKey> ComparisonOf(TMap value) => TContent.ComparisonOf(value);

    public static KeyValuePair<TKey, TValue>[] Copy(TMap value) => TContent.Copy(value);

    public static TMap Make(KeyComparison<TKey> comparison, KeyValuePair<TKey, TValue>[] entries)
    {
        TMap made = TContent.Create(comparison);
        foreach ((TKey key, TValue value) in entries)
            TContent.Set(made, key, value);
        return made;
    }
}

/// <summary>Values that are immutable dictionaries.</summary>
internal readonly struct ImmutableMapValue<TKey, TValue> : IMapValue<ImmutableDictionary<TKey, TValue>, TKey, TValue> where TKey : notnull
{
    public static long StampOf(ImmutableDictionary<TKey, TValue> value) => ContentStamp.Unknown;

    public static KeyComparison<TKey> ComparisonOf(ImmutableDictionary<TKey, TValue> value) => KeyComparison<TKey>.ByEquality(value.KeyComparer);

    public static KeyValuePair<TKey, TValue>[] Copy(ImmutableDictionary<TKey, TValue> value) => [.. value];

    public static ImmutableDictionary<TKey, TValue> Make(KeyComparison<TKey> comparison, KeyValuePair<TKey, TValue>[] entries) => ImmutableDictionary.CreateRange(comparison.Equality, entries);
}

/// <summary>Values that are immutable sorted dictionaries.</summary>
internal readonly struct ImmutableSortedMapValue<TKey, TValue> : IMapValue<ImmutableSortedDictionary<TKey, TValue>, TKey, TValue> where TKey : notnull
{
    public static long StampOf(ImmutableSortedDictionary<TKey, TValue> value) => ContentStamp.Unknown;

    public static KeyComparison<TKey> ComparisonOf(ImmutableSortedDictionary<TKey, TValue> value) => KeyComparison<TKey>.ByOrder(value.KeyComparer);

    public static KeyValuePair<TKey, TValue>[] Copy(ImmutableSortedDictionary<TKey, TValue> value) => [.. value];

    public static ImmutableSortedDictionary<TKey, TValue> Make(KeyComparison<TKey> comparison, KeyValuePair<TKey, TValue>[] entries) => ImmutableSortedDictionary.CreateRange(comparison.Order, entries);
}
