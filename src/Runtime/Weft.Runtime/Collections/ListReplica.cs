using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Collections;

/// <summary>Operations of this node on one shared list.</summary>
/// <remarks>
/// Code of the program (equality, predicates, comparisons) runs outside the latch on a copy; its outcome is used if the list has not
/// changed meanwhile, as it cannot where the program locks properly.
/// </remarks>
internal sealed partial class ListReplica<T>(SharedHeader header) : SequenceReplica<List<T>, T, ListContent<T>>(header), IListReplica<T>
{
    /// <summary>The replica of a shared list, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ListReplica<T>? Of(List<T> list) => IsShared(list, out ListReplica<T>? replica) ? replica : null;

    /// <summary>Whether a list is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(List<T> list, [NotNullWhen(true)] out ListReplica<T>? replica)
    {
        if (ObjectMark.IsSet(list))
        {
            replica = Looks<List<T>, SharedList<T>, ListReplica<T>>.Find(list);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a list is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(List<T> list)
    {
        if (ObjectMark.IsSet(list))
            Looks<List<T>, SharedList<T>, ListReplica<T>>.Drain(list);
    }

    /// <summary>After a change of a list that was found unshared: reports it if the list has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(List<T> list)
    {
        if (ObjectMark.IsSet(list))
            Looks<List<T>, SharedList<T>, ListReplica<T>>.ReportLate(list);
    }

    /// <summary>Has the elements compared when the thread publishes: it gets a span of them.</summary>
    internal void Expose(List<T> list)
    {
        SharedWrites.WaitUntilAnnounced(Header);
        Drain(list);
        ThreadTransaction.Current.Exposed.Add(list, Exposure.Hold(Header, (list, this), static (header, made) => new ListExposure<T>(header, made.list, made.Item2)));
    }

    /// <summary>Records an element that was written unseen. Under the latch.</summary>
    internal void RecordUnseen(List<T> list, int index, T value) => RecordSet(list, index, value);

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
            Leave(list);
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
            Leave(list);
        }
        SharedWrites.Finish();
    }

    internal void AddRange(List<T> list, IEnumerable<T> collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        if (collection is ICollection<T> items)
            InsertMany(list, null, [.. items]);
        else
            InsertEach(list, null, collection);
    }

    internal void InsertRange(List<T> list, int index, IEnumerable<T> collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        if (collection is ICollection<T> items)
            InsertMany(list, index, [.. items]);
        else
            InsertEach(list, index, collection);
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
            Leave(list);
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
            Leave(list);
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
            Leave(list);
        }
        SharedWrites.Finish();
    }

    internal void SetCount(List<T> list, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        SharedWrites.Check(Header);
        Enter(list);
        try
        {
            int before = list.Count;
            if (count < before)
                list.RemoveRange(count, before - count);
            for (int i = before; i < count; i++)
                InsertLatched(list, i, default!);
            if (count < before)
                RecordRemove(list, count, before - count);
        }
        finally
        {
            Leave(list);
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
            Leave(list);
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
            Leave(list);
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
            Leave(list);
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
                    RecordInsert(list, at + i, items[i]);
            }
        }
        finally
        {
            Leave(list);
        }
        SharedWrites.Finish();
    }

    /// <summary>Inserts items as code of the program gives them: those before one that fails are in the list.</summary>
    private void InsertEach(List<T> list, int? index, IEnumerable<T> collection)
    {
        if (index is { } given)
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)given, (uint)Read(list, list, static l => l.Count), nameof(index));
        try
        {
            foreach (T item in collection)
            {
                SharedWrites.Share(Header, item);
                Enter(list);
                try
                {
                    InsertLatched(list, index ?? list.Count, item);
                }
                finally
                {
                    Leave(list);
                }
                index++;
            }
        }
        finally
        {
            SharedWrites.Finish();
        }
    }

    private void InsertLatched(List<T> list, int index, T item)
    {
        list.Insert(index, item);
        RecordInsert(list, index, item);
    }
}
