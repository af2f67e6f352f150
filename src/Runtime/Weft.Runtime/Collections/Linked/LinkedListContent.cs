using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Linked;

/// <summary>The content of a <see cref="LinkedList{T}"/>: its nodes, which are shared objects of their own.</summary>
internal readonly struct LinkedListContent<T> : ISequenceContent<LinkedList<T>, LinkedListNode<T>>
{
    public static LinkedList<T> Create() => new SharedLinkedList<T>();

    public static Replica MakeReplica(SharedHeader header) => new LinkedListReplica<T>(header);

    public static long Stamp(LinkedList<T> list) => ContentStamp.Of(Version(list), list.Count);

    public static int Count(LinkedList<T> list) => list.Count;

    public static LinkedListNode<T>[] Copy(LinkedList<T> list)
    {
        List<LinkedListNode<T>> nodes = new(list.Count);
        for (LinkedListNode<T>? node = list.First; node is not null; node = node.Next)
            nodes.Add(node);
        return [.. nodes];
    }

    public static void Load(LinkedList<T> list, LinkedListNode<T>[] content)
    {
        list.Clear();
        foreach (LinkedListNode<T> node in content)
            TryInsert(list, list.Count, node);
    }

    public static bool TryInsert(LinkedList<T> list, int index, LinkedListNode<T> item)
    {
        // Another version of the class, or of the object: nothing can be inserted.
        if (item is null)
            return true;
        // Unlocked changes that crossed: a node is in one place, the last that was said.
        item.List?.Remove(item);
        if (index >= list.Count)
            list.AddLast(item);
        else
            list.AddBefore(NodeAt(list, index), item);
        return true;
    }

    public static bool TryRemove(LinkedList<T> list, int index, int count)
    {
        for (; count > 0 && index < list.Count; count--)
            list.Remove(NodeAt(list, index));
        return true;
    }

    public static bool TrySet(LinkedList<T> list, int index, LinkedListNode<T> item) => false;

    /// <summary>The place of a node, looked for from both ends.</summary>
    internal static int IndexOf(LinkedListNode<T> wanted)
    {
        LinkedList<T> list = wanted.List!;
        int index = 0;
        LinkedListNode<T>? first = list.First, last = list.Last;
        while (first is not null && last is not null)
        {
            if (first == wanted)
                return index;
            if (last == wanted)
                return list.Count - 1 - index;
            (first, last, index) = (first.Next, last.Previous, index + 1);
        }
        throw new InvalidOperationException("The node is not in the list that it names.");
    }

    private static LinkedListNode<T> NodeAt(LinkedList<T> list, int index)
    {
        LinkedListNode<T> node = index < list.Count / 2 ? list.First! : list.Last!;
        if (index < list.Count / 2)
        {
            for (; index > 0; index--)
                node = node.Next!;
            return node;
        }
        for (int steps = list.Count - 1 - index; steps > 0; steps--)
            node = node.Previous!;
        return node;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "version")]
    private static extern ref int Version(LinkedList<T> list);
}
