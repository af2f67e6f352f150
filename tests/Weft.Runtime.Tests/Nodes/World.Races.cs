using System.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Collections and arrays that become shared while another thread changes them.</content>
internal static partial class World
{
    private const int Changers = 8;
    private const int Slots = 500;
    private static readonly string[] Letters = ["a", "b", "c"];

    /// <summary>Makes collections, shares them while threads are changing one each, and tells what is in them at the end.</summary>
    internal static string ChangeWhileSharing(string kind)
    {
        (object Collection, Action<int> Change)[] all = [.. Enumerable.Range(0, Changers).Select(_ => Changing(kind))];
        bool shared = false;
        using CountdownEvent begun = new(Changers);
        // More than there are processors: some of them stand still wherever they are while the collections become shared, and do one change at most once they go on.
        Thread[] changers = [.. all.Select(each => new Thread(() =>
        {
            begun.Signal();
            for (int i = 0; !Volatile.Read(ref shared); i++)
                each.Change(i);
        }))];
        foreach (Thread changer in changers)
            changer.Start();
        begun.Wait();
        Root!.Anything = all.Select(each => each.Collection).ToArray();
        Volatile.Write(ref shared, true);
        foreach (Thread changer in changers)
            changer.Join();
        return ContentOfChanged();
    }

    /// <summary>What is in the shared collections.</summary>
    internal static string ContentOfChanged() => Root!.Anything is object[] all ? string.Join(";", all.Select(ContentOf)) : "none";

    private static string ContentOf(object collection) => collection switch
    {
        int[,] matrix => string.Join(",", matrix.Cast<int>()),
        string?[] references => string.Join(",", references),
        int[] numbers => string.Join(",", numbers),
        List<int> list => string.Join(",", ListShims<int>.ToArray(list)),
        Queue<int> queue => string.Join(",", QueueShims<int>.ToArray(queue)),
        Stack<int> stack => string.Join(",", StackShims<int>.ToArray(stack)),
        LinkedList<int> list => string.Join(",", Copied(list)),
        Dictionary<int, int> map => string.Join(",", ((IEnumerable<KeyValuePair<int, int>>)map).OrderBy(entry => entry.Key)),
        HashSet<int> set => string.Join(",", ((IEnumerable<int>)set).Order()),
        SortedList<int, int> map => string.Join(",", (IEnumerable<KeyValuePair<int, int>>)map),
        _ => string.Join(",", ((ArrayList)collection).ToArray()),
    };

    private static (object Collection, Action<int> Change) Changing(string kind)
    {
        switch (kind)
        {
            case "int[]":
                int[] numbers = new int[Slots];
                return (numbers, i => ArrayAccess.Store(numbers, i % Slots, i));
            case "string[]":
                string[] texts = new string[Slots];
                return (texts, i => ArrayAccess.StoreReference(texts, i % Slots, Letters[i / Slots % Letters.Length]));
            case "int[,]":
                int[,] matrix = new int[Slots, 2];
                return (matrix, i => MatrixAccess.Store(matrix, in matrix[i % Slots, 1], i));
            case "list":
                return Changing(ListShims<int>.Create());
            case "list of the framework":
                return Changing([]);
            case "queue":
                Queue<int> queue = QueueShims<int>.Create();
                return (queue, i => Grow(i, item => QueueShims<int>.Enqueue(queue, item), () => QueueShims<int>.Dequeue(queue)));
            case "queue that is mostly empty":
                Queue<int> emptied = QueueShims<int>.Create();
                return (emptied, i => GrowAndShrink(i, item => QueueShims<int>.Enqueue(emptied, item), () => QueueShims<int>.Dequeue(emptied)));
            case "stack":
                Stack<int> stack = StackShims<int>.Create();
                return (stack, i => Grow(i, item => StackShims<int>.Push(stack, item), () => StackShims<int>.Pop(stack)));
            case "linked list":
                LinkedList<int> linked = LinkedListShims<int>.Create();
                return (linked, i => Grow(i, item => LinkedListShims<int>.AddLast(linked, item), () => LinkedListShims<int>.RemoveFirst(linked)));
            case "dictionary":
                Dictionary<int, int> map = DictionaryShims<int, int>.Create();
                return (map, i => DictionaryShims<int, int>.set_Item(map, i % Slots, i));
            case "set":
                HashSet<int> set = HashSetShims<int>.Create();
                return (set, i => Grow(i, item => HashSetShims<int>.Add(set, item % Slots), () => HashSetShims<int>.Remove(set, i % Slots)));
            case "sorted list":
                SortedList<int, int> sorted = SortedListShims<int, int>.Create();
                return (sorted, i => SortedListShims<int, int>.set_Item(sorted, i % Slots, i));
            default:
                ArrayList untyped = ArrayListShims.Create();
                return (untyped, i => Grow(i, item => ArrayListShims.Add(untyped, item), () => ArrayListShims.RemoveAt(untyped, 0)));
        }
    }

    private static (object Collection, Action<int> Change) Changing(List<int> list) =>
        (list, i => Grow(i, item => ListShims<int>.Add(list, item), () => ListShims<int>.RemoveAt(list, list.Count - 1)));

    // It has from none to as many items in turns.
    private static void Grow(int turn, Action<int> add, Action remove)
    {
        if (turn / Slots % 2 == 0)
            add(turn);
        else
            remove();
    }

    private static void GrowAndShrink(int turn, Action<int> add, Action remove)
    {
        if (turn % 2 == 0)
            add(turn);
        else
            remove();
    }

    private static int[] Copied(LinkedList<int> list)
    {
        int[] items = new int[LinkedListShims<int>.get_Count(list)];
        LinkedListShims<int>.CopyTo(list, items, 0);
        return items;
    }
}
