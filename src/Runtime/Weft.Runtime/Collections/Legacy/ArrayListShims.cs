using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="ArrayList"/>'s constructors and the members that change a list. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.ArrayList", Untouched = "Adapter FixedSize ReadOnly Repeat get_Capacity get_IsFixedSize get_IsReadOnly get_IsSynchronized get_SyncRoot")]
public static partial class ArrayListShims
{
    /// <summary>See <see cref="ArrayList.ArrayList()"/>.</summary>
    public static ArrayList Create() => Activation.IsActive ? new SharedArrayList() : new ArrayList();

    /// <summary>See <see cref="ArrayList.ArrayList(int)"/>.</summary>
    public static ArrayList Create(int capacity) => Activation.IsActive ? new SharedArrayList(capacity) : new ArrayList(capacity);

    /// <summary>See <see cref="ArrayList.ArrayList(ICollection)"/>.</summary>
    public static ArrayList Create(ICollection c) => Activation.IsActive ? new SharedArrayList(c) : new ArrayList(c);

    /// <summary>See <see cref="ArrayList.Synchronized(ArrayList)"/>.</summary>
    public static ArrayList Synchronized(ArrayList list) => Activation.IsActive && list is not null ? new SynchronizedArrayList(list) : ArrayList.Synchronized(list!);

    /// <summary>See <see cref="ArrayList.Synchronized(IList)"/>. Of a list that is none of the framework's non-generic ones it is the framework's wrapper, whose lock is one of its node.</summary>
    public static IList Synchronized(IList list) => list is ArrayList own ? Synchronized(own) : ArrayList.Synchronized(list);

    /// <summary>See <see cref="ArrayList.Add(object)"/>.</summary>
    [CatchesUp]
    public static int Add(ArrayList self, object? value)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
            return replica.Add(self, value);
        int result = self.Add(value);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="ArrayList.AddRange(ICollection)"/>.</summary>
    public static void AddRange(ArrayList self, ICollection c)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.AddRange(self, c);
            return;
        }
        self.AddRange(c);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.Clear()"/>.</summary>
    public static void Clear(ArrayList self)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.Insert(int, object)"/>.</summary>
    [CatchesUp]
    public static void Insert(ArrayList self, int index, object? value)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.Insert(self, index, value);
            return;
        }
        self.Insert(index, value);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.InsertRange(int, ICollection)"/>.</summary>
    public static void InsertRange(ArrayList self, int index, ICollection c)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.InsertRange(self, index, c);
            return;
        }
        self.InsertRange(index, c);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.Remove(object)"/>.</summary>
    public static void Remove(ArrayList self, object? obj)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.Remove(self, obj);
            return;
        }
        self.Remove(obj);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.RemoveAt(int)"/>.</summary>
    [CatchesUp]
    public static void RemoveAt(ArrayList self, int index)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.RemoveAt(self, index);
            return;
        }
        self.RemoveAt(index);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.RemoveRange(int, int)"/>.</summary>
    public static void RemoveRange(ArrayList self, int index, int count)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.RemoveRange(self, index, count);
            return;
        }
        self.RemoveRange(index, count);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.this"/>.</summary>
    [CatchesUp]
    public static void set_Item(ArrayList self, int index, object? value)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.set_Item(self, index, value);
            return;
        }
        self[index] = value;
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.SetRange(int, ICollection)"/>.</summary>
    public static void SetRange(ArrayList self, int index, ICollection c)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.SetRange(self, index, c);
            return;
        }
        self.SetRange(index, c);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.Reverse()"/>.</summary>
    public static void Reverse(ArrayList self)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.Rearrange(self, static copy => copy.Reverse());
            return;
        }
        self.Reverse();
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.Reverse(int, int)"/>.</summary>
    public static void Reverse(ArrayList self, int index, int count)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.Rearrange(self, copy => copy.Reverse(index, count));
            return;
        }
        self.Reverse(index, count);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.Sort()"/>.</summary>
    public static void Sort(ArrayList self)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.Rearrange(self, static copy => copy.Sort());
            return;
        }
        self.Sort();
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.Sort(IComparer)"/>.</summary>
    public static void Sort(ArrayList self, IComparer? comparer)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.Rearrange(self, copy => copy.Sort(comparer));
            return;
        }
        self.Sort(comparer);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.Sort(int, int, IComparer)"/>.</summary>
    public static void Sort(ArrayList self, int index, int count, IComparer? comparer)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.Rearrange(self, copy => copy.Sort(index, count, comparer));
            return;
        }
        self.Sort(index, count, comparer);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.Capacity"/>.</summary>
    public static void set_Capacity(ArrayList self, int value)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.SetCapacity(self, value);
            return;
        }
        self.Capacity = value;
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.TrimToSize()"/>.</summary>
    public static void TrimToSize(ArrayList self)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.TrimToSize(self);
            return;
        }
        self.TrimToSize();
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }
}
