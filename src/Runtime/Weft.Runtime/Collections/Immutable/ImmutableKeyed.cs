using System.Collections.Immutable;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Immutable;

/// <summary>Immutable sets and maps: their first comparer is that of the keys.</summary>
internal abstract class ImmutableKeyedDescriptor<TCollection, TKey, TItem>(bool isSorted) : ImmutableDescriptor<TCollection, TItem> where TCollection : class, IEnumerable<TItem>
{
    protected override int Comparers => 1;

    protected abstract KeyComparison<TKey> ComparisonOf(TCollection collection);

    protected override void VisitComparers(TCollection collection, ReferenceVisitor visitor) => PortableComparers.Visit(ComparisonOf(collection), visitor);

    protected override void WriteComparers(TCollection collection, WireWriter writer) => PortableComparers.Write(writer, ComparisonOf(collection));

    protected override bool NeedsUserCode(WireReader content) =>
        (isSorted ? KeyTraits<TKey>.OrderNeedsUserCode : KeyTraits<TKey>.NeedsUserCode) || PortableComparers.IsOfProgram(content);
}

/// <summary>Immutable maps: their second comparer is that of the values.</summary>
internal abstract class ImmutableMapDescriptor<TMap, TKey, TValue>(bool isSorted) : ImmutableKeyedDescriptor<TMap, TKey, KeyValuePair<TKey, TValue>>(isSorted)
    where TMap : class, IEnumerable<KeyValuePair<TKey, TValue>>
{
    protected override int Comparers => 2;

    protected abstract IEqualityComparer<TValue> ValueComparerOf(TMap map);

    protected override void VisitComparers(TMap map, ReferenceVisitor visitor)
    {
        base.VisitComparers(map, visitor);
        PortableComparers.Visit(KeyComparison<TValue>.ByEquality(ValueComparerOf(map)), visitor);
    }

    protected override void WriteComparers(TMap map, WireWriter writer)
    {
        base.WriteComparers(map, writer);
        PortableComparers.Write(writer, KeyComparison<TValue>.ByEquality(ValueComparerOf(map)));
    }
}

internal sealed class ImmutableHashSetDescriptor<T>() : ImmutableKeyedDescriptor<ImmutableHashSet<T>, T, T>(isSorted: false)
{
    protected override KeyComparison<T> ComparisonOf(ImmutableHashSet<T> collection) => KeyComparison<T>.ByEquality(collection.KeyComparer);

    protected override ImmutableHashSet<T> Empty(ref WireReader comparers) => ImmutableHashSet.Create(PortableComparers.ReadEquality<T>(ref comparers).Equality);

    protected override ImmutableHashSet<T> Make(ImmutableHashSet<T> empty, T[] items) => empty.Union(items);
}

internal sealed class ImmutableSortedSetDescriptor<T>() : ImmutableKeyedDescriptor<ImmutableSortedSet<T>, T, T>(isSorted: true)
{
    protected override KeyComparison<T> ComparisonOf(ImmutableSortedSet<T> collection) => KeyComparison<T>.ByOrder(collection.KeyComparer);

    protected override ImmutableSortedSet<T> Empty(ref WireReader comparers) => ImmutableSortedSet.Create(PortableComparers.ReadOrder<T>(ref comparers).Order);

    protected override ImmutableSortedSet<T> Make(ImmutableSortedSet<T> empty, T[] items) => empty.Union(items);
}

internal sealed class ImmutableDictionaryDescriptor<TKey, TValue>() : ImmutableMapDescriptor<ImmutableDictionary<TKey, TValue>, TKey, TValue>(isSorted: false) where TKey : notnull
{
    protected override KeyComparison<TKey> ComparisonOf(ImmutableDictionary<TKey, TValue> collection) => KeyComparison<TKey>.ByEquality(collection.KeyComparer);

    protected override IEqualityComparer<TValue> ValueComparerOf(ImmutableDictionary<TKey, TValue> map) => map.ValueComparer;

    protected override ImmutableDictionary<TKey, TValue> Empty(ref WireReader comparers) =>
        ImmutableDictionary.Create(PortableComparers.ReadEquality<TKey>(ref comparers).Equality, PortableComparers.ReadEquality<TValue>(ref comparers).Equality);

    protected override ImmutableDictionary<TKey, TValue> Make(ImmutableDictionary<TKey, TValue> empty, KeyValuePair<TKey, TValue>[] items) => empty.AddRange(items);
}

internal sealed class ImmutableSortedDictionaryDescriptor<TKey, TValue>() : ImmutableMapDescriptor<ImmutableSortedDictionary<TKey, TValue>, TKey, TValue>(isSorted: true) where TKey : notnull
{
    protected override KeyComparison<TKey> ComparisonOf(ImmutableSortedDictionary<TKey, TValue> collection) => KeyComparison<TKey>.ByOrder(collection.KeyComparer);

    protected override IEqualityComparer<TValue> ValueComparerOf(ImmutableSortedDictionary<TKey, TValue> map) => map.ValueComparer;

    protected override ImmutableSortedDictionary<TKey, TValue> Empty(ref WireReader comparers) =>
        ImmutableSortedDictionary.Create(PortableComparers.ReadOrder<TKey>(ref comparers).Order, PortableComparers.ReadEquality<TValue>(ref comparers).Equality);

    protected override ImmutableSortedDictionary<TKey, TValue> Make(ImmutableSortedDictionary<TKey, TValue> empty, KeyValuePair<TKey, TValue>[] items) => empty.AddRange(items);
}
