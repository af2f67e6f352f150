using System.Collections.Immutable;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.CopyOnWrite;

/// <summary>How values of one class of sets are read and made.</summary>
internal interface ISetValue<TSet, T>
{
    static abstract long StampOf(TSet value);

    static abstract KeyComparison<T> ComparisonOf(TSet value);

    static abstract T[] Copy(TSet value);

    static abstract TSet Make(KeyComparison<T> comparison, T[] items);
}

/// <summary>A content whose source is a set.</summary>
internal sealed class SetForm<TValue, TSet, T, TContent, TValues> : ContentForm<TValue>
    where TValue : class
    where TSet : class
    where TContent : struct, ISetContent<TSet, T>
    where TValues : struct, ISetValue<TValue, T>
{
    internal override object? KeyOf(TValue? value) => value;

    internal override void Check(TValue value, string place) => ContentClasses.Check(typeof(TValue), value, place);

    internal override long StampOf(TValue value) => TValues.StampOf(value);

    internal override object MakeSource(TValue value)
    {
        TSet set = TContent.Create(TValues.ComparisonOf(value));
        foreach (T item in Snapshots.Take(value, TValues.Copy))
            TContent.Add(set, item);
        return set;
    }

    internal override bool Fits(object source, TValue value) => PortableComparers.AreSame(TContent.ComparisonOf((TSet)source), TValues.ComparisonOf(value));

    internal override TValue Take(object source, out long version)
    {
        TSet set = (TSet)source;
        (T[] items, version) = Headers.Of(set) is { } header ? SetReplica<TSet, T, TContent>.Of(header, set).Take(set) : (TContent.Copy(set), 0);
        return TValues.Make(TContent.ComparisonOf(set), items);
    }

    internal override TValue Clone(TValue value) => TValues.Make(TValues.ComparisonOf(value), Snapshots.Take(value, TValues.Copy));

    internal override void Share(object source, TValue known, TValue value, string place)
    {
        foreach (T item in Difference(source, known, value).Added)
            ArgumentSharer.Share(item, Headers.Of(source), place, item);
    }

    internal override long Record(object source, TValue known, long version, TValue value)
    {
        TSet set = (TSet)source;
        (T[] removed, T[] added) = Difference(source, known, value);
        if (Headers.Of(set) is { } header)
            return SetReplica<TSet, T, TContent>.Of(header, set).Edit(set, removed, added, version);
        foreach (T item in removed)
            TContent.Remove(set, item);
        foreach (T item in added)
            TContent.Add(set, item);
        return 0;
    }

    private static (T[] Removed, T[] Added) Difference(object source, TValue known, TValue value)
    {
        ISet<T> left = TContent.MakePlain((TSet)source, Snapshots.Take(known, TValues.Copy));
        T[] added = Array.FindAll(Snapshots.Take(value, TValues.Copy), item => !left.Remove(item));
        return ([.. left], added);
    }
}

/// <summary>Values that are of the source's own class.</summary>
internal readonly struct OwnSetValue<TSet, T, TContent> : ISetValue<TSet, T>
    where TSet : class
    where TContent : struct, ISetContent<TSet, T>
{
    public static long StampOf(TSet value) => TContent.Stamp(value);

    public static KeyComparison<T> ComparisonOf(TSet value) => TContent.ComparisonOf(value);

    public static T[] Copy(TSet value) => TContent.Copy(value);

    public static TSet Make(KeyComparison<T> comparison, T[] items)
    {
        TSet made = TContent.Create(comparison);
        foreach (T item in items)
            TContent.Add(made, item);
        return made;
    }
}

/// <summary>Values that are immutable sets.</summary>
internal readonly struct ImmutableSetValue<T> : ISetValue<ImmutableHashSet<T>, T>
{
    public static long StampOf(ImmutableHashSet<T> value) => ContentStamp.Unknown;

    public static KeyComparison<T> ComparisonOf(ImmutableHashSet<T> value) => KeyComparison<T>.ByEquality(value.KeyComparer);

    public static T[] Copy(ImmutableHashSet<T> value) => [.. value];

    public static ImmutableHashSet<T> Make(KeyComparison<T> comparison, T[] items) => ImmutableHashSet.CreateRange(comparison.Equality, items);
}

/// <summary>Values that are immutable sorted sets.</summary>
internal readonly struct ImmutableSortedSetValue<T> : ISetValue<ImmutableSortedSet<T>, T>
{
    public static long StampOf(ImmutableSortedSet<T> value) => ContentStamp.Unknown;

    public static KeyComparison<T> ComparisonOf(ImmutableSortedSet<T> value) => KeyComparison<T>.ByOrder(value.KeyComparer);

    public static T[] Copy(ImmutableSortedSet<T> value) => [.. value];

    public static ImmutableSortedSet<T> Make(KeyComparison<T> comparison, T[] items) => ImmutableSortedSet.CreateRange(comparison.Order, items);
}
