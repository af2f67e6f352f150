using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections;
using Weft.Runtime.Collections.Immutable;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of builders of an <see cref="ImmutableArray{T}"/>. The unshared case costs a look at one flag.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableArray`1/Builder", Untouched = "get_Capacity")]
public static partial class ImmutableArrayBuilderShims<T>
{
    /// <summary>See <c>Count</c> of the builder.</summary>
    public static int get_Count(ImmutableArray<T>.Builder self) => Current(self).Count;

    /// <summary>See <c>Item</c> of the builder.</summary>
    public static T get_Item(ImmutableArray<T>.Builder self, int index) => Current(self)[index];

    /// <summary>See <c>ItemRef</c> of the builder.</summary>
    public static ref readonly T ItemRef(ImmutableArray<T>.Builder self, int index) => ref Current(self).ItemRef(index);

    /// <summary>See <c>Capacity</c> of the builder.</summary>
    public static void set_Capacity(ImmutableArray<T>.Builder self, int value)
    {
        if (Of(self) is { } replica)
        {
            replica.Read(self, (self, value), static a => a.self.Capacity = a.value);
            return;
        }
        self.Capacity = value;
        LookAgain(self);
    }

    /// <summary>See <c>Count</c> of the builder.</summary>
    public static void set_Count(ImmutableArray<T>.Builder self, int value) => Rearrange(self, builder => builder.Count = value);

    /// <summary>See <c>Item</c> of the builder.</summary>
    public static void set_Item(ImmutableArray<T>.Builder self, int index, T value)
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
    public static void Add(ImmutableArray<T>.Builder self, T item)
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
    public static void Insert(ImmutableArray<T>.Builder self, int index, T item)
    {
        if (Of(self) is { } replica)
        {
            replica.InsertRange(self, index, [item]);
            return;
        }
        self.Insert(index, item);
        LookAgain(self);
    }

    /// <summary>See <c>InsertRange</c> of the builder.</summary>
    public static void InsertRange(ImmutableArray<T>.Builder self, int index, IEnumerable<T> items)
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

    /// <summary>See <c>InsertRange</c> of the builder.</summary>
    public static void InsertRange(ImmutableArray<T>.Builder self, int index, ImmutableArray<T> items)
    {
        if (Of(self) is { } replica)
        {
            replica.InsertRange(self, index, items);
            return;
        }
        self.InsertRange(index, items);
        LookAgain(self);
    }

    /// <summary>See <c>RemoveAt</c> of the builder.</summary>
    public static void RemoveAt(ImmutableArray<T>.Builder self, int index)
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
    public static void Clear(ImmutableArray<T>.Builder self)
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
    public static bool Remove(ImmutableArray<T>.Builder self, T element)
    {
        if (Of(self) is { } replica)
            return replica.Remove(self, element);
        bool result = self.Remove(element);
        LookAgain(self);
        return result;
    }

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableArray<T>.Builder self, T element, IEqualityComparer<T>? equalityComparer)
    {
        if (Of(self) is { } replica)
            return replica.Remove(self, element, equalityComparer);
        bool result = self.Remove(element, equalityComparer);
        LookAgain(self);
        return result;
    }

    /// <summary>See <c>RemoveAll</c> of the builder.</summary>
    public static void RemoveAll(ImmutableArray<T>.Builder self, Predicate<T> match) => Rearrange(self, builder => builder.RemoveAll(match));

    /// <summary>See <c>RemoveRange</c> of the builder.</summary>
    public static void RemoveRange(ImmutableArray<T>.Builder self, int index, int length) => Rearrange(self, builder => builder.RemoveRange(index, length));

    /// <summary>See <c>RemoveRange</c> of the builder.</summary>
    public static void RemoveRange(ImmutableArray<T>.Builder self, IEnumerable<T> items) => Rearrange(self, builder => builder.RemoveRange(items));

    /// <summary>See <c>RemoveRange</c> of the builder.</summary>
    public static void RemoveRange(ImmutableArray<T>.Builder self, IEnumerable<T> items, IEqualityComparer<T>? equalityComparer) => Rearrange(self, builder => builder.RemoveRange(items, equalityComparer));

    /// <summary>See <c>Replace</c> of the builder.</summary>
    public static void Replace(ImmutableArray<T>.Builder self, T oldValue, T newValue) => Rearrange(self, builder => builder.Replace(oldValue, newValue));

    /// <summary>See <c>Replace</c> of the builder.</summary>
    public static void Replace(ImmutableArray<T>.Builder self, T oldValue, T newValue, IEqualityComparer<T>? equalityComparer) => Rearrange(self, builder => builder.Replace(oldValue, newValue, equalityComparer));

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange(ImmutableArray<T>.Builder self, IEnumerable<T> items)
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

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange(ImmutableArray<T>.Builder self, T[] items)
    {
        if (Of(self) is { } replica)
        {
            replica.AddRange(self, items);
            return;
        }
        self.AddRange(items);
        LookAgain(self);
    }

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange(ImmutableArray<T>.Builder self, T[] items, int length) => Rearrange(self, builder => builder.AddRange(items, length));

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange<TDerived>(ImmutableArray<T>.Builder self, TDerived[] items) where TDerived : T => Rearrange(self, builder => builder.AddRange(items));

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange(ImmutableArray<T>.Builder self, ImmutableArray<T> items)
    {
        if (Of(self) is { } replica)
        {
            replica.AddRange(self, items);
            return;
        }
        self.AddRange(items);
        LookAgain(self);
    }

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange(ImmutableArray<T>.Builder self, ImmutableArray<T> items, int length) => Rearrange(self, builder => builder.AddRange(items, length));

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange(ImmutableArray<T>.Builder self, ReadOnlySpan<T> items)
    {
        if (Of(self) is { } replica)
        {
            replica.AddRange(self, items.ToArray());
            return;
        }
        self.AddRange(items);
        LookAgain(self);
    }

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange<TDerived>(ImmutableArray<T>.Builder self, ReadOnlySpan<TDerived> items) where TDerived : T
    {
        if (Of(self) is { } replica)
        {
            AddRange(self, items.ToArray());
            return;
        }
        self.AddRange(items);
        LookAgain(self);
    }

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange<TDerived>(ImmutableArray<T>.Builder self, ImmutableArray<TDerived> items) where TDerived : T => Rearrange(self, builder => builder.AddRange(items));

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange(ImmutableArray<T>.Builder self, ImmutableArray<T>.Builder items) => Rearrange(self, builder => builder.AddRange(items));

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange<TDerived>(ImmutableArray<T>.Builder self, ImmutableArray<TDerived>.Builder items) where TDerived : T => Rearrange(self, builder => builder.AddRange(items));

    /// <summary>See <c>MoveToImmutable</c> of the builder.</summary>
    public static ImmutableArray<T> MoveToImmutable(ImmutableArray<T>.Builder self) => Rearrange(self, builder => ReferenceEquals(builder, self) ? self.MoveToImmutable() : ImmutableBuilders.MoveAs(self, builder));

    /// <summary>See <c>DrainToImmutable</c> of the builder.</summary>
    public static ImmutableArray<T> DrainToImmutable(ImmutableArray<T>.Builder self) => Rearrange(self, static builder => builder.DrainToImmutable());

    /// <summary>See <c>Reverse</c> of the builder.</summary>
    public static void Reverse(ImmutableArray<T>.Builder self) => Rearrange(self, static builder => builder.Reverse());

    /// <summary>See <c>Sort</c> of the builder.</summary>
    public static void Sort(ImmutableArray<T>.Builder self) => Rearrange(self, static builder => builder.Sort());

    /// <summary>See <c>Sort</c> of the builder.</summary>
    public static void Sort(ImmutableArray<T>.Builder self, Comparison<T> comparison) => Rearrange(self, builder => builder.Sort(comparison));

    /// <summary>See <c>Sort</c> of the builder.</summary>
    public static void Sort(ImmutableArray<T>.Builder self, IComparer<T>? comparer) => Rearrange(self, builder => builder.Sort(comparer));

    /// <summary>See <c>Sort</c> of the builder.</summary>
    public static void Sort(ImmutableArray<T>.Builder self, int index, int count, IComparer<T>? comparer) => Rearrange(self, builder => builder.Sort(index, count, comparer));

    private static SequenceBuilderReplica<ImmutableArray<T>.Builder, T, ArrayBuilderContent<T>>? Of(ImmutableArray<T>.Builder self) => SealedReplicas<ImmutableArray<T>.Builder, SequenceBuilderReplica<ImmutableArray<T>.Builder, T, ArrayBuilderContent<T>>>.Of(self);

    internal static bool IsShared(ImmutableArray<T>.Builder self) => Of(self) is not null;

    internal static ImmutableArray<T>.Builder Current(ImmutableArray<T>.Builder self) => SealedReplicas<ImmutableArray<T>.Builder, SequenceBuilderReplica<ImmutableArray<T>.Builder, T, ArrayBuilderContent<T>>>.Current(self);

    private static void LookAgain(ImmutableArray<T>.Builder self) => SealedReplicas<ImmutableArray<T>.Builder, SequenceBuilderReplica<ImmutableArray<T>.Builder, T, ArrayBuilderContent<T>>>.LookAgain(self);

    private static void Rearrange(ImmutableArray<T>.Builder self, Action<ImmutableArray<T>.Builder> rearrange)
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

    private static TResult Rearrange<TResult>(ImmutableArray<T>.Builder self, Func<ImmutableArray<T>.Builder, TResult> rearrange)
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
