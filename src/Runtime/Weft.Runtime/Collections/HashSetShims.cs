using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="HashSet{T}"/>'s constructors and members. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.HashSet`1", Untouched = "CreateSetComparer GetAlternateLookup TryGetAlternateLookup get_Capacity get_Comparer GetObjectData OnDeserialization")]
public static class HashSetShims<T>
{
    /// <summary>See <see cref="HashSet{T}.HashSet()"/>.</summary>
    public static HashSet<T> Create() => Activation.IsActive ? new SharedHashSet<T>() : new HashSet<T>();

    /// <summary>See <see cref="HashSet{T}.HashSet(int)"/>.</summary>
    public static HashSet<T> Create(int capacity) => Activation.IsActive ? new SharedHashSet<T>(capacity) : new HashSet<T>(capacity);

    /// <summary>See <see cref="HashSet{T}.HashSet(IEqualityComparer{T})"/>.</summary>
    public static HashSet<T> Create(IEqualityComparer<T>? comparer) => Activation.IsActive ? new SharedHashSet<T>(comparer) : new HashSet<T>(comparer);

    /// <summary>See <see cref="HashSet{T}.HashSet(int, IEqualityComparer{T})"/>.</summary>
    public static HashSet<T> Create(int capacity, IEqualityComparer<T>? comparer) => Activation.IsActive ? new SharedHashSet<T>(capacity, comparer) : new HashSet<T>(capacity, comparer);

    /// <summary>See <see cref="HashSet{T}.HashSet(IEnumerable{T})"/>.</summary>
    public static HashSet<T> Create(IEnumerable<T> collection) => Activation.IsActive ? new SharedHashSet<T>(collection) : new HashSet<T>(collection);

    /// <summary>See <see cref="HashSet{T}.HashSet(IEnumerable{T}, IEqualityComparer{T})"/>.</summary>
    public static HashSet<T> Create(IEnumerable<T> collection, IEqualityComparer<T>? comparer) => Activation.IsActive ? new SharedHashSet<T>(collection, comparer) : new HashSet<T>(collection, comparer);

    /// <summary>See <see cref="HashSet{T}.Add(T)"/>.</summary>
    public static bool Add(HashSet<T> self, T item)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
            return replica.Add(self, item);
        bool result = self.Add(item);
        SetReplica<T>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="HashSet{T}.Clear()"/>.</summary>
    public static void Clear(HashSet<T> self)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        SetReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="HashSet{T}.Remove(T)"/>.</summary>
    public static bool Remove(HashSet<T> self, T item)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
            return replica.Remove(self, item);
        bool result = self.Remove(item);
        SetReplica<T>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="HashSet{T}.RemoveWhere(Predicate{T})"/>.</summary>
    public static int RemoveWhere(HashSet<T> self, Predicate<T> match)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
            return replica.RemoveWhere(self, match);
        try
        {
            return self.RemoveWhere(match);
        }
        finally
        {
            SetReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="HashSet{T}.ExceptWith(IEnumerable{T})"/>.</summary>
    public static void ExceptWith(HashSet<T> self, IEnumerable<T> other)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
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
            SetReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="HashSet{T}.IntersectWith(IEnumerable{T})"/>.</summary>
    public static void IntersectWith(HashSet<T> self, IEnumerable<T> other)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
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
            SetReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="HashSet{T}.SymmetricExceptWith(IEnumerable{T})"/>.</summary>
    public static void SymmetricExceptWith(HashSet<T> self, IEnumerable<T> other)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
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
            SetReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="HashSet{T}.UnionWith(IEnumerable{T})"/>.</summary>
    public static void UnionWith(HashSet<T> self, IEnumerable<T> other)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
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
            SetReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="HashSet{T}.EnsureCapacity(int)"/>.</summary>
    public static int EnsureCapacity(HashSet<T> self, int capacity)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
            return replica.EnsureCapacity(self, capacity);
        return self.EnsureCapacity(capacity);
    }

    /// <summary>See <see cref="HashSet{T}.TrimExcess()"/>.</summary>
    public static void TrimExcess(HashSet<T> self)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
        {
            replica.TrimExcess(self);
            return;
        }
        self.TrimExcess();
    }

    /// <summary>See <see cref="HashSet{T}.TrimExcess(int)"/>.</summary>
    public static void TrimExcess(HashSet<T> self, int capacity)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
        {
            replica.TrimExcess(self, capacity);
            return;
        }
        self.TrimExcess(capacity);
    }

    /// <summary>See <see cref="HashSet{T}.Contains(T)"/>.</summary>
    public static bool Contains(HashSet<T> self, T item)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
            return replica.Contains(self, item);
        return self.Contains(item);
    }

    /// <summary>See <see cref="HashSet{T}.Count"/>.</summary>
    public static int get_Count(HashSet<T> self)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
            return replica.GetCount(self);
        return self.Count;
    }

    /// <summary>See <see cref="HashSet{T}.IsProperSubsetOf(IEnumerable{T})"/>.</summary>
    public static bool IsProperSubsetOf(HashSet<T> self, IEnumerable<T> other)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
            return replica.IsProperSubsetOf(self, other);
        return self.IsProperSubsetOf(other);
    }

    /// <summary>See <see cref="HashSet{T}.IsProperSupersetOf(IEnumerable{T})"/>.</summary>
    public static bool IsProperSupersetOf(HashSet<T> self, IEnumerable<T> other)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
            return replica.IsProperSupersetOf(self, other);
        return self.IsProperSupersetOf(other);
    }

    /// <summary>See <see cref="HashSet{T}.IsSubsetOf(IEnumerable{T})"/>.</summary>
    public static bool IsSubsetOf(HashSet<T> self, IEnumerable<T> other)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
            return replica.IsSubsetOf(self, other);
        return self.IsSubsetOf(other);
    }

    /// <summary>See <see cref="HashSet{T}.IsSupersetOf(IEnumerable{T})"/>.</summary>
    public static bool IsSupersetOf(HashSet<T> self, IEnumerable<T> other)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
            return replica.IsSupersetOf(self, other);
        return self.IsSupersetOf(other);
    }

    /// <summary>See <see cref="HashSet{T}.Overlaps(IEnumerable{T})"/>.</summary>
    public static bool Overlaps(HashSet<T> self, IEnumerable<T> other)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
            return replica.Overlaps(self, other);
        return self.Overlaps(other);
    }

    /// <summary>See <see cref="HashSet{T}.SetEquals(IEnumerable{T})"/>.</summary>
    public static bool SetEquals(HashSet<T> self, IEnumerable<T> other)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
            return replica.SetEquals(self, other);
        return self.SetEquals(other);
    }

    /// <summary>See <see cref="HashSet{T}.TryGetValue(T, out T)"/>.</summary>
    public static bool TryGetValue(HashSet<T> self, T equalValue, [MaybeNullWhen(false)] out T actualValue)
    {
        if (SetReplica<T>.IsShared(self, out SetReplica<T>? replica))
            return replica.TryGetValue(self, equalValue, out actualValue);
        return self.TryGetValue(equalValue, out actualValue);
    }

    /// <summary>See <see cref="HashSet{T}.CopyTo(T[])"/>.</summary>
    public static void CopyTo(HashSet<T> self, T[] array)
    {
        SetReplica<T>.CatchUp(self);
        self.CopyTo(array);
        ArrayWrites.Written(array, 0, self.Count);
    }

    /// <summary>See <see cref="HashSet{T}.CopyTo(T[], int)"/>.</summary>
    public static void CopyTo(HashSet<T> self, T[] array, int arrayIndex)
    {
        SetReplica<T>.CatchUp(self);
        self.CopyTo(array, arrayIndex);
        ArrayWrites.Written(array, arrayIndex, self.Count);
    }

    /// <summary>See <see cref="HashSet{T}.CopyTo(T[], int, int)"/>.</summary>
    public static void CopyTo(HashSet<T> self, T[] array, int arrayIndex, int count)
    {
        SetReplica<T>.CatchUp(self);
        self.CopyTo(array, arrayIndex, count);
        ArrayWrites.Written(array, arrayIndex, Math.Min(count, self.Count));
    }

    /// <summary>See <see cref="HashSet{T}.GetEnumerator()"/>.</summary>
    public static HashSet<T>.Enumerator GetEnumerator(HashSet<T> self)
    {
        SetReplica<T>.CatchUp(self);
        return self.GetEnumerator();
    }
}
