using System.Collections;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>Operations of this node on one shared <see cref="ArrayList"/>.</summary>
internal sealed class ArrayListReplica(SharedHeader header) : SequenceReplica<ArrayList, object?, ArrayListContent>(header)
{
    internal int Add(ArrayList list, object? value)
    {
        SharedWrites.Share(Header, value);
        return Change(list, (this, list, value), static a =>
        {
            int index = PlainArrayList.Add(a.list, a.value);
            a.Item1.RecordInsert(a.list, index, a.value);
            return index;
        });
    }

    internal void Insert(ArrayList list, int index, object? value)
    {
        SharedWrites.Share(Header, value);
        Change(list, (this, list, index, value), static a =>
        {
            PlainArrayList.Insert(a.list, a.index, a.value);
            a.Item1.RecordInsert(a.list, a.index, a.value);
            return true;
        });
    }

    internal void AddRange(ArrayList list, ICollection c) => InsertMany(list, null, c);

    internal void InsertRange(ArrayList list, int index, ICollection c) => InsertMany(list, index, c);

    internal void set_Item(ArrayList list, int index, object? value)
    {
        SharedWrites.Share(Header, value);
        Change(list, (this, list, index, value), static a =>
        {
            PlainArrayList.Set(a.list, a.index, a.value);
            a.Item1.RecordSet(a.list, a.index, a.value);
            return true;
        });
    }

    internal void SetRange(ArrayList list, int index, ICollection c)
    {
        object?[] items = Share(c);
        Change(list, (this, list, index, items), static a =>
        {
            PlainArrayList.SetRange(a.list, a.index, a.items);
            for (int i = 0; i < a.items.Length; i++)
                a.Item1.RecordSet(a.list, a.index + i, a.items[i]);
            return true;
        });
    }

    internal void Remove(ArrayList list, object? obj)
    {
        SharedWrites.Check(Header);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            // The equality may be the program's: it runs outside the latch.
            int index = Array.IndexOf((Array)Copy(list, out int version), obj);
            if (index < 0 || TryChange(list, version, () => RemoveLatched(list, index, 1)))
                return;
        }
        throw ChangedMeanwhile();
    }

    internal void RemoveAt(ArrayList list, int index) => Change(list, (this, list, index), static a =>
    {
        PlainArrayList.RemoveAt(a.list, a.index);
        a.Item1.RecordRemove(a.list, a.index, 1);
        return true;
    });

    internal void RemoveRange(ArrayList list, int index, int count) => Change(list, (this, list, index, count), static a =>
    {
        a.Item1.RemoveLatched(a.list, a.index, a.count);
        return true;
    });

    /// <summary>Puts the elements in another order, by code that may be the program's: it runs outside the latch, on a copy.</summary>
    internal void Rearrange(ArrayList list, Action<ArrayList> rearrange)
    {
        SharedWrites.Check(Header);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            ArrayList copy = new(Copy(list, out int version));
            rearrange(copy);
            if (TryChange(list, version, () => WriteBack(list, copy)))
                return;
        }
        throw ChangedMeanwhile();
    }

    internal void SetCapacity(ArrayList list, int capacity) => Read(list, (list, capacity), static a =>
    {
        PlainArrayList.Resize(a.list, a.capacity);
        return true;
    });

    internal void TrimToSize(ArrayList list) => Read(list, list, static l =>
    {
        PlainArrayList.Resize(l, PlainArrayList.Count(l));
        return true;
    });

    private void WriteBack(ArrayList list, ArrayList copy)
    {
        PlainArrayList.SetRange(list, 0, copy);
        RecordReplace(list);
    }

    private void RemoveLatched(ArrayList list, int index, int count)
    {
        PlainArrayList.RemoveRange(list, index, count);
        if (count > 0)
            RecordRemove(list, index, count);
    }

    private object?[] Share(ICollection c)
    {
        ArgumentNullException.ThrowIfNull(c);
        object?[] items = new object?[c.Count];
        c.CopyTo(items, 0);
        foreach (object? item in items)
            SharedWrites.Share(Header, item);
        return items;
    }

    private void InsertMany(ArrayList list, int? index, ICollection c)
    {
        object?[] items = Share(c);
        Change(list, (this, list, index, items), static a =>
        {
            int at = a.index ?? PlainArrayList.Count(a.list);
            PlainArrayList.InsertRange(a.list, at, a.items);
            if (!a.Item1.IsCreated)
            {
                a.Item1.RecordReplace(a.list);
                return true;
            }
            for (int i = 0; i < a.items.Length; i++)
                a.Item1.RecordInsert(a.list, at + i, a.items[i]);
            return true;
        });
    }
}
