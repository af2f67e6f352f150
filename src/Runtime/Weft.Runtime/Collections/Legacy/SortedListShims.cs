using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the non-generic <see cref="SortedList"/>'s constructors and members.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.SortedList", Untouched = "get_Capacity get_IsFixedSize get_IsReadOnly get_IsSynchronized get_SyncRoot")]
public static class SortedListShims
{
    /// <summary>See <see cref="SortedList.SortedList()"/>.</summary>
    public static SortedList Create() => Activation.IsActive ? new SharedSortedList() : [];

    /// <summary>See <see cref="SortedList.SortedList(int)"/>.</summary>
    public static SortedList Create(int initialCapacity) => Activation.IsActive ? new SharedSortedList(initialCapacity) : new SortedList(initialCapacity);

    /// <summary>See <see cref="SortedList.SortedList(IComparer)"/>.</summary>
    public static SortedList Create(IComparer? comparer) => Activation.IsActive ? new SharedSortedList(comparer) : new SortedList(comparer);

    /// <summary>See <see cref="SortedList.SortedList(IComparer, int)"/>.</summary>
    public static SortedList Create(IComparer? comparer, int capacity) => Activation.IsActive ? new SharedSortedList(comparer, capacity) : new SortedList(comparer, capacity);

    /// <summary>See <see cref="SortedList.SortedList(IDictionary)"/>.</summary>
    public static SortedList Create(IDictionary d) => Create(d, null);

    /// <summary>See <see cref="SortedList.SortedList(IDictionary, IComparer)"/>.</summary>
    public static SortedList Create(IDictionary d, IComparer? comparer) => Activation.IsActive ? new SharedSortedList(d, comparer) : new SortedList(d, comparer);

    /// <summary>See <see cref="SortedList.Synchronized(SortedList)"/>.</summary>
    public static SortedList Synchronized(SortedList list) => Activation.IsActive && list is not null ? new SynchronizedSortedList(list) : SortedList.Synchronized(list!);

    /// <summary>See <see cref="SortedList.Add(object, object)"/>.</summary>
    public static void Add(SortedList self, object key, object? value)
    {
        if (Replicas<SortedList, SharedSortedList, SortedListReplica>.IsShared(self, out SortedListReplica? replica))
        {
            replica.Add(self, key, value);
            return;
        }
        self.Add(key, value);
        Replicas<SortedList, SharedSortedList, SortedListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedList.this"/>.</summary>
    public static void set_Item(SortedList self, object key, object? value)
    {
        if (Replicas<SortedList, SharedSortedList, SortedListReplica>.IsShared(self, out SortedListReplica? replica))
        {
            replica.SetItem(self, key, value);
            return;
        }
        self[key] = value;
        Replicas<SortedList, SharedSortedList, SortedListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedList.SetByIndex(int, object)"/>.</summary>
    public static void SetByIndex(SortedList self, int index, object? value)
    {
        if (Replicas<SortedList, SharedSortedList, SortedListReplica>.IsShared(self, out SortedListReplica? replica))
        {
            replica.SetValueAt(self, index, value);
            return;
        }
        self.SetByIndex(index, value);
        Replicas<SortedList, SharedSortedList, SortedListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedList.Remove(object)"/>.</summary>
    public static void Remove(SortedList self, object key)
    {
        if (Replicas<SortedList, SharedSortedList, SortedListReplica>.IsShared(self, out _))
        {
            SortedListBase.Remove(self, key);
            return;
        }
        self.Remove(key);
        Replicas<SortedList, SharedSortedList, SortedListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedList.RemoveAt(int)"/>.</summary>
    public static void RemoveAt(SortedList self, int index)
    {
        if (Replicas<SortedList, SharedSortedList, SortedListReplica>.IsShared(self, out SortedListReplica? replica))
        {
            replica.RemoveAt(self, index);
            return;
        }
        self.RemoveAt(index);
        Replicas<SortedList, SharedSortedList, SortedListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedList.Clear()"/>.</summary>
    public static void Clear(SortedList self)
    {
        if (Replicas<SortedList, SharedSortedList, SortedListReplica>.IsShared(self, out SortedListReplica? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        Replicas<SortedList, SharedSortedList, SortedListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedList.Capacity"/>.</summary>
    public static void set_Capacity(SortedList self, int value)
    {
        if (Replicas<SortedList, SharedSortedList, SortedListReplica>.IsShared(self, out SortedListReplica? replica))
        {
            replica.SetCapacity(self, value);
            return;
        }
        self.Capacity = value;
        Replicas<SortedList, SharedSortedList, SortedListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedList.TrimToSize()"/>.</summary>
    public static void TrimToSize(SortedList self)
    {
        if (Replicas<SortedList, SharedSortedList, SortedListReplica>.IsShared(self, out SortedListReplica? replica))
        {
            replica.TrimToSize(self);
            return;
        }
        self.TrimToSize();
        Replicas<SortedList, SharedSortedList, SortedListReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedList.this"/>.</summary>
    public static object? get_Item(SortedList self, object key) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self)[key];

    /// <summary>See <see cref="SortedList.Count"/>.</summary>
    public static int get_Count(SortedList self) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).Count;

    /// <summary>See <see cref="SortedList.Keys"/>.</summary>
    public static ICollection get_Keys(SortedList self) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).Keys;

    /// <summary>See <see cref="SortedList.Values"/>.</summary>
    public static ICollection get_Values(SortedList self) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).Values;

    /// <summary>See <see cref="SortedList.Clone()"/>.</summary>
    public static object Clone(SortedList self) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).Clone();

    /// <summary>See <see cref="SortedList.Contains(object)"/>.</summary>
    public static bool Contains(SortedList self, object key) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).Contains(key);

    /// <summary>See <see cref="SortedList.ContainsKey(object)"/>.</summary>
    public static bool ContainsKey(SortedList self, object key) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).ContainsKey(key);

    /// <summary>See <see cref="SortedList.ContainsValue(object)"/>.</summary>
    public static bool ContainsValue(SortedList self, object? value) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).ContainsValue(value);

    /// <summary>See <see cref="SortedList.GetByIndex(int)"/>.</summary>
    public static object? GetByIndex(SortedList self, int index) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).GetByIndex(index);

    /// <summary>See <see cref="SortedList.GetKey(int)"/>.</summary>
    public static object GetKey(SortedList self, int index) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).GetKey(index);

    /// <summary>See <see cref="SortedList.GetKeyList()"/>.</summary>
    public static IList GetKeyList(SortedList self) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).GetKeyList();

    /// <summary>See <see cref="SortedList.GetValueList()"/>.</summary>
    public static IList GetValueList(SortedList self) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).GetValueList();

    /// <summary>See <see cref="SortedList.IndexOfKey(object)"/>.</summary>
    public static int IndexOfKey(SortedList self, object key) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).IndexOfKey(key);

    /// <summary>See <see cref="SortedList.IndexOfValue(object)"/>.</summary>
    public static int IndexOfValue(SortedList self, object? value) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).IndexOfValue(value);

    /// <summary>See <see cref="SortedList.GetEnumerator()"/>.</summary>
    public static IDictionaryEnumerator GetEnumerator(SortedList self) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).GetEnumerator();

    /// <summary>See <see cref="SortedList.CopyTo(Array, int)"/>.</summary>
    public static void CopyTo(SortedList self, Array array, int arrayIndex)
    {
        Replicas<SortedList, SharedSortedList, SortedListReplica>.Current(self).CopyTo(array, arrayIndex);
        ArrayWrites.Written(array, arrayIndex, self.Count);
    }
}
