using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections.Immutable;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of builders of an <see cref="ImmutableHashSet{T}"/>. The unshared case costs a look at one flag.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableHashSet`1/Builder", Untouched = "get_KeyComparer")]
public static class ImmutableHashSetBuilderShims<T>
{
    /// <summary>See <c>Count</c> of the builder.</summary>
    public static int get_Count(ImmutableHashSet<T>.Builder self) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Current(self).Count;

    /// <summary>See <c>KeyComparer</c> of the builder.</summary>
    public static void set_KeyComparer(ImmutableHashSet<T>.Builder self, IEqualityComparer<T>? value) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Unshared(self).KeyComparer = value!;

    /// <summary>See <c>Add</c> of the builder.</summary>
    public static bool Add(ImmutableHashSet<T>.Builder self, T item) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Add(self, item);

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableHashSet<T>.Builder self, T item) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Remove(self, item);

    /// <summary>See <c>Clear</c> of the builder.</summary>
    public static void Clear(ImmutableHashSet<T>.Builder self) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Clear(self);

    /// <summary>See <c>UnionWith</c> of the builder.</summary>
    public static void UnionWith(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.UnionWith(self, other);

    /// <summary>See <c>ExceptWith</c> of the builder.</summary>
    public static void ExceptWith(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.ExceptWith(self, other);

    /// <summary>See <c>IntersectWith</c> of the builder.</summary>
    public static void IntersectWith(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.IntersectWith(self, other);

    /// <summary>See <c>SymmetricExceptWith</c> of the builder.</summary>
    public static void SymmetricExceptWith(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.SymmetricExceptWith(self, other);

    /// <summary>See <c>IsProperSubsetOf</c> of the builder.</summary>
    public static bool IsProperSubsetOf(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Current(self).IsProperSubsetOf(other);

    /// <summary>See <c>IsProperSupersetOf</c> of the builder.</summary>
    public static bool IsProperSupersetOf(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Current(self).IsProperSupersetOf(other);

    /// <summary>See <c>IsSubsetOf</c> of the builder.</summary>
    public static bool IsSubsetOf(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Current(self).IsSubsetOf(other);

    /// <summary>See <c>IsSupersetOf</c> of the builder.</summary>
    public static bool IsSupersetOf(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Current(self).IsSupersetOf(other);

    /// <summary>See <c>Overlaps</c> of the builder.</summary>
    public static bool Overlaps(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Current(self).Overlaps(other);

    /// <summary>See <c>SetEquals</c> of the builder.</summary>
    public static bool SetEquals(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Current(self).SetEquals(other);

    /// <summary>See <c>Contains</c> of the builder.</summary>
    public static bool Contains(ImmutableHashSet<T>.Builder self, T item) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Current(self).Contains(item);

    /// <summary>See <c>TryGetValue</c> of the builder.</summary>
    public static bool TryGetValue(ImmutableHashSet<T>.Builder self, T equalValue, out T actualValue) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Current(self).TryGetValue(equalValue, out actualValue);

    /// <summary>See <c>GetEnumerator</c> of the builder.</summary>
    public static ImmutableHashSet<T>.Enumerator GetEnumerator(ImmutableHashSet<T>.Builder self) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Current(self).GetEnumerator();

    /// <summary>See <c>ToImmutable</c> of the builder.</summary>
    public static ImmutableHashSet<T> ToImmutable(ImmutableHashSet<T>.Builder self) => SetBuilderCalls<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>.Current(self).ToImmutable();
}
