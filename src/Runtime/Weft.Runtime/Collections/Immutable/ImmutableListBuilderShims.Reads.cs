using System.Collections.Immutable;
using Weft.Runtime.Barriers;

namespace Weft.Runtime.Contract;

/// <content>Members that only read.</content>
public static partial class ImmutableListBuilderShims<T>
{
    /// <summary>See <c>Contains</c> of the builder.</summary>
    public static bool Contains(ImmutableList<T>.Builder self, T item) => Current(self).Contains(item);

    /// <summary>See <c>GetEnumerator</c> of the builder.</summary>
    public static ImmutableList<T>.Enumerator GetEnumerator(ImmutableList<T>.Builder self) => Current(self).GetEnumerator();

    /// <summary>See <c>ForEach</c> of the builder.</summary>
    public static void ForEach(ImmutableList<T>.Builder self, Action<T> action) => Current(self).ForEach(action);

    /// <summary>See <c>CopyTo</c> of the builder.</summary>
    public static void CopyTo(ImmutableList<T>.Builder self, T[] array)
    {
        Current(self).CopyTo(array);
        ArrayWrites.Written(array, 0, self.Count);
    }

    /// <summary>See <c>CopyTo</c> of the builder.</summary>
    public static void CopyTo(ImmutableList<T>.Builder self, T[] array, int arrayIndex)
    {
        Current(self).CopyTo(array, arrayIndex);
        ArrayWrites.Written(array, arrayIndex, self.Count);
    }

    /// <summary>See <c>CopyTo</c> of the builder.</summary>
    public static void CopyTo(ImmutableList<T>.Builder self, int index, T[] array, int arrayIndex, int count)
    {
        Current(self).CopyTo(index, array, arrayIndex, count);
        ArrayWrites.Written(array, arrayIndex, count);
    }

    /// <summary>See <c>GetRange</c> of the builder.</summary>
    public static ImmutableList<T> GetRange(ImmutableList<T>.Builder self, int index, int count) => Current(self).GetRange(index, count);

    /// <summary>See <c>ConvertAll</c> of the builder.</summary>
    public static ImmutableList<TOutput> ConvertAll<TOutput>(ImmutableList<T>.Builder self, Func<T, TOutput> converter) => Current(self).ConvertAll<TOutput>(converter);

    /// <summary>See <c>Exists</c> of the builder.</summary>
    public static bool Exists(ImmutableList<T>.Builder self, Predicate<T> match) => Current(self).Exists(match);

    /// <summary>See <c>Find</c> of the builder.</summary>
    public static T? Find(ImmutableList<T>.Builder self, Predicate<T> match) => Current(self).Find(match);

    /// <summary>See <c>FindAll</c> of the builder.</summary>
    public static ImmutableList<T> FindAll(ImmutableList<T>.Builder self, Predicate<T> match) => Current(self).FindAll(match);

    /// <summary>See <c>FindIndex</c> of the builder.</summary>
    public static int FindIndex(ImmutableList<T>.Builder self, Predicate<T> match) => Current(self).FindIndex(match);

    /// <summary>See <c>FindIndex</c> of the builder.</summary>
    public static int FindIndex(ImmutableList<T>.Builder self, int startIndex, Predicate<T> match) => Current(self).FindIndex(startIndex, match);

    /// <summary>See <c>FindIndex</c> of the builder.</summary>
    public static int FindIndex(ImmutableList<T>.Builder self, int startIndex, int count, Predicate<T> match) => Current(self).FindIndex(startIndex, count, match);

    /// <summary>See <c>FindLastIndex</c> of the builder.</summary>
    public static int FindLastIndex(ImmutableList<T>.Builder self, Predicate<T> match) => Current(self).FindLastIndex(match);

    /// <summary>See <c>FindLastIndex</c> of the builder.</summary>
    public static int FindLastIndex(ImmutableList<T>.Builder self, int startIndex, Predicate<T> match) => Current(self).FindLastIndex(startIndex, match);

    /// <summary>See <c>FindLastIndex</c> of the builder.</summary>
    public static int FindLastIndex(ImmutableList<T>.Builder self, int startIndex, int count, Predicate<T> match) => Current(self).FindLastIndex(startIndex, count, match);

    /// <summary>See <c>FindLast</c> of the builder.</summary>
    public static T? FindLast(ImmutableList<T>.Builder self, Predicate<T> match) => Current(self).FindLast(match);

    /// <summary>See <c>IndexOf</c> of the builder.</summary>
    public static int IndexOf(ImmutableList<T>.Builder self, T item) => Current(self).IndexOf(item);

    /// <summary>See <c>IndexOf</c> of the builder.</summary>
    public static int IndexOf(ImmutableList<T>.Builder self, T item, int index) => Current(self).IndexOf(item, index);

    /// <summary>See <c>IndexOf</c> of the builder.</summary>
    public static int IndexOf(ImmutableList<T>.Builder self, T item, int index, int count) => Current(self).IndexOf(item, index, count);

    /// <summary>See <c>IndexOf</c> of the builder.</summary>
    public static int IndexOf(ImmutableList<T>.Builder self, T item, int index, int count, IEqualityComparer<T>? equalityComparer) => Current(self).IndexOf(item, index, count, equalityComparer);

    /// <summary>See <c>LastIndexOf</c> of the builder.</summary>
    public static int LastIndexOf(ImmutableList<T>.Builder self, T item) => Current(self).LastIndexOf(item);

    /// <summary>See <c>LastIndexOf</c> of the builder.</summary>
    public static int LastIndexOf(ImmutableList<T>.Builder self, T item, int startIndex) => Current(self).LastIndexOf(item, startIndex);

    /// <summary>See <c>LastIndexOf</c> of the builder.</summary>
    public static int LastIndexOf(ImmutableList<T>.Builder self, T item, int startIndex, int count) => Current(self).LastIndexOf(item, startIndex, count);

    /// <summary>See <c>LastIndexOf</c> of the builder.</summary>
    public static int LastIndexOf(ImmutableList<T>.Builder self, T item, int startIndex, int count, IEqualityComparer<T>? equalityComparer) => Current(self).LastIndexOf(item, startIndex, count, equalityComparer);

    /// <summary>See <c>TrueForAll</c> of the builder.</summary>
    public static bool TrueForAll(ImmutableList<T>.Builder self, Predicate<T> match) => Current(self).TrueForAll(match);

    /// <summary>See <c>BinarySearch</c> of the builder.</summary>
    public static int BinarySearch(ImmutableList<T>.Builder self, T item) => Current(self).BinarySearch(item);

    /// <summary>See <c>BinarySearch</c> of the builder.</summary>
    public static int BinarySearch(ImmutableList<T>.Builder self, T item, IComparer<T>? comparer) => Current(self).BinarySearch(item, comparer);

    /// <summary>See <c>BinarySearch</c> of the builder.</summary>
    public static int BinarySearch(ImmutableList<T>.Builder self, int index, int count, T item, IComparer<T>? comparer) => Current(self).BinarySearch(index, count, item, comparer);

    /// <summary>See <c>ToImmutable</c> of the builder.</summary>
    public static ImmutableList<T> ToImmutable(ImmutableList<T>.Builder self) => Current(self).ToImmutable();
}
