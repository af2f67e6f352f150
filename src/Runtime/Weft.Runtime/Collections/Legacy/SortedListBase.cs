using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>What calls of the <c>base</c> members that change a <see cref="SortedList"/> do where the object is shared, in a class that derives from it: what the framework's own members do. Those that come down to others reach overrides of these.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class SortedListBase
{
    /// <summary>See <see cref="SortedList.Add(object, object)"/>.</summary>
    public static void Add(SortedList self, object key, object? value)
    {
        if (Replica(self) is { } replica)
            replica.Add(self, key, value);
        else
            PlainSortedList.Add(self, key, value);
    }

    /// <summary>See <see cref="SortedList.this"/>.</summary>
    public static void set_Item(SortedList self, object key, object? value)
    {
        if (Replica(self) is { } replica)
            replica.SetItem(self, key, value);
        else
            PlainSortedList.Set(self, key, value);
    }

    /// <summary>See <see cref="SortedList.SetByIndex(int, object)"/>.</summary>
    public static void SetByIndex(SortedList self, int index, object? value)
    {
        if (Replica(self) is { } replica)
            replica.SetValueAt(self, index, value);
        else
            PlainSortedList.SetAt(self, index, value);
    }

    /// <summary>See <see cref="SortedList.Remove(object)"/>.</summary>
    public static void Remove(SortedList self, object key)
    {
        if (Replica(self) is { } replica && !Overrides.Has(self, nameof(SortedList.IndexOfKey)) && !Overrides.Has(self, nameof(SortedList.RemoveAt)))
        {
            replica.Remove(self, key);
            return;
        }
        if (self.IndexOfKey(key) is >= 0 and int index)
            SortedListShims.RemoveAt(self, index);
    }

    /// <summary>See <see cref="SortedList.RemoveAt(int)"/>.</summary>
    public static void RemoveAt(SortedList self, int index)
    {
        if (Replica(self) is { } replica)
            replica.RemoveAt(self, index);
        else
            PlainSortedList.RemoveAt(self, index);
    }

    /// <summary>See <see cref="SortedList.Clear()"/>.</summary>
    public static void Clear(SortedList self)
    {
        if (Replica(self) is { } replica)
            replica.Clear(self);
        else
            PlainSortedList.Clear(self);
    }

    /// <summary>See <see cref="SortedList.Capacity"/>.</summary>
    public static void set_Capacity(SortedList self, int value)
    {
        if (Replica(self) is { } replica)
            replica.SetCapacity(self, value);
        else
            PlainSortedList.Resize(self, value);
    }

    /// <summary>See <see cref="SortedList.TrimToSize()"/>.</summary>
    public static void TrimToSize(SortedList self)
    {
        if (Replica(self) is { } replica)
            replica.TrimToSize(self);
        else
            PlainSortedList.Resize(self, PlainSortedList.Count(self));
    }

    private static SortedListReplica? Replica(SortedList self) => Replicas<SortedList, SharedSortedList, SortedListReplica>.Find(self);
}
