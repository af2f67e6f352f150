using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Linked;

/// <summary>Operations of this node on one shared <see cref="LinkedList{T}"/>.</summary>
internal sealed class LinkedListReplica<T>(SharedHeader header) : SequenceReplica<LinkedList<T>, LinkedListNode<T>, LinkedListContent<T>>(header), ICollectionReplica<T>
{
    /// <summary>The replica of a shared list, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static LinkedListReplica<T>? Of(LinkedList<T>? list) => IsShared(list, out LinkedListReplica<T>? replica) ? replica : null;

    /// <summary>Whether a list is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(LinkedList<T>? list, [NotNullWhen(true)] out LinkedListReplica<T>? replica)
    {
        if (list is not null && ObjectMark.IsSet(list))
        {
            replica = Looks<LinkedList<T>, SharedLinkedList<T>, LinkedListReplica<T>>.Find(list);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a list is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(LinkedList<T>? list)
    {
        if (list is not null && ObjectMark.IsSet(list))
            Looks<LinkedList<T>, SharedLinkedList<T>, LinkedListReplica<T>>.Drain(list);
    }

    /// <summary>After a change of a list that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(LinkedList<T> list)
    {
        if (ObjectMark.IsSet(list))
            Looks<LinkedList<T>, SharedLinkedList<T>, LinkedListReplica<T>>.ReportLate(list);
    }

    internal void AddFirst(LinkedList<T> list, LinkedListNode<T> node, bool isNew) => Insert(list, node, isNew, null, static (list, node, _) =>
    {
        list.AddFirst(node);
        return 0;
    });

    internal void AddLast(LinkedList<T> list, LinkedListNode<T> node, bool isNew) => Insert(list, node, isNew, null, static (list, node, _) =>
    {
        list.AddLast(node);
        return AtEnd;
    });

    internal void AddBefore(LinkedList<T> list, LinkedListNode<T> before, LinkedListNode<T> node, bool isNew) => Insert(list, node, isNew, before, static (list, node, before) =>
    {
        list.AddBefore(before!, node);
        return LinkedListContent<T>.IndexOf(node);
    });

    internal void AddAfter(LinkedList<T> list, LinkedListNode<T> after, LinkedListNode<T> node, bool isNew) => Insert(list, node, isNew, after, static (list, node, after) =>
    {
        list.AddAfter(after!, node);
        return LinkedListContent<T>.IndexOf(node);
    });

    internal void Remove(LinkedList<T> list, LinkedListNode<T> node) => Change(list, (this, list, node), static a =>
    {
        int index = a.node?.List == a.list ? LinkedListContent<T>.IndexOf(a.node) : -1;
        a.list.Remove(a.node!);
        a.Item1.RecordRemove(a.list, index, 1);
        return true;
    });

    internal bool Remove(LinkedList<T> list, T value)
    {
        SharedWrites.Check(Header);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Drain(list);
            int version = Version;
            // The equality may be the program's: it runs outside the latch.
            if (list.Find(value) is not { } node)
                return false;
            if (TryChange(list, version, () => RemoveLatched(list, node)))
                return true;
        }
        throw ChangedMeanwhile();
    }

    internal void RemoveEnd(LinkedList<T> list, bool last) => Change(list, (this, list, last), static a =>
    {
        // The class's own exception where it is empty.
        int index = a.last ? a.list.Count - 1 : 0;
        if (a.last)
            a.list.RemoveLast();
        else
            a.list.RemoveFirst();
        a.Item1.RecordRemove(a.list, index, 1);
        return true;
    });

    void ICollectionReplica<T>.Add(object collection, T item) => AddLast((LinkedList<T>)collection, new LinkedListNode<T>(item), isNew: true);

    bool ICollectionReplica<T>.Remove(object collection, T item) => Remove((LinkedList<T>)collection, item);

    void ICollectionReplica<T>.Clear(object collection) => Clear((LinkedList<T>)collection);

    private void RemoveLatched(LinkedList<T> list, LinkedListNode<T> node)
    {
        int index = LinkedListContent<T>.IndexOf(node);
        list.Remove(node);
        RecordRemove(list, index, 1);
    }

    private void Insert(LinkedList<T> list, LinkedListNode<T> node, bool isNew, LinkedListNode<T>? beside, Func<LinkedList<T>, LinkedListNode<T>, LinkedListNode<T>?, int> insert)
    {
        if (isNew)
            SharedWrites.ShareNew(Header, node);
        else if (node is not null)
            SharedWrites.Share(Header, node);
        Change(list, (this, list, node, beside, insert), static a =>
        {
            int index = a.insert(a.list, a.node!, a.beside);
            a.Item1.RecordInsert(a.list, index, a.node!);
            return true;
        });
    }
}
