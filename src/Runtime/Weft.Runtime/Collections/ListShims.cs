using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="List{T}"/>'s constructors and its members that change a list. The unshared case costs one load for each look.</summary>
/// <remarks>Alternative ways in that hand out addresses are in <see cref="CollectionsMarshalShims"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.List`1", Untouched = "AsReadOnly get_Capacity")]
public static partial class ListShims<T>
{
    /// <summary>See <see cref="List{T}.List()"/>.</summary>
    public static List<T> Create() => Activation.IsActive ? new SharedList<T>() : new List<T>();

    /// <summary>See <see cref="List{T}.List(int)"/>.</summary>
    public static List<T> Create(int capacity) => Activation.IsActive ? new SharedList<T>(capacity) : new List<T>(capacity);

    /// <summary>See <see cref="List{T}.List(IEnumerable{T})"/>.</summary>
    public static List<T> Create(IEnumerable<T> collection) => Activation.IsActive ? new SharedList<T>(collection) : new List<T>(collection);

    /// <summary>See <see cref="List{T}.Add(T)"/>.</summary>
    [CatchesUp]
    public static void Add(List<T> self, T item)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.Add(self, item);
            return;
        }
        self.Add(item);
        ListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="List{T}.AddRange(IEnumerable{T})"/>.</summary>
    public static void AddRange(List<T> self, IEnumerable<T> collection)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.AddRange(self, collection);
            return;
        }
        try
        {
            self.AddRange(collection);
        }
        finally
        {
            ListReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="List{T}.Clear()"/>.</summary>
    [CatchesUp]
    public static void Clear(List<T> self)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        ListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="List{T}.Insert(int, T)"/>.</summary>
    [CatchesUp]
    public static void Insert(List<T> self, int index, T item)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.Insert(self, index, item);
            return;
        }
        self.Insert(index, item);
        ListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="List{T}.InsertRange(int, IEnumerable{T})"/>.</summary>
    public static void InsertRange(List<T> self, int index, IEnumerable<T> collection)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.InsertRange(self, index, collection);
            return;
        }
        try
        {
            self.InsertRange(index, collection);
        }
        finally
        {
            ListReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="List{T}.Remove(T)"/>.</summary>
    public static bool Remove(List<T> self, T item)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
            return replica.Remove(self, item);
        bool result = self.Remove(item);
        ListReplica<T>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="List{T}.RemoveAll(Predicate{T})"/>.</summary>
    public static int RemoveAll(List<T> self, Predicate<T> match)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
            return replica.RemoveAll(self, match);
        try
        {
            return self.RemoveAll(match);
        }
        finally
        {
            ListReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="List{T}.RemoveAt(int)"/>.</summary>
    [CatchesUp]
    public static void RemoveAt(List<T> self, int index)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.RemoveAt(self, index);
            return;
        }
        self.RemoveAt(index);
        ListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="List{T}.RemoveRange(int, int)"/>.</summary>
    public static void RemoveRange(List<T> self, int index, int count)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.RemoveRange(self, index, count);
            return;
        }
        self.RemoveRange(index, count);
        ListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="List{T}.Reverse()"/>.</summary>
    public static void Reverse(List<T> self)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.Reverse(self);
            return;
        }
        self.Reverse();
        ListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="List{T}.Reverse(int, int)"/>.</summary>
    public static void Reverse(List<T> self, int index, int count)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.Reverse(self, index, count);
            return;
        }
        self.Reverse(index, count);
        ListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="List{T}.this"/>.</summary>
    [CatchesUp]
    public static void set_Item(List<T> self, int index, T value)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.SetItem(self, index, value);
            return;
        }
        self[index] = value;
        ListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="List{T}.Sort()"/>.</summary>
    public static void Sort(List<T> self)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.Sort(self);
            return;
        }
        try
        {
            self.Sort();
        }
        finally
        {
            ListReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="List{T}.Sort(IComparer{T})"/>.</summary>
    public static void Sort(List<T> self, IComparer<T>? comparer)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.Sort(self, comparer);
            return;
        }
        try
        {
            self.Sort(comparer);
        }
        finally
        {
            ListReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="List{T}.Sort(int, int, IComparer{T})"/>.</summary>
    public static void Sort(List<T> self, int index, int count, IComparer<T>? comparer)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.Sort(self, index, count, comparer);
            return;
        }
        try
        {
            self.Sort(index, count, comparer);
        }
        finally
        {
            ListReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="List{T}.Sort(Comparison{T})"/>.</summary>
    public static void Sort(List<T> self, Comparison<T> comparison)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.Sort(self, comparison);
            return;
        }
        try
        {
            self.Sort(comparison);
        }
        finally
        {
            ListReplica<T>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="List{T}.EnsureCapacity(int)"/>.</summary>
    public static int EnsureCapacity(List<T> self, int capacity)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
            return replica.EnsureCapacity(self, capacity);
        return self.EnsureCapacity(capacity);
    }

    /// <summary>See <see cref="List{T}.Capacity"/>.</summary>
    public static void set_Capacity(List<T> self, int value)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.SetCapacity(self, value);
            return;
        }
        self.Capacity = value;
    }

    /// <summary>See <see cref="List{T}.TrimExcess()"/>.</summary>
    public static void TrimExcess(List<T> self)
    {
        if (ListReplica<T>.IsShared(self, out ListReplica<T>? replica))
        {
            replica.TrimExcess(self);
            return;
        }
        self.TrimExcess();
    }
}
