using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections.Immutable;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of builders of an <see cref="ImmutableSortedSet{T}"/>. The unshared case costs a look at one flag.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableSortedSet`1/Builder", Untouched = "get_KeyComparer")]
public static class ImmutableSortedSetBuilderShims<T>
{
    /// <summary>See <c>Count</c> of the builder.</summary>
    public static int get_Count(ImmutableSortedSet<T>.Builder self) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).Count;

    /// <summary>See <c>KeyComparer</c> of the builder.</summary>
    public static void set_KeyComparer(ImmutableSortedSet<T>.Builder self, IComparer<T>? value) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Unshared(self).KeyComparer = value!;

    /// <summary>See <c>Add</c> of the builder.</summary>
    public static bool Add(ImmutableSortedSet<T>.Builder self, T item) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Add(self, item);

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableSortedSet<T>.Builder self, T item) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Remove(self, item);

    /// <summary>See <c>Clear</c> of the builder.</summary>
    public static void Clear(ImmutableSortedSet<T>.Builder self) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Clear(self);

    /// <summary>See <c>UnionWith</c> of the builder.</summary>
    public static void UnionWith(ImmutableSortedSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.UnionWith(self, other);

    /// <summary>See <c>ExceptWith</c> of the builder.</summary>
    public static void ExceptWith(ImmutableSortedSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.ExceptWith(self, other);

    /// <summary>See <c>IntersectWith</c> of the builder.</summary>
    public static void IntersectWith(ImmutableSortedSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.IntersectWith(self, other);

    /// <summary>See <c>SymmetricExceptWith</c> of the builder.</summary>
    public static void SymmetricExceptWith(ImmutableSortedSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.SymmetricExceptWith(self, other);

    /// <summary>See <c>IsProperSubsetOf</c> of the builder.</summary>
    public static bool IsProperSubsetOf(ImmutableSortedSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).IsProperSubsetOf(other);

    /// <summary>See <c>IsProperSupersetOf</c> of the builder.</summary>
    public static bool IsProperSupersetOf(ImmutableSortedSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).IsProperSupersetOf(other);

    /// <summary>See <c>IsSubsetOf</c> of the builder.</summary>
    public static bool IsSubsetOf(ImmutableSortedSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).IsSubsetOf(other);

    /// <summary>See <c>IsSupersetOf</c> of the builder.</summary>
    public static bool IsSupersetOf(ImmutableSortedSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).IsSupersetOf(other);

    /// <summary>See <c>Overlaps</c> of the builder.</summary>
    public static bool Overlaps(ImmutableSortedSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).Overlaps(other);

    /// <summary>See <c>SetEquals</c> of the builder.</summary>
    public static bool SetEquals(ImmutableSortedSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).SetEquals(other);

    /// <summary>See <c>Contains</c> of the builder.</summary>
    public static bool Contains(ImmutableSortedSet<T>.Builder self, T item) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).Contains(item);

    /// <summary>See <c>TryGetValue</c> of the builder.</summary>
    public static bool TryGetValue(ImmutableSortedSet<T>.Builder self, T equalValue, out T actualValue) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).TryGetValue(equalValue, out actualValue);

    /// <summary>See <c>GetEnumerator</c> of the builder.</summary>
    public static ImmutableSortedSet<T>.Enumerator GetEnumerator(ImmutableSortedSet<T>.Builder self) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).GetEnumerator();

    /// <summary>See <c>ToImmutable</c> of the builder.</summary>
    public static ImmutableSortedSet<T> ToImmutable(ImmutableSortedSet<T>.Builder self) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).ToImmutable();

    /// <summary>See <c>Item</c> of the builder.</summary>
    public static T get_Item(ImmutableSortedSet<T>.Builder self, int index) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self)[index];

    /// <summary>See <c>ItemRef</c> of the builder.</summary>
    public static ref readonly T ItemRef(ImmutableSortedSet<T>.Builder self, int index) => ref SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).ItemRef(index);

    /// <summary>See <c>Max</c> of the builder.</summary>
    public static T? get_Max(ImmutableSortedSet<T>.Builder self) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).Max;

    /// <summary>See <c>Min</c> of the builder.</summary>
    public static T? get_Min(ImmutableSortedSet<T>.Builder self) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).Min;

    /// <summary>See <c>IndexOf</c> of the builder.</summary>
    public static int IndexOf(ImmutableSortedSet<T>.Builder self, T item) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).IndexOf(item);

    /// <summary>See <c>Reverse</c> of the builder.</summary>
    public static IEnumerable<T> Reverse(ImmutableSortedSet<T>.Builder self) => SetBuilderCalls<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>.Current(self).Reverse();
}
