using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces those members of <see cref="Enumerable"/> that make a collection, so that it is of the runtime's own class: of another's it has to be asked in a table whether it is shared.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Linq.Enumerable", Untouched = "*")]
public static class EnumerableShims
{
    /// <summary>See <see cref="Enumerable.ToList{TSource}"/>.</summary>
    public static List<TSource> ToList<TSource>(IEnumerable<TSource> source) => FreshCollections.Own(source.ToList());

    /// <summary>See <see cref="Enumerable.ToHashSet{TSource}(IEnumerable{TSource})"/>.</summary>
    public static HashSet<TSource> ToHashSet<TSource>(IEnumerable<TSource> source) => ToHashSet(source, null);

    /// <summary>See <see cref="Enumerable.ToHashSet{TSource}(IEnumerable{TSource}, IEqualityComparer{TSource})"/>.</summary>
    public static HashSet<TSource> ToHashSet<TSource>(IEnumerable<TSource> source, IEqualityComparer<TSource>? comparer) =>
        Activation.IsActive && source is not null ? new SharedHashSet<TSource>(source, comparer) : source!.ToHashSet(comparer);

    /// <summary>See <see cref="Enumerable.ToDictionary{TKey, TValue}(IEnumerable{KeyValuePair{TKey, TValue}})"/>.</summary>
    public static Dictionary<TKey, TValue> ToDictionary<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> source) where TKey : notnull => ToDictionary(source, (IEqualityComparer<TKey>?)null);

    /// <summary>See <see cref="Enumerable.ToDictionary{TKey, TValue}(IEnumerable{KeyValuePair{TKey, TValue}}, IEqualityComparer{TKey})"/>.</summary>
    public static Dictionary<TKey, TValue> ToDictionary<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> source, IEqualityComparer<TKey>? comparer) where TKey : notnull =>
        Activation.IsActive && source is not null ? new SharedDictionary<TKey, TValue>(source, comparer) : source!.ToDictionary(comparer);

    /// <summary>See <see cref="Enumerable.ToDictionary{TKey, TValue}(IEnumerable{ValueTuple{TKey, TValue}})"/>.</summary>
    public static Dictionary<TKey, TValue> ToDictionary<TKey, TValue>(IEnumerable<(TKey Key, TValue Value)> source) where TKey : notnull => ToDictionary(source, (IEqualityComparer<TKey>?)null);

    /// <summary>See <see cref="Enumerable.ToDictionary{TKey, TValue}(IEnumerable{ValueTuple{TKey, TValue}}, IEqualityComparer{TKey})"/>.</summary>
    public static Dictionary<TKey, TValue> ToDictionary<TKey, TValue>(IEnumerable<(TKey Key, TValue Value)> source, IEqualityComparer<TKey>? comparer) where TKey : notnull =>
        Activation.IsActive && source is not null ? Fill(source, static pair => pair.Key, static pair => pair.Value, comparer) : source!.ToDictionary(comparer);

    /// <summary>See <see cref="Enumerable.ToDictionary{TSource, TKey}(IEnumerable{TSource}, Func{TSource, TKey})"/>.</summary>
    public static Dictionary<TKey, TSource> ToDictionary<TSource, TKey>(IEnumerable<TSource> source, Func<TSource, TKey> keySelector) where TKey : notnull => ToDictionary(source, keySelector, (IEqualityComparer<TKey>?)null);

    /// <summary>See <see cref="Enumerable.ToDictionary{TSource, TKey}(IEnumerable{TSource}, Func{TSource, TKey}, IEqualityComparer{TKey})"/>.</summary>
    public static Dictionary<TKey, TSource> ToDictionary<TSource, TKey>(IEnumerable<TSource> source, Func<TSource, TKey> keySelector, IEqualityComparer<TKey>? comparer) where TKey : notnull =>
        Activation.IsActive && source is not null && keySelector is not null ? Fill(source, keySelector, static item => item, comparer) : source!.ToDictionary(keySelector!, comparer);

    /// <summary>See <see cref="Enumerable.ToDictionary{TSource, TKey, TElement}(IEnumerable{TSource}, Func{TSource, TKey}, Func{TSource, TElement})"/>.</summary>
    public static Dictionary<TKey, TElement> ToDictionary<TSource, TKey, TElement>(IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector) where TKey : notnull =>
        ToDictionary(source, keySelector, elementSelector, null);

    /// <summary>See <see cref="Enumerable.ToDictionary{TSource, TKey, TElement}(IEnumerable{TSource}, Func{TSource, TKey}, Func{TSource, TElement}, IEqualityComparer{TKey})"/>.</summary>
    public static Dictionary<TKey, TElement> ToDictionary<TSource, TKey, TElement>(IEnumerable<TSource> source, Func<TSource, TKey> keySelector, Func<TSource, TElement> elementSelector, IEqualityComparer<TKey>? comparer) where TKey : notnull =>
        Activation.IsActive && source is not null && keySelector is not null && elementSelector is not null ? Fill(source, keySelector, elementSelector, comparer) : source!.ToDictionary(keySelector!, elementSelector!, comparer);

    // As large from the beginning as the framework makes it. Of a list it takes what is there at the beginning, whatever the functions do to it.
    private static SharedDictionary<TKey, TElement> Fill<TSource, TKey, TElement>(IEnumerable<TSource> source, Func<TSource, TKey> key, Func<TSource, TElement> element, IEqualityComparer<TKey>? comparer) where TKey : notnull
    {
        SharedDictionary<TKey, TElement> made = new(source.TryGetNonEnumeratedCount(out int count) ? count : 0, comparer);
        if (source is List<TSource> list)
        {
            ListReplica<TSource>.CatchUp(list);
            foreach (TSource item in CollectionsMarshal.AsSpan(list))
                made.Add(key(item), element(item));
            return made;
        }
        foreach (TSource item in source)
            made.Add(key(item), element(item));
        return made;
    }
}
