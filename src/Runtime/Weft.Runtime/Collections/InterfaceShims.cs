using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>
/// Replaces the members of <see cref="ICollection{T}"/> that change a collection. The runtime's own collections answer such calls
/// themselves; here those are caught that other code has made.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.ICollection`1", Untouched = "*")]
public static class CollectionInterfaceShims<T>
{
    /// <summary>See <see cref="ICollection{T}.Add"/>.</summary>
    public static void Add(ICollection<T> self, T item)
    {
        if (Adopted.Find<ICollectionReplica<T>>(self) is { } replica)
        {
            replica.Add(self, item);
            return;
        }
        self.Add(item);
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="ICollection{T}.Remove"/>.</summary>
    public static bool Remove(ICollection<T> self, T item)
    {
        if (Adopted.Find<ICollectionReplica<T>>(self) is { } replica)
            return replica.Remove(self, item);
        bool removed = self.Remove(item);
        Adopted.LookAgain(self);
        return removed;
    }

    /// <summary>See <see cref="ICollection{T}.Clear"/>.</summary>
    public static void Clear(ICollection<T> self)
    {
        if (Adopted.Find<ICollectionReplica<T>>(self) is { } replica)
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="ICollection{T}.CopyTo"/>.</summary>
    public static void CopyTo(ICollection<T> self, T[] array, int arrayIndex)
    {
        self.CopyTo(array, arrayIndex);
        ArrayWrites.Written(array, arrayIndex, self.Count);
    }
}

/// <summary>Replaces the members of <see cref="IList{T}"/> that change a list or, through this interface, an array.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.IList`1", Untouched = "*")]
public static class ListInterfaceShims<T>
{
    /// <summary>See <see cref="IList{T}.this"/>.</summary>
    public static void set_Item(IList<T> self, int index, T value)
    {
        if (Adopted.Find<IListReplica<T>>(self) is { } replica)
        {
            replica.SetItem(self, index, value);
            return;
        }
        if (self is T[] array)
        {
            ArrayWrites.Share(array, value);
            self[index] = value;
            ArrayWrites.Written(array, index, 1);
            return;
        }
        self[index] = value;
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="IList{T}.Insert"/>.</summary>
    public static void Insert(IList<T> self, int index, T item)
    {
        if (Adopted.Find<IListReplica<T>>(self) is { } replica)
        {
            replica.Insert(self, index, item);
            return;
        }
        self.Insert(index, item);
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="IList{T}.RemoveAt"/>.</summary>
    public static void RemoveAt(IList<T> self, int index)
    {
        if (Adopted.Find<IListReplica<T>>(self) is { } replica)
        {
            replica.RemoveAt(self, index);
            return;
        }
        self.RemoveAt(index);
        Adopted.LookAgain(self);
    }
}

/// <summary>Replaces the members of <see cref="IDictionary{TKey, TValue}"/> that change a dictionary.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.IDictionary`2", Untouched = "*")]
public static class DictionaryInterfaceShims<TKey, TValue>
{
    /// <summary>See <see cref="IDictionary{TKey, TValue}.this"/>.</summary>
    public static void set_Item(IDictionary<TKey, TValue> self, TKey key, TValue value)
    {
        if (Adopted.Find<IMapReplica<TKey, TValue>>(self) is { } replica)
        {
            replica.SetItem(self, key, value);
            return;
        }
        self[key] = value;
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="IDictionary{TKey, TValue}.Add(TKey, TValue)"/>.</summary>
    public static void Add(IDictionary<TKey, TValue> self, TKey key, TValue value)
    {
        if (Adopted.Find<IMapReplica<TKey, TValue>>(self) is { } replica)
        {
            replica.Add(self, key, value);
            return;
        }
        self.Add(key, value);
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="IDictionary{TKey, TValue}.Remove(TKey)"/>.</summary>
    public static bool Remove(IDictionary<TKey, TValue> self, TKey key)
    {
        if (Adopted.Find<IMapReplica<TKey, TValue>>(self) is { } replica)
            return replica.Remove(self, key);
        bool removed = self.Remove(key);
        Adopted.LookAgain(self);
        return removed;
    }
}

/// <summary>Replaces the members of <see cref="ISet{T}"/> that change a set.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.ISet`1", Untouched = "*")]
public static class SetInterfaceShims<T>
{
    /// <summary>See <see cref="ISet{T}.Add"/>.</summary>
    public static bool Add(ISet<T> self, T item)
    {
        if (Adopted.Find<ISetReplica<T>>(self) is { } replica)
            return replica.Add(self, item);
        bool added = self.Add(item);
        Adopted.LookAgain(self);
        return added;
    }

    /// <summary>See <see cref="ISet{T}.UnionWith"/>.</summary>
    public static void UnionWith(ISet<T> self, IEnumerable<T> other)
    {
        if (Adopted.Find<ISetReplica<T>>(self) is { } replica)
        {
            replica.UnionWith(self, other);
            return;
        }
        self.UnionWith(other);
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="ISet{T}.ExceptWith"/>.</summary>
    public static void ExceptWith(ISet<T> self, IEnumerable<T> other)
    {
        if (Adopted.Find<ISetReplica<T>>(self) is { } replica)
        {
            replica.ExceptWith(self, other);
            return;
        }
        self.ExceptWith(other);
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="ISet{T}.IntersectWith"/>.</summary>
    public static void IntersectWith(ISet<T> self, IEnumerable<T> other)
    {
        if (Adopted.Find<ISetReplica<T>>(self) is { } replica)
        {
            replica.IntersectWith(self, other);
            return;
        }
        self.IntersectWith(other);
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="ISet{T}.SymmetricExceptWith"/>.</summary>
    public static void SymmetricExceptWith(ISet<T> self, IEnumerable<T> other)
    {
        if (Adopted.Find<ISetReplica<T>>(self) is { } replica)
        {
            replica.SymmetricExceptWith(self, other);
            return;
        }
        self.SymmetricExceptWith(other);
        Adopted.LookAgain(self);
    }
}
