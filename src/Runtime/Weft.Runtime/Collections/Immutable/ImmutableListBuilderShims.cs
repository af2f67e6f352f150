using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections;
using Weft.Runtime.Collections.Immutable;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of builders of an <see cref="ImmutableList{T}"/>. The unshared case costs a look at one flag.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableList`1/Builder", Untouched = "")]
public static partial class ImmutableListBuilderShims<T>
{
    /// <summary>See <c>Count</c> of the builder.</summary>
    public static int get_Count(ImmutableList<T>.Builder self) => Current(self).Count;

    /// <summary>See <c>Item</c> of the builder.</summary>
    public static T get_Item(ImmutableList<T>.Builder self, int index) => Current(self)[index];

    /// <summary>See <c>ItemRef</c> of the builder.</summary>
    public static ref readonly T ItemRef(ImmutableList<T>.Builder self, int index) => ref Current(self).ItemRef(index);

    /// <summary>See <c>Item</c> of the builder.</summary>
    public static void set_Item(ImmutableList<T>.Builder self, int index, T value)
    {
        if (Of(self) is { } replica)
        {
            replica.SetItem(self, index, value);
            return;
        }
        self[index] = value;
        LookAgain(self);
    }

    /// <summary>See <c>Add</c> of the builder.</summary>
    public static void Add(ImmutableList<T>.Builder self, T item)
    {
        if (Of(self) is { } replica)
        {
            replica.Add(self, item);
            return;
        }
        self.Add(item);
        LookAgain(self);
    }

    /// <summary>See <c>Insert</c> of the builder.</summary>
    public static void Insert(ImmutableList<T>.Builder self, int index, T item)
    {
        if (Of(self) is { } replica)
        {
            replica.InsertRange(self, index, [item]);
            return;
        }
        self.Insert(index, item);
        LookAgain(self);
    }

    /// <summary>See <c>RemoveAt</c> of the builder.</summary>
    public static void RemoveAt(ImmutableList<T>.Builder self, int index)
    {
        if (Of(self) is { } replica)
        {
            replica.RemoveAt(self, index);
            return;
        }
        self.RemoveAt(index);
        LookAgain(self);
    }

    /// <summary>See <c>Clear</c> of the builder.</summary>
    public static void Clear(ImmutableList<T>.Builder self)
    {
        if (Of(self) is { } replica)
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        LookAgain(self);
    }

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableList<T>.Builder self, T item)
    {
        if (Of(self) is { } replica)
            return replica.Remove(self, item);
        bool result = self.Remove(item);
        LookAgain(self);
        return result;
    }

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableList<T>.Builder self, T item, IEqualityComparer<T>? equalityComparer)
    {
        if (Of(self) is { } replica)
            return replica.Remove(self, item, equalityComparer);
        bool result = self.Remove(item, equalityComparer);
        LookAgain(self);
        return result;
    }

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange(ImmutableList<T>.Builder self, IEnumerable<T> items)
    {
        if (Of(self) is { } replica)
        {
            replica.AddRange(self, items);
            return;
        }
        try
        {
            self.AddRange(items);
        }
        finally
        {
            LookAgain(self);
        }
    }

    /// <summary>See <c>InsertRange</c> of the builder.</summary>
    public static void InsertRange(ImmutableList<T>.Builder self, int index, IEnumerable<T> items)
    {
        if (Of(self) is { } replica)
        {
            replica.InsertRange(self, index, items);
            return;
        }
        try
        {
            self.InsertRange(index, items);
        }
        finally
        {
            LookAgain(self);
        }
    }

    /// <summary>See <c>RemoveAll</c> of the builder.</summary>
    public static int RemoveAll(ImmutableList<T>.Builder self, Predicate<T> match) => Rearrange(self, builder => builder.RemoveAll(match));

    /// <summary>See <c>RemoveRange</c> of the builder.</summary>
    public static void RemoveRange(ImmutableList<T>.Builder self, int index, int count) => Rearrange(self, builder => builder.RemoveRange(index, count));

    /// <summary>See <c>RemoveRange</c> of the builder.</summary>
    public static void RemoveRange(ImmutableList<T>.Builder self, IEnumerable<T> items, IEqualityComparer<T>? equalityComparer) => Rearrange(self, builder => builder.RemoveRange(items, equalityComparer));

    /// <summary>See <c>RemoveRange</c> of the builder.</summary>
    public static void RemoveRange(ImmutableList<T>.Builder self, IEnumerable<T> items) => Rearrange(self, builder => builder.RemoveRange(items));

    /// <summary>See <c>Replace</c> of the builder.</summary>
    public static void Replace(ImmutableList<T>.Builder self, T oldValue, T newValue) => Rearrange(self, builder => builder.Replace(oldValue, newValue));

    /// <summary>See <c>Replace</c> of the builder.</summary>
    public static void Replace(ImmutableList<T>.Builder self, T oldValue, T newValue, IEqualityComparer<T>? equalityComparer) => Rearrange(self, builder => builder.Replace(oldValue, newValue, equalityComparer));

    /// <summary>See <c>Reverse</c> of the builder.</summary>
    public static void Reverse(ImmutableList<T>.Builder self) => Rearrange(self, static builder => builder.Reverse());

    /// <summary>See <c>Reverse</c> of the builder.</summary>
    public static void Reverse(ImmutableList<T>.Builder self, int index, int count) => Rearrange(self, builder => builder.Reverse(index, count));

    /// <summary>See <c>Sort</c> of the builder.</summary>
    public static void Sort(ImmutableList<T>.Builder self) => Rearrange(self, static builder => builder.Sort());

    /// <summary>See <c>Sort</c> of the builder.</summary>
    public static void Sort(ImmutableList<T>.Builder self, Comparison<T> comparison) => Rearrange(self, builder => builder.Sort(comparison));

    /// <summary>See <c>Sort</c> of the builder.</summary>
    public static void Sort(ImmutableList<T>.Builder self, IComparer<T>? comparer) => Rearrange(self, builder => builder.Sort(comparer));

    /// <summary>See <c>Sort</c> of the builder.</summary>
    public static void Sort(ImmutableList<T>.Builder self, int index, int count, IComparer<T>? comparer) => Rearrange(self, builder => builder.Sort(index, count, comparer));

    private static SequenceBuilderReplica<ImmutableList<T>.Builder, T, ListBuilderContent<T>>? Of(ImmutableList<T>.Builder self) => SealedReplicas<ImmutableList<T>.Builder, SequenceBuilderReplica<ImmutableList<T>.Builder, T, ListBuilderContent<T>>>.Of(self);

    internal static ImmutableList<T>.Builder Current(ImmutableList<T>.Builder self) => SealedReplicas<ImmutableList<T>.Builder, SequenceBuilderReplica<ImmutableList<T>.Builder, T, ListBuilderContent<T>>>.Current(self);

    private static void LookAgain(ImmutableList<T>.Builder self) => SealedReplicas<ImmutableList<T>.Builder, SequenceBuilderReplica<ImmutableList<T>.Builder, T, ListBuilderContent<T>>>.LookAgain(self);

    private static void Rearrange(ImmutableList<T>.Builder self, Action<ImmutableList<T>.Builder> rearrange)
    {
        if (Of(self) is { } replica)
        {
            replica.Rearrange(self, rearrange);
            return;
        }
        try
        {
            rearrange(self);
        }
        finally
        {
            LookAgain(self);
        }
    }

    private static TResult Rearrange<TResult>(ImmutableList<T>.Builder self, Func<ImmutableList<T>.Builder, TResult> rearrange)
    {
        if (Of(self) is { } replica)
            return replica.Rearrange(self, rearrange);
        try
        {
            return rearrange(self);
        }
        finally
        {
            LookAgain(self);
        }
    }
}
