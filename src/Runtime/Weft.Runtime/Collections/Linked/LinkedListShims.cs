using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections.Linked;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="LinkedList{T}"/>'s constructors and members. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.LinkedList`1", Untouched = "GetObjectData OnDeserialization")]
public static class LinkedListShims<T>
{
    /// <summary>See <see cref="LinkedList{T}.LinkedList()"/>.</summary>
    public static LinkedList<T> Create() => Activation.IsActive ? new SharedLinkedList<T>() : new LinkedList<T>();

    /// <summary>See <see cref="LinkedList{T}.LinkedList(IEnumerable{T})"/>.</summary>
    public static LinkedList<T> Create(IEnumerable<T> collection) => Activation.IsActive ? new SharedLinkedList<T>(collection) : new LinkedList<T>(collection);

    /// <summary>See <see cref="LinkedList{T}.AddFirst(T)"/>.</summary>
    public static LinkedListNode<T> AddFirst(LinkedList<T> self, T value)
    {
        LinkedListNode<T> node = new(value);
        AddFirst(self, node, isNew: true);
        return node;
    }

    /// <summary>See <see cref="LinkedList{T}.AddFirst(LinkedListNode{T})"/>.</summary>
    public static void AddFirst(LinkedList<T> self, LinkedListNode<T> node) => AddFirst(self, node, isNew: false);

    private static void AddFirst(LinkedList<T> self, LinkedListNode<T> node, bool isNew)
    {
        if (LinkedListReplica<T>.IsShared(self, out LinkedListReplica<T>? replica))
        {
            replica.AddFirst(self, node, isNew);
            return;
        }
        self.AddFirst(node);
        LinkedListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="LinkedList{T}.AddLast(T)"/>.</summary>
    public static LinkedListNode<T> AddLast(LinkedList<T> self, T value)
    {
        LinkedListNode<T> node = new(value);
        AddLast(self, node, isNew: true);
        return node;
    }

    /// <summary>See <see cref="LinkedList{T}.AddLast(LinkedListNode{T})"/>.</summary>
    public static void AddLast(LinkedList<T> self, LinkedListNode<T> node) => AddLast(self, node, isNew: false);

    private static void AddLast(LinkedList<T> self, LinkedListNode<T> node, bool isNew)
    {
        if (LinkedListReplica<T>.IsShared(self, out LinkedListReplica<T>? replica))
        {
            replica.AddLast(self, node, isNew);
            return;
        }
        self.AddLast(node);
        LinkedListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="LinkedList{T}.AddBefore(LinkedListNode{T}, T)"/>.</summary>
    public static LinkedListNode<T> AddBefore(LinkedList<T> self, LinkedListNode<T> node, T value)
    {
        LinkedListNode<T> newNode = new(value);
        AddBefore(self, node, newNode, isNew: true);
        return newNode;
    }

    /// <summary>See <see cref="LinkedList{T}.AddBefore(LinkedListNode{T}, LinkedListNode{T})"/>.</summary>
    public static void AddBefore(LinkedList<T> self, LinkedListNode<T> node, LinkedListNode<T> newNode) => AddBefore(self, node, newNode, isNew: false);

    private static void AddBefore(LinkedList<T> self, LinkedListNode<T> node, LinkedListNode<T> newNode, bool isNew)
    {
        if (LinkedListReplica<T>.IsShared(self, out LinkedListReplica<T>? replica))
        {
            replica.AddBefore(self, node, newNode, isNew);
            return;
        }
        self.AddBefore(node, newNode);
        LinkedListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="LinkedList{T}.AddAfter(LinkedListNode{T}, T)"/>.</summary>
    public static LinkedListNode<T> AddAfter(LinkedList<T> self, LinkedListNode<T> node, T value)
    {
        LinkedListNode<T> newNode = new(value);
        AddAfter(self, node, newNode, isNew: true);
        return newNode;
    }

    /// <summary>See <see cref="LinkedList{T}.AddAfter(LinkedListNode{T}, LinkedListNode{T})"/>.</summary>
    public static void AddAfter(LinkedList<T> self, LinkedListNode<T> node, LinkedListNode<T> newNode) => AddAfter(self, node, newNode, isNew: false);

    private static void AddAfter(LinkedList<T> self, LinkedListNode<T> node, LinkedListNode<T> newNode, bool isNew)
    {
        if (LinkedListReplica<T>.IsShared(self, out LinkedListReplica<T>? replica))
        {
            replica.AddAfter(self, node, newNode, isNew);
            return;
        }
        self.AddAfter(node, newNode);
        LinkedListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="LinkedList{T}.Remove(LinkedListNode{T})"/>.</summary>
    public static void Remove(LinkedList<T> self, LinkedListNode<T> node)
    {
        if (LinkedListReplica<T>.IsShared(self, out LinkedListReplica<T>? replica))
        {
            replica.Remove(self, node);
            return;
        }
        self.Remove(node);
        LinkedListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="LinkedList{T}.Remove(T)"/>.</summary>
    public static bool Remove(LinkedList<T> self, T value)
    {
        if (LinkedListReplica<T>.IsShared(self, out LinkedListReplica<T>? replica))
            return replica.Remove(self, value);
        bool removed = self.Remove(value);
        LinkedListReplica<T>.LookAgain(self);
        return removed;
    }

    /// <summary>See <see cref="LinkedList{T}.RemoveFirst"/>.</summary>
    public static void RemoveFirst(LinkedList<T> self)
    {
        if (LinkedListReplica<T>.IsShared(self, out LinkedListReplica<T>? replica))
        {
            replica.RemoveEnd(self, last: false);
            return;
        }
        self.RemoveFirst();
        LinkedListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="LinkedList{T}.RemoveLast"/>.</summary>
    public static void RemoveLast(LinkedList<T> self)
    {
        if (LinkedListReplica<T>.IsShared(self, out LinkedListReplica<T>? replica))
        {
            replica.RemoveEnd(self, last: true);
            return;
        }
        self.RemoveLast();
        LinkedListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="LinkedList{T}.Clear"/>.</summary>
    public static void Clear(LinkedList<T> self)
    {
        if (LinkedListReplica<T>.IsShared(self, out LinkedListReplica<T>? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        LinkedListReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="LinkedList{T}.Count"/>.</summary>
    public static int get_Count(LinkedList<T> self) => Current(self).Count;

    /// <summary>See <see cref="LinkedList{T}.First"/>.</summary>
    public static LinkedListNode<T>? get_First(LinkedList<T> self) => Current(self).First;

    /// <summary>See <see cref="LinkedList{T}.Last"/>.</summary>
    public static LinkedListNode<T>? get_Last(LinkedList<T> self) => Current(self).Last;

    /// <summary>See <see cref="LinkedList{T}.Contains"/>.</summary>
    public static bool Contains(LinkedList<T> self, T value) => Current(self).Contains(value);

    /// <summary>See <see cref="LinkedList{T}.Find"/>.</summary>
    public static LinkedListNode<T>? Find(LinkedList<T> self, T value) => Current(self).Find(value);

    /// <summary>See <see cref="LinkedList{T}.FindLast"/>.</summary>
    public static LinkedListNode<T>? FindLast(LinkedList<T> self, T value) => Current(self).FindLast(value);

    /// <summary>See <see cref="LinkedList{T}.CopyTo"/>.</summary>
    public static void CopyTo(LinkedList<T> self, T[] array, int index)
    {
        int count = Current(self).Count;
        self.CopyTo(array, index);
        ArrayWrites.Written(array, index, count);
    }

    /// <summary>See <see cref="LinkedList{T}.GetEnumerator"/>.</summary>
    public static LinkedList<T>.Enumerator GetEnumerator(LinkedList<T> self) => Current(self).GetEnumerator();

    // The list, with what other nodes have done to it.
    private static LinkedList<T> Current(LinkedList<T> self)
    {
        LinkedListReplica<T>.CatchUp(self);
        return self;
    }
}
