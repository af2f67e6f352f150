using Weft.Runtime.Barriers;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Values that become shared with the nodes of a linked list.</content>
internal static partial class World
{
    /// <summary>Puts arrays into a shared linked list while threads are changing one each, and tells what is in them at the end.</summary>
    internal static string LinkWhileChanging()
    {
        LinkedList<int[]> list = LinkedListShims<int[]>.Create();
        Root!.Anything = list;
        int[][] arrays = [.. Enumerable.Range(0, Changers).Select(static _ => new int[Slots])];
        bool linked = false;
        using CountdownEvent begun = new(Changers);
        Thread[] changers = [.. arrays.Select(array => new Thread(() =>
        {
            begun.Signal();
            for (int i = 0; !Volatile.Read(ref linked); i++)
                ArrayAccess.Store(array, i % Slots, i);
        }))];
        foreach (Thread changer in changers)
            changer.Start();
        begun.Wait();
        foreach (int[] array in arrays)
            LinkedListShims<int[]>.AddLast(list, array);
        Volatile.Write(ref linked, true);
        foreach (Thread changer in changers)
            changer.Join();
        return ContentOfLinked();
    }

    /// <summary>What is in the arrays of the shared linked list.</summary>
    internal static string ContentOfLinked() => Root!.Anything is LinkedList<int[]> list ? string.Join(";", Walk(list).Select(static array => string.Join(",", array))) : "none";

    /// <summary>Puts a number and an array into shared linked lists while a thread is inside an atomic section, and tells whether the array had to wait for it.</summary>
    internal static bool LinkBesideSection()
    {
        LinkedList<int> numbers = LinkedListShims<int>.Create();
        LinkedList<int[]> arrays = LinkedListShims<int[]>.Create();
        Root!.Anything = new object[] { numbers, arrays };
        using ManualResetEventSlim inside = new(), leave = new();
        Thread other = new(() =>
        {
            AtomicSections.Enter();
            inside.Set();
            leave.Wait();
            AtomicSections.Exit();
        });
        other.Start();
        inside.Wait();
        LinkedListShims<int>.AddLast(numbers, 1);
        Thread linking = new(() => LinkedListShims<int[]>.AddLast(arrays, new int[1]));
        linking.Start();
        bool waited = !linking.Join(100);
        leave.Set();
        linking.Join();
        other.Join();
        return waited;
    }

    /// <summary>Makes a shared linked list, each item in another way.</summary>
    internal static void LinkNumbers()
    {
        LinkedList<int> list = LinkedListShims<int>.Create();
        Root!.Anything = list;
        LinkedListNode<int> middle = LinkedListShims<int>.AddFirst(list, 3);
        LinkedListShims<int>.AddBefore(list, middle, 2);
        LinkedListShims<int>.AddAfter(list, middle, 4);
        LinkedListShims<int>.AddLast(list, 5);
        LinkedListShims<int>.AddFirst(list, new LinkedListNode<int>(1));
        ((ICollection<int>)list).Add(6);
        LinkedListNodeShims<int>.set_Value(middle, 33);
    }

    /// <summary>What is in the shared linked list.</summary>
    internal static string LinkedNumbers() => Root!.Anything is LinkedList<int> list ? string.Join(",", Walk(list)) : "none";

    private static List<T> Walk<T>(LinkedList<T> list)
    {
        List<T> values = [];
        for (LinkedListNode<T>? node = LinkedListShims<T>.get_First(list); node is not null; node = LinkedListNodeShims<T>.get_Next(node))
            values.Add(LinkedListNodeShims<T>.get_Value(node));
        return values;
    }
}
