using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>Operations of this node on one shared list.</summary>
/// <remarks>
/// Code of the program (equality, predicates, comparisons) runs outside the latch on a copy; its outcome is used if the list has not
/// changed meanwhile, as it cannot where the program locks properly.
/// </remarks>
internal sealed partial class ListReplica<T>(SharedHeader header) : Replica(header), IListReplica<T>, ILateReplica
{
    private const int Attempts = 100;

    private readonly ValueCodec<T> _codec = ValueCodec<T>.For;

    /// <summary>The replica of a shared list, or null for any other.</summary>
    internal static ListReplica<T>? Of(List<T> list)
    {
        SharedHeader? header = list is SharedList<T> own ? own.SharedHeader : SideTable.InUse && list is not null ? SideTable.Find(list) : null;
        return header is null ? null : Of(header);
    }

    internal static ListReplica<T> Of(SharedHeader header) =>
        (ListReplica<T>)(Volatile.Read(ref header.Extra) ?? Interlocked.CompareExchange(ref header.Extra, new ListReplica<T>(header), null) ?? header.Extra);

    /// <summary>After a change of a list that was found unshared: reports it if the list has become shared meanwhile.</summary>
    internal static void LookAgain(List<T> list)
    {
        if (Of(list) is { } replica)
            replica.ReportLate(list);
    }

    internal void Add(List<T> list, T item)
    {
        SharedWrites.Share(Header, item);
        Enter(list);
        try
        {
            InsertLatched(list, list.Count, item);
        }
        finally
        {
            Leave();
        }
        SharedWrites.Finish();
    }

    internal void Insert(List<T> list, int index, T item)
    {
        SharedWrites.Share(Header, item);
        Enter(list);
        try
        {
            InsertLatched(list, index, item);
        }
        finally
        {
            Leave();
        }
        SharedWrites.Finish();
    }

    internal void AddRange(List<T> list, IEnumerable<T> collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        InsertMany(list, null, [.. collection]);
    }

    internal void InsertRange(List<T> list, int index, IEnumerable<T> collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        InsertMany(list, index, [.. collection]);
    }

    internal void SetItem(List<T> list, int index, T value)
    {
        SharedWrites.Share(Header, value);
        Enter(list);
        try
        {
            list[index] = value;
            RecordSet(list, index, value);
        }
        finally
        {
            Leave();
        }
        SharedWrites.Finish();
    }

    internal void RemoveAt(List<T> list, int index)
    {
        SharedWrites.Check(Header);
        Enter(list);
        try
        {
            list.RemoveAt(index);
            RecordRemove(list, index, 1);
        }
        finally
        {
            Leave();
        }
        SharedWrites.Finish();
    }

    internal void RemoveRange(List<T> list, int index, int count)
    {
        SharedWrites.Check(Header);
        Enter(list);
        try
        {
            list.RemoveRange(index, count);
            if (count > 0)
                RecordRemove(list, index, count);
        }
        finally
        {
            Leave();
        }
        SharedWrites.Finish();
    }

    internal void Clear(List<T> list)
    {
        SharedWrites.Check(Header);
        Enter(list);
        try
        {
            list.Clear();
            if (!IsCreated)
            {
                RecordReplace(list);
            }
            else
            {
                SharedWrites.Begin(Header, EntryKind.Clear);
                SharedWrites.End();
                Pend();
            }
        }
        finally
        {
            Leave();
        }
        SharedWrites.Finish();
    }

    internal int EnsureCapacity(List<T> list, int capacity)
    {
        Enter(list);
        try
        {
            return list.EnsureCapacity(capacity);
        }
        finally
        {
            Leave();
        }
    }

    internal void SetCapacity(List<T> list, int capacity)
    {
        Enter(list);
        try
        {
            list.Capacity = capacity;
        }
        finally
        {
            Leave();
        }
    }

    internal void TrimExcess(List<T> list)
    {
        Enter(list);
        try
        {
            list.TrimExcess();
        }
        finally
        {
            Leave();
        }
    }

    private void InsertMany(List<T> list, int? index, T[] items)
    {
        foreach (T item in items)
            SharedWrites.Share(Header, item);
        Enter(list);
        try
        {
            int at = index ?? list.Count;
            list.InsertRange(at, items);
            if (!IsCreated)
            {
                RecordReplace(list);
            }
            else
            {
                for (int i = 0; i < items.Length; i++)
                    RecordInsert(at + i, items[i]);
            }
        }
        finally
        {
            Leave();
        }
        SharedWrites.Finish();
    }

    private void InsertLatched(List<T> list, int index, T item)
    {
        list.Insert(index, item);
        if (IsCreated)
            RecordInsert(index, item);
        else
            RecordReplace(list);
    }

    private void RecordInsert(int index, T item)
    {
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.ListInsert);
        writer.Unsigned((ulong)index);
        _codec.Write(writer, item);
        SharedWrites.End();
        Pend();
    }

    private void RecordSet(List<T> list, int index, T value)
    {
        if (!IsCreated)
        {
            RecordReplace(list);
            return;
        }
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.ListSet);
        writer.Unsigned((ulong)index);
        _codec.Write(writer, value);
        SharedWrites.End();
        Pend((ulong)index);
    }

    private void RecordRemove(List<T> list, int index, int count)
    {
        if (!IsCreated)
        {
            RecordReplace(list);
            return;
        }
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.ListRemove);
        writer.Unsigned((ulong)index);
        writer.Unsigned((ulong)count);
        SharedWrites.End();
        Pend();
    }

    private void RecordReplace(List<T> list)
    {
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.ListReplace);
        WriteContent(list, writer);
        SharedWrites.End();
        Pend();
        if (!IsCreated)
            MarkStale();
    }
}
