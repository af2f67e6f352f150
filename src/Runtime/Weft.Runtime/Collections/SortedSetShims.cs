using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="SortedSet{T}"/>'s constructors and members. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.SortedSet`1", Untouched = "CreateSetComparer get_Comparer")]
public static class SortedSetShims<T>
{
    /// <summary>See <see cref="SortedSet{T}.SortedSet()"/>.</summary>
    public static SortedSet<T> Create() => Activation.IsActive ? new SharedSortedSet<T>() : new SortedSet<T>();

    /// <summary>See <see cref="SortedSet{T}.SortedSet(IComparer{T})"/>.</summary>
    public static SortedSet<T> Create(IComparer<T>? comparer) => Activation.IsActive ? new SharedSortedSet<T>(comparer) : new SortedSet<T>(comparer);

    /// <summary>See <see cref="SortedSet{T}.SortedSet(IEnumerable{T})"/>.</summary>
    public static SortedSet<T> Create(IEnumerable<T> collection) => Activation.IsActive ? new SharedSortedSet<T>(collection) : new SortedSet<T>(collection);

    /// <summary>See <see cref="SortedSet{T}.SortedSet(IEnumerable{T}, IComparer{T})"/>.</summary>
    public static SortedSet<T> Create(IEnumerable<T> collection, IComparer<T>? comparer) => Activation.IsActive ? new SharedSortedSet<T>(collection, comparer) : new SortedSet<T>(collection, comparer);

    /// <summary>See <see cref="SortedSet{T}.Add(T)"/>.</summary>
    public static bool Add(SortedSet<T> self, T item)
    {
        if (SortedSetReplica<T>.IsShared(self, out SortedSetReplica<T>? replica))
            return replica.Add(self, item);
        bool result = self.Add(item);
        SortedSetReplica<T>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="SortedSet{T}.Remove(T)"/>.</summary>
    public static bool Remove(SortedSet<T> self, T item)
    {
        if (SortedSetReplica<T>.IsShared(self, out SortedSetReplica<T>? replica))
            return replica.Remove(self, item);
        bool result = self.Remove(item);
        SortedSetReplica<T>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="SortedSet{T}.RemoveWhere(Predicate{T})"/>.</summary>
    public static int RemoveWhere(SortedSet<T> self, Predicate<T> match)
    {
        if (SortedSetReplica<T>.IsShared(self, out SortedSetReplica<T>? replica))
            return replica.RemoveWhere(self, match);
        try
        {
            return self.RemoveWhere(match);
        }
        finally
        {
            SortedSetReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="SortedSet{T}.Clear()"/>.</summary>
    public static void Clear(SortedSet<T> self)
    {
        if (SortedSetReplica<T>.IsShared(self, out SortedSetReplica<T>? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        SortedSetReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedSet{T}.UnionWith(IEnumerable{T})"/>.</summary>
    public static void UnionWith(SortedSet<T> self, IEnumerable<T> other)
    {
        if (SortedSetReplica<T>.IsShared(self, out SortedSetReplica<T>? replica))
        {
            replica.UnionWith(self, other);
            return;
        }
        try
        {
            self.UnionWith(other);
        }
        finally
        {
            SortedSetReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="SortedSet{T}.ExceptWith(IEnumerable{T})"/>.</summary>
    public static void ExceptWith(SortedSet<T> self, IEnumerable<T> other)
    {
        if (SortedSetReplica<T>.IsShared(self, out SortedSetReplica<T>? replica))
        {
            replica.ExceptWith(self, other);
            return;
        }
        try
        {
            self.ExceptWith(other);
        }
        finally
        {
            SortedSetReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="SortedSet{T}.IntersectWith(IEnumerable{T})"/>.</summary>
    public static void IntersectWith(SortedSet<T> self, IEnumerable<T> other)
    {
        if (SortedSetReplica<T>.IsShared(self, out SortedSetReplica<T>? replica))
        {
            replica.IntersectWith(self, other);
            return;
        }
        try
        {
            self.IntersectWith(other);
        }
        finally
        {
            SortedSetReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="SortedSet{T}.SymmetricExceptWith(IEnumerable{T})"/>.</summary>
    public static void SymmetricExceptWith(SortedSet<T> self, IEnumerable<T> other)
    {
        if (SortedSetReplica<T>.IsShared(self, out SortedSetReplica<T>? replica))
        {
            replica.SymmetricExceptWith(self, other);
            return;
        }
        try
        {
            self.SymmetricExceptWith(other);
        }
        finally
        {
            SortedSetReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="SortedSet{T}.Contains(T)"/>.</summary>
    public static bool Contains(SortedSet<T> self, T item) =>
        SortedSetReplica<T>.IsShared(self, out SortedSetReplica<T>? replica) ? replica.Read(self, (self, item), static a => a.self.Contains(a.item)) : self.Contains(item);

    /// <summary>See <see cref="SortedSet{T}.TryGetValue(T, out T)"/>.</summary>
    public static bool TryGetValue(SortedSet<T> self, T equalValue, [MaybeNullWhen(false)] out T actualValue)
    {
        if (SortedSetReplica<T>.IsShared(self, out SortedSetReplica<T>? replica))
            return replica.TryGetValue(self, equalValue, out actualValue);
        return self.TryGetValue(equalValue, out actualValue);
    }

    /// <summary>See <see cref="SortedSet{T}.Count"/>.</summary>
    public static int get_Count(SortedSet<T> self) =>
        SortedSetReplica<T>.IsShared(self, out SortedSetReplica<T>? replica) ? replica.Read(self, self, static s => s.Count) : self.Count;

    /// <summary>See <see cref="SortedSet{T}.Min"/>.</summary>
    public static T? get_Min(SortedSet<T> self) =>
        SortedSetReplica<T>.IsShared(self, out SortedSetReplica<T>? replica) ? replica.Read(self, self, static s => s.Min) : self.Min;

    /// <summary>See <see cref="SortedSet{T}.Max"/>.</summary>
    public static T? get_Max(SortedSet<T> self) =>
        SortedSetReplica<T>.IsShared(self, out SortedSetReplica<T>? replica) ? replica.Read(self, self, static s => s.Max) : self.Max;

    /// <summary>See <see cref="SortedSet{T}.IsProperSubsetOf(IEnumerable{T})"/>.</summary>
    public static bool IsProperSubsetOf(SortedSet<T> self, IEnumerable<T> other)
    {
        SortedSetReplica<T>.CatchUp(self);
        return self.IsProperSubsetOf(other);
    }

    /// <summary>See <see cref="SortedSet{T}.IsProperSupersetOf(IEnumerable{T})"/>.</summary>
    public static bool IsProperSupersetOf(SortedSet<T> self, IEnumerable<T> other)
    {
        SortedSetReplica<T>.CatchUp(self);
        return self.IsProperSupersetOf(other);
    }

    /// <summary>See <see cref="SortedSet{T}.IsSubsetOf(IEnumerable{T})"/>.</summary>
    public static bool IsSubsetOf(SortedSet<T> self, IEnumerable<T> other)
    {
        SortedSetReplica<T>.CatchUp(self);
        return self.IsSubsetOf(other);
    }

    /// <summary>See <see cref="SortedSet{T}.IsSupersetOf(IEnumerable{T})"/>.</summary>
    public static bool IsSupersetOf(SortedSet<T> self, IEnumerable<T> other)
    {
        SortedSetReplica<T>.CatchUp(self);
        return self.IsSupersetOf(other);
    }

    /// <summary>See <see cref="SortedSet{T}.Overlaps(IEnumerable{T})"/>.</summary>
    public static bool Overlaps(SortedSet<T> self, IEnumerable<T> other)
    {
        SortedSetReplica<T>.CatchUp(self);
        return self.Overlaps(other);
    }

    /// <summary>See <see cref="SortedSet{T}.SetEquals(IEnumerable{T})"/>.</summary>
    public static bool SetEquals(SortedSet<T> self, IEnumerable<T> other)
    {
        SortedSetReplica<T>.CatchUp(self);
        return self.SetEquals(other);
    }

    /// <summary>See <see cref="SortedSet{T}.CopyTo(T[])"/>.</summary>
    public static void CopyTo(SortedSet<T> self, T[] array)
    {
        SortedSetReplica<T>.CatchUp(self);
        self.CopyTo(array);
        ArrayWrites.Written(array, 0, self.Count);
    }

    /// <summary>See <see cref="SortedSet{T}.CopyTo(T[], int)"/>.</summary>
    public static void CopyTo(SortedSet<T> self, T[] array, int index)
    {
        SortedSetReplica<T>.CatchUp(self);
        self.CopyTo(array, index);
        ArrayWrites.Written(array, index, self.Count);
    }

    /// <summary>See <see cref="SortedSet{T}.CopyTo(T[], int, int)"/>.</summary>
    public static void CopyTo(SortedSet<T> self, T[] array, int index, int count)
    {
        SortedSetReplica<T>.CatchUp(self);
        self.CopyTo(array, index, count);
        ArrayWrites.Written(array, index, Math.Min(count, self.Count));
    }

    /// <summary>See <see cref="SortedSet{T}.GetViewBetween(T, T)"/>.</summary>
    public static SortedSet<T> GetViewBetween(SortedSet<T> self, T? lowerValue, T? upperValue)
    {
        SortedSetReplica<T>.CatchUp(self);
        return self.GetViewBetween(lowerValue, upperValue);
    }

    /// <summary>See <see cref="SortedSet{T}.Reverse()"/>.</summary>
    public static IEnumerable<T> Reverse(SortedSet<T> self)
    {
        SortedSetReplica<T>.CatchUp(self);
        return self.Reverse();
    }

    /// <summary>See <see cref="SortedSet{T}.GetEnumerator()"/>.</summary>
    public static SortedSet<T>.Enumerator GetEnumerator(SortedSet<T> self)
    {
        SortedSetReplica<T>.CatchUp(self);
        return self.GetEnumerator();
    }
}
