using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>What calls of the <c>base</c> members that change an <see cref="ArrayList"/> do where the object is shared, in a class that derives from it: what the framework's own members do. Those that come down to others reach overrides of these.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class ArrayListBase
{
    /// <summary>See <see cref="ArrayList.Add(object)"/>.</summary>
    public static int Add(ArrayList self, object? value) => Replica(self) is { } replica ? replica.Add(self, value) : PlainArrayList.Add(self, value);

    /// <summary>See <see cref="ArrayList.AddRange(ICollection)"/>.</summary>
    public static void AddRange(ArrayList self, ICollection c)
    {
        if (Replica(self) is { } replica && !Overrides.Has(self, nameof(ArrayList.InsertRange)))
        {
            replica.AddRange(self, c);
            return;
        }
        ArrayListShims.InsertRange(self, PlainArrayList.Count(self), c);
    }

    /// <summary>See <see cref="ArrayList.Clear()"/>.</summary>
    public static void Clear(ArrayList self)
    {
        if (Replica(self) is { } replica)
            replica.Clear(self);
        else
            PlainArrayList.Clear(self);
    }

    /// <summary>See <see cref="ArrayList.Insert(int, object)"/>.</summary>
    public static void Insert(ArrayList self, int index, object? value)
    {
        if (Replica(self) is { } replica)
            replica.Insert(self, index, value);
        else
            PlainArrayList.Insert(self, index, value);
    }

    /// <summary>See <see cref="ArrayList.InsertRange(int, ICollection)"/>.</summary>
    public static void InsertRange(ArrayList self, int index, ICollection c)
    {
        if (Replica(self) is { } replica)
            replica.InsertRange(self, index, c);
        else
            PlainArrayList.InsertRange(self, index, c);
    }

    /// <summary>See <see cref="ArrayList.Remove(object)"/>.</summary>
    public static void Remove(ArrayList self, object? obj)
    {
        if (Replica(self) is { } replica && !Overrides.Has(self, "IndexOf/1") && !Overrides.Has(self, nameof(ArrayList.RemoveAt)))
        {
            replica.Remove(self, obj);
            return;
        }
        if (self.IndexOf(obj) is >= 0 and int index)
            ArrayListShims.RemoveAt(self, index);
    }

    /// <summary>See <see cref="ArrayList.RemoveAt(int)"/>.</summary>
    public static void RemoveAt(ArrayList self, int index)
    {
        if (Replica(self) is { } replica)
            replica.RemoveAt(self, index);
        else
            PlainArrayList.RemoveAt(self, index);
    }

    /// <summary>See <see cref="ArrayList.RemoveRange(int, int)"/>.</summary>
    public static void RemoveRange(ArrayList self, int index, int count)
    {
        if (Replica(self) is { } replica)
            replica.RemoveRange(self, index, count);
        else
            PlainArrayList.RemoveRange(self, index, count);
    }

    /// <summary>See <see cref="ArrayList.this"/>.</summary>
    public static void set_Item(ArrayList self, int index, object? value)
    {
        if (Replica(self) is { } replica)
            replica.set_Item(self, index, value);
        else
            PlainArrayList.Set(self, index, value);
    }

    /// <summary>See <see cref="ArrayList.SetRange(int, ICollection)"/>.</summary>
    public static void SetRange(ArrayList self, int index, ICollection c)
    {
        if (Replica(self) is { } replica)
            replica.SetRange(self, index, c);
        else
            PlainArrayList.SetRange(self, index, c);
    }

    /// <summary>See <see cref="ArrayList.Reverse()"/>.</summary>
    public static void Reverse(ArrayList self)
    {
        if (Replica(self) is { } replica && !Overrides.Has(self, "Reverse/2") && !Overrides.Has(self, "get_Count"))
        {
            replica.Rearrange(self, static copy => copy.Reverse());
            return;
        }
        ArrayListShims.Reverse(self, 0, self.Count);
    }

    /// <summary>See <see cref="ArrayList.Reverse(int, int)"/>.</summary>
    public static void Reverse(ArrayList self, int index, int count)
    {
        if (Replica(self) is { } replica)
            replica.Rearrange(self, copy => copy.Reverse(index, count));
        else
            PlainArrayList.Reverse(self, index, count);
    }

    /// <summary>See <see cref="ArrayList.Sort()"/>.</summary>
    public static void Sort(ArrayList self)
    {
        if (Replica(self) is { } replica && !Overrides.Has(self, "Sort/3") && !Overrides.Has(self, "get_Count"))
        {
            replica.Rearrange(self, static copy => copy.Sort());
            return;
        }
        ArrayListShims.Sort(self, 0, self.Count, Comparer.Default);
    }

    /// <summary>See <see cref="ArrayList.Sort(IComparer)"/>.</summary>
    public static void Sort(ArrayList self, IComparer? comparer)
    {
        if (Replica(self) is { } replica && !Overrides.Has(self, "Sort/3") && !Overrides.Has(self, "get_Count"))
        {
            replica.Rearrange(self, copy => copy.Sort(comparer));
            return;
        }
        ArrayListShims.Sort(self, 0, self.Count, comparer);
    }

    /// <summary>See <see cref="ArrayList.Sort(int, int, IComparer)"/>.</summary>
    public static void Sort(ArrayList self, int index, int count, IComparer? comparer)
    {
        if (Replica(self) is { } replica)
            replica.Rearrange(self, copy => copy.Sort(index, count, comparer));
        else
            PlainArrayList.Sort(self, index, count, comparer);
    }

    /// <summary>See <see cref="ArrayList.Capacity"/>.</summary>
    public static void set_Capacity(ArrayList self, int value)
    {
        if (Replica(self) is { } replica)
            replica.SetCapacity(self, value);
        else
            PlainArrayList.Resize(self, value);
    }

    /// <summary>See <see cref="ArrayList.TrimToSize()"/>.</summary>
    public static void TrimToSize(ArrayList self)
    {
        if (Replica(self) is { } replica)
            replica.TrimToSize(self);
        else
            PlainArrayList.Resize(self, PlainArrayList.Count(self));
    }

    private static ArrayListReplica? Replica(ArrayList self) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Find(self);
}
