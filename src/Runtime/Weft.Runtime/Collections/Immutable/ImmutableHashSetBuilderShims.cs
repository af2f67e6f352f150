using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections;
using Weft.Runtime.Collections.Immutable;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of builders of an <see cref="ImmutableHashSet{T}"/>. The unshared case costs a look at one flag.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableHashSet`1/Builder", Untouched = "get_KeyComparer")]
public static class ImmutableHashSetBuilderShims<T>
{
    /// <summary>See <c>Count</c> of the builder.</summary>
    public static int get_Count(ImmutableHashSet<T>.Builder self) => Current(self).Count;

    /// <summary>See <c>KeyComparer</c> of the builder.</summary>
    public static void set_KeyComparer(ImmutableHashSet<T>.Builder self, IEqualityComparer<T>? value)
    {
        if (Of(self) is not null)
            throw ImmutableBuilders.OtherComparer();
        self.KeyComparer = value!;
        LookAgain(self);
    }

    /// <summary>See <c>Add</c> of the builder.</summary>
    public static bool Add(ImmutableHashSet<T>.Builder self, T item)
    {
        if (Of(self) is { } replica)
            return replica.Add(self, item);
        bool result = self.Add(item);
        LookAgain(self);
        return result;
    }

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableHashSet<T>.Builder self, T item)
    {
        if (Of(self) is { } replica)
            return replica.Remove(self, item);
        bool result = self.Remove(item);
        LookAgain(self);
        return result;
    }

    /// <summary>See <c>Clear</c> of the builder.</summary>
    public static void Clear(ImmutableHashSet<T>.Builder self)
    {
        if (Of(self) is { } replica)
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        LookAgain(self);
    }

    /// <summary>See <c>UnionWith</c> of the builder.</summary>
    public static void UnionWith(ImmutableHashSet<T>.Builder self, IEnumerable<T> other)
    {
        if (Of(self) is { } replica)
        {
            replica.UnionWith(self, other);
            return;
        }
        self.UnionWith(other);
        LookAgain(self);
    }

    /// <summary>See <c>ExceptWith</c> of the builder.</summary>
    public static void ExceptWith(ImmutableHashSet<T>.Builder self, IEnumerable<T> other)
    {
        if (Of(self) is { } replica)
        {
            replica.ExceptWith(self, other);
            return;
        }
        self.ExceptWith(other);
        LookAgain(self);
    }

    /// <summary>See <c>IntersectWith</c> of the builder.</summary>
    public static void IntersectWith(ImmutableHashSet<T>.Builder self, IEnumerable<T> other)
    {
        if (Of(self) is { } replica)
        {
            replica.IntersectWith(self, other);
            return;
        }
        self.IntersectWith(other);
        LookAgain(self);
    }

    /// <summary>See <c>SymmetricExceptWith</c> of the builder.</summary>
    public static void SymmetricExceptWith(ImmutableHashSet<T>.Builder self, IEnumerable<T> other)
    {
        if (Of(self) is { } replica)
        {
            replica.SymmetricExceptWith(self, other);
            return;
        }
        self.SymmetricExceptWith(other);
        LookAgain(self);
    }

    /// <summary>See <c>IsProperSubsetOf</c> of the builder.</summary>
    public static bool IsProperSubsetOf(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => Current(self).IsProperSubsetOf(other);

    /// <summary>See <c>IsProperSupersetOf</c> of the builder.</summary>
    public static bool IsProperSupersetOf(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => Current(self).IsProperSupersetOf(other);

    /// <summary>See <c>IsSubsetOf</c> of the builder.</summary>
    public static bool IsSubsetOf(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => Current(self).IsSubsetOf(other);

    /// <summary>See <c>IsSupersetOf</c> of the builder.</summary>
    public static bool IsSupersetOf(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => Current(self).IsSupersetOf(other);

    /// <summary>See <c>Overlaps</c> of the builder.</summary>
    public static bool Overlaps(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => Current(self).Overlaps(other);

    /// <summary>See <c>SetEquals</c> of the builder.</summary>
    public static bool SetEquals(ImmutableHashSet<T>.Builder self, IEnumerable<T> other) => Current(self).SetEquals(other);

    /// <summary>See <c>Contains</c> of the builder.</summary>
    public static bool Contains(ImmutableHashSet<T>.Builder self, T item) => Current(self).Contains(item);

    /// <summary>See <c>TryGetValue</c> of the builder.</summary>
    public static bool TryGetValue(ImmutableHashSet<T>.Builder self, T equalValue, out T actualValue) => Current(self).TryGetValue(equalValue, out actualValue);

    /// <summary>See <c>GetEnumerator</c> of the builder.</summary>
    public static ImmutableHashSet<T>.Enumerator GetEnumerator(ImmutableHashSet<T>.Builder self) => Current(self).GetEnumerator();

    /// <summary>See <c>ToImmutable</c> of the builder.</summary>
    public static ImmutableHashSet<T> ToImmutable(ImmutableHashSet<T>.Builder self) => Current(self).ToImmutable();

    private static SetBuilderReplica<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>? Of(ImmutableHashSet<T>.Builder self) => SealedReplicas<ImmutableHashSet<T>.Builder, SetBuilderReplica<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>>.Of(self);

    private static ImmutableHashSet<T>.Builder Current(ImmutableHashSet<T>.Builder self) => SealedReplicas<ImmutableHashSet<T>.Builder, SetBuilderReplica<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>>.Current(self);

    private static void LookAgain(ImmutableHashSet<T>.Builder self) => SealedReplicas<ImmutableHashSet<T>.Builder, SetBuilderReplica<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>>.LookAgain(self);
}
