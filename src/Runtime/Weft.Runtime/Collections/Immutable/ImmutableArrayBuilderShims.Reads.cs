using System.Collections.Immutable;
using Weft.Runtime.Barriers;

namespace Weft.Runtime.Contract;

/// <content>Members that only read.</content>
public static partial class ImmutableArrayBuilderShims<T>
{
    /// <summary>See <c>Contains</c> of the builder.</summary>
    public static bool Contains(ImmutableArray<T>.Builder self, T item) => Current(self).Contains(item);

    /// <summary>See <c>ToArray</c> of the builder.</summary>
    public static T[] ToArray(ImmutableArray<T>.Builder self) => Current(self).ToArray();

    /// <summary>See <c>GetEnumerator</c> of the builder.</summary>
    public static IEnumerator<T> GetEnumerator(ImmutableArray<T>.Builder self) => Current(self).GetEnumerator();

    /// <summary>See <c>CopyTo</c> of the builder.</summary>
    public static void CopyTo(ImmutableArray<T>.Builder self, T[] array, int index)
    {
        Current(self).CopyTo(array, index);
        ArrayWrites.Written(array, index, self.Count);
    }

    /// <summary>See <c>CopyTo</c> of the builder.</summary>
    public static void CopyTo(ImmutableArray<T>.Builder self, T[] destination)
    {
        Current(self).CopyTo(destination);
        ArrayWrites.Written(destination, 0, self.Count);
    }

    /// <summary>See <c>CopyTo</c> of the builder.</summary>
    public static void CopyTo(ImmutableArray<T>.Builder self, int sourceIndex, T[] destination, int destinationIndex, int length)
    {
        Current(self).CopyTo(sourceIndex, destination, destinationIndex, length);
        ArrayWrites.Written(destination, destinationIndex, length);
    }

    /// <summary>See <c>CopyTo</c> of the builder.</summary>
    public static void CopyTo(ImmutableArray<T>.Builder self, Span<T> destination) => Current(self).CopyTo(destination);

    /// <summary>See <c>IndexOf</c> of the builder.</summary>
    public static int IndexOf(ImmutableArray<T>.Builder self, T item) => Current(self).IndexOf(item);

    /// <summary>See <c>IndexOf</c> of the builder.</summary>
    public static int IndexOf(ImmutableArray<T>.Builder self, T item, int startIndex) => Current(self).IndexOf(item, startIndex);

    /// <summary>See <c>IndexOf</c> of the builder.</summary>
    public static int IndexOf(ImmutableArray<T>.Builder self, T item, int startIndex, int count) => Current(self).IndexOf(item, startIndex, count);

    /// <summary>See <c>IndexOf</c> of the builder.</summary>
    public static int IndexOf(ImmutableArray<T>.Builder self, T item, int startIndex, int count, IEqualityComparer<T>? equalityComparer) => Current(self).IndexOf(item, startIndex, count, equalityComparer);

    /// <summary>See <c>IndexOf</c> of the builder.</summary>
    public static int IndexOf(ImmutableArray<T>.Builder self, T item, int startIndex, IEqualityComparer<T>? equalityComparer) => Current(self).IndexOf(item, startIndex, equalityComparer);

    /// <summary>See <c>LastIndexOf</c> of the builder.</summary>
    public static int LastIndexOf(ImmutableArray<T>.Builder self, T item) => Current(self).LastIndexOf(item);

    /// <summary>See <c>LastIndexOf</c> of the builder.</summary>
    public static int LastIndexOf(ImmutableArray<T>.Builder self, T item, int startIndex) => Current(self).LastIndexOf(item, startIndex);

    /// <summary>See <c>LastIndexOf</c> of the builder.</summary>
    public static int LastIndexOf(ImmutableArray<T>.Builder self, T item, int startIndex, int count) => Current(self).LastIndexOf(item, startIndex, count);

    /// <summary>See <c>LastIndexOf</c> of the builder.</summary>
    public static int LastIndexOf(ImmutableArray<T>.Builder self, T item, int startIndex, int count, IEqualityComparer<T>? equalityComparer) => Current(self).LastIndexOf(item, startIndex, count, equalityComparer);

    /// <summary>See <c>ToImmutable</c> of the builder.</summary>
    public static ImmutableArray<T> ToImmutable(ImmutableArray<T>.Builder self) => Current(self).ToImmutable();
}
