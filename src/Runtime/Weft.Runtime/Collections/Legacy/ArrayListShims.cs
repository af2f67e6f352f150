using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="ArrayList"/>'s constructors and the members that change a list. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.ArrayList", Untouched = "Repeat get_Capacity get_IsFixedSize get_IsReadOnly get_IsSynchronized get_SyncRoot")]
public static partial class ArrayListShims
{
    /// <summary>See <see cref="ArrayList.Add(object)"/>.</summary>
    [CatchesUp]
    public static int Add(ArrayList self, object? value)
    {
        if (!Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsUnsharedOwn(self, out SharedArrayList? own))
            return AddToAny(self, value);
        int result = own.PlainAdd(value);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(own);
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int AddToAny(ArrayList self, object? value)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica, nameof(Add)))
            return replica.Add(self, value);
        int result = self.Add(value);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self, nameof(Add));
        return result;
    }

    /// <summary>See <see cref="ArrayList.AddRange(ICollection)"/>.</summary>
    public static void AddRange(ArrayList self, ICollection c)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out _))
        {
            ArrayListBase.AddRange(self, c);
            return;
        }
        try
        {
            self.AddRange(c);
        }
        finally
        {
            Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
        }
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
        if (!Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsUnsharedOwn(self, out SharedArrayList? own))
        {
            InsertInAny(self, index, value);
            return;
        }
        own.PlainInsert(index, value);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(own);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InsertInAny(ArrayList self, int index, object? value)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica, nameof(Insert)))
        {
            replica.Insert(self, index, value);
            return;
        }
        self.Insert(index, value);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self, nameof(Insert));
    }

    /// <summary>See <see cref="ArrayList.InsertRange(int, ICollection)"/>.</summary>
    public static void InsertRange(ArrayList self, int index, ICollection c)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.InsertRange(self, index, c);
            return;
        }
        try
        {
            self.InsertRange(index, c);
        }
        finally
        {
            Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="ArrayList.Remove(object)"/>.</summary>
    public static void Remove(ArrayList self, object? obj)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out _))
        {
            ArrayListBase.Remove(self, obj);
            return;
        }
        self.Remove(obj);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="ArrayList.RemoveAt(int)"/>.</summary>
    [CatchesUp]
    public static void RemoveAt(ArrayList self, int index)
    {
        if (!Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsUnsharedOwn(self, out SharedArrayList? own))
        {
            RemoveFromAny(self, index);
            return;
        }
        own.PlainRemoveAt(index);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(own);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RemoveFromAny(ArrayList self, int index)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica, nameof(RemoveAt)))
        {
            replica.RemoveAt(self, index);
            return;
        }
        self.RemoveAt(index);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self, nameof(RemoveAt));
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
        if (!Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsUnsharedOwn(self, out SharedArrayList? own))
        {
            SetInAny(self, index, value);
            return;
        }
        own.PlainSet(index, value);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(own);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SetInAny(ArrayList self, int index, object? value)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica, nameof(set_Item)))
        {
            replica.set_Item(self, index, value);
            return;
        }
        self[index] = value;
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self, nameof(set_Item));
    }

    /// <summary>See <see cref="ArrayList.SetRange(int, ICollection)"/>.</summary>
    public static void SetRange(ArrayList self, int index, ICollection c)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica))
        {
            replica.SetRange(self, index, c);
            return;
        }
        try
        {
            self.SetRange(index, c);
        }
        finally
        {
            Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="ArrayList.Reverse()"/>.</summary>
    public static void Reverse(ArrayList self)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out _, "Reverse/0"))
        {
            ArrayListBase.Reverse(self);
            return;
        }
        self.Reverse();
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self, "Reverse/0");
    }

    /// <summary>See <see cref="ArrayList.Reverse(int, int)"/>.</summary>
    public static void Reverse(ArrayList self, int index, int count)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica, "Reverse/2"))
        {
            replica.Rearrange(self, copy => copy.Reverse(index, count));
            return;
        }
        self.Reverse(index, count);
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self, "Reverse/2");
    }

    /// <summary>See <see cref="ArrayList.Sort()"/>.</summary>
    public static void Sort(ArrayList self)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out _, "Sort/0"))
        {
            ArrayListBase.Sort(self);
            return;
        }
        try
        {
            self.Sort();
        }
        finally
        {
            Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self, "Sort/0");
        }
    }

    /// <summary>See <see cref="ArrayList.Sort(IComparer)"/>.</summary>
    public static void Sort(ArrayList self, IComparer? comparer)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out _, "Sort/1"))
        {
            ArrayListBase.Sort(self, comparer);
            return;
        }
        try
        {
            self.Sort(comparer);
        }
        finally
        {
            Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self, "Sort/1");
        }
    }

    /// <summary>See <see cref="ArrayList.Sort(int, int, IComparer)"/>.</summary>
    public static void Sort(ArrayList self, int index, int count, IComparer? comparer)
    {
        if (Replicas<ArrayList, SharedArrayList, ArrayListReplica>.IsShared(self, out ArrayListReplica? replica, "Sort/3"))
        {
            replica.Rearrange(self, copy => copy.Sort(index, count, comparer));
            return;
        }
        try
        {
            self.Sort(index, count, comparer);
        }
        finally
        {
            Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(self, "Sort/3");
        }
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
