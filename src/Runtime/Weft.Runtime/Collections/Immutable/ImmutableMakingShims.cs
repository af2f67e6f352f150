using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections.Immutable;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of <see cref="ImmutableArray"/> that read a builder.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableArray", Untouched = "*")]
public static class ImmutableArrayMakingShims
{
    /// <summary>See <see cref="ImmutableArray.ToImmutableArray{TSource}(ImmutableArray{TSource}.Builder)"/>.</summary>
    public static ImmutableArray<TSource> ToImmutableArray<TSource>(ImmutableArray<TSource>.Builder builder) => ImmutableArrayBuilderShims<TSource>.Current(builder).ToImmutableArray();
}

/// <summary>Replaces the members of <see cref="ImmutableList"/> that read a builder.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableList", Untouched = "*")]
public static class ImmutableListMakingShims
{
    /// <summary>See <see cref="ImmutableList.ToImmutableList{TSource}(ImmutableList{TSource}.Builder)"/>.</summary>
    public static ImmutableList<TSource> ToImmutableList<TSource>(ImmutableList<TSource>.Builder builder) => ImmutableListBuilderShims<TSource>.Current(builder).ToImmutableList();
}

/// <summary>Replaces the members of <see cref="ImmutableHashSet"/> that read a builder.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableHashSet", Untouched = "*")]
public static class ImmutableHashSetMakingShims
{
    /// <summary>See <see cref="ImmutableHashSet.ToImmutableHashSet{TSource}(ImmutableHashSet{TSource}.Builder)"/>.</summary>
    public static ImmutableHashSet<TSource> ToImmutableHashSet<TSource>(ImmutableHashSet<TSource>.Builder builder) =>
        SetBuilderCalls<ImmutableHashSet<TSource>.Builder, TSource, HashSetBuilderContent<TSource>>.Current(builder).ToImmutableHashSet();
}

/// <summary>Replaces the members of <see cref="ImmutableSortedSet"/> that read a builder.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableSortedSet", Untouched = "*")]
public static class ImmutableSortedSetMakingShims
{
    /// <summary>See <see cref="ImmutableSortedSet.ToImmutableSortedSet{TSource}(ImmutableSortedSet{TSource}.Builder)"/>.</summary>
    public static ImmutableSortedSet<TSource> ToImmutableSortedSet<TSource>(ImmutableSortedSet<TSource>.Builder builder) =>
        SetBuilderCalls<ImmutableSortedSet<TSource>.Builder, TSource, SortedSetBuilderContent<TSource>>.Current(builder).ToImmutableSortedSet();
}

/// <summary>Replaces the members of <see cref="ImmutableDictionary"/> that read a builder.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableDictionary", Untouched = "*")]
public static class ImmutableDictionaryMakingShims
{
    /// <summary>See <see cref="ImmutableDictionary.ToImmutableDictionary{TKey, TValue}(ImmutableDictionary{TKey, TValue}.Builder)"/>.</summary>
    public static ImmutableDictionary<TKey, TValue> ToImmutableDictionary<TKey, TValue>(ImmutableDictionary<TKey, TValue>.Builder builder) where TKey : notnull =>
        MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(builder).ToImmutableDictionary();
}

/// <summary>Replaces the members of <see cref="ImmutableSortedDictionary"/> that read a builder.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableSortedDictionary", Untouched = "*")]
public static class ImmutableSortedDictionaryMakingShims
{
    /// <summary>See <see cref="ImmutableSortedDictionary.ToImmutableSortedDictionary{TKey, TValue}(ImmutableSortedDictionary{TKey, TValue}.Builder)"/>.</summary>
    public static ImmutableSortedDictionary<TKey, TValue> ToImmutableSortedDictionary<TKey, TValue>(ImmutableSortedDictionary<TKey, TValue>.Builder builder) where TKey : notnull =>
        MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(builder).ToImmutableSortedDictionary();
}
