using System.Collections;
using System.Collections.ObjectModel;

namespace Workload;

public readonly struct HotArray(int[] items) : IHot
{
    public int Step(int turn)
    {
        int sum = 0;
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = turn;
            sum += items[(i + turn) & (Shelf.Size - 1)];
        }
        return sum;
    }
}

public readonly struct HotList(List<int> items) : IHot
{
    public int Step(int turn)
    {
        items.Add(turn);
        items[turn & (Shelf.Size - 1)] = turn;
        int sum = 0;
        for (int i = 0; i < items.Count; i += 4)
            sum += items[i];
        foreach (int item in items)
            sum += item;
        items.RemoveAt(items.Count - 1);
        return sum;
    }
}

public readonly struct HotQueue(Queue<int> items) : IHot
{
    public int Step(int turn)
    {
        items.Enqueue(turn);
        int sum = items.Peek() + items.Count;
        return sum + (items.TryDequeue(out int first) ? first : 0);
    }
}

public readonly struct HotStack(Stack<int> items) : IHot
{
    public int Step(int turn)
    {
        items.Push(turn);
        int sum = items.Peek() + items.Count;
        return sum + items.Pop();
    }
}

public readonly struct HotLinkedList(LinkedList<int> items) : IHot
{
    public int Step(int turn)
    {
        items.AddLast(turn);
        int sum = 0;
        for (LinkedListNode<int>? node = items.First; node is not null; node = node.Next)
            sum += node.Value;
        items.RemoveFirst();
        return sum;
    }
}

public readonly struct HotCollection(Collection<int> items) : IHot
{
    public int Step(int turn)
    {
        items.Add(turn);
        items[turn & (Shelf.Size - 1)] = turn;
        int sum = 0;
        for (int i = 0; i < items.Count; i += 4)
            sum += items[i];
        items.RemoveAt(items.Count - 1);
        return sum;
    }
}

public readonly struct HotObservable(ObservableCollection<int> items) : IHot
{
    public int Step(int turn)
    {
        items.Add(turn);
        items[turn & (Shelf.Size - 1)] = turn;
        int sum = 0;
        for (int i = 0; i < items.Count; i += 4)
            sum += items[i];
        items.RemoveAt(items.Count - 1);
        return sum;
    }
}

public readonly struct HotArrayList(ArrayList items) : IHot
{
    private static readonly object s_item = 7;

    public int Step(int turn)
    {
        items.Add(s_item);
        items[turn & (Shelf.Size - 1)] = s_item;
        int sum = 0;
        for (int i = 0; i < items.Count; i += 4)
            sum += items[i] is int number ? number : 0;
        items.RemoveAt(items.Count - 1);
        return sum;
    }
}

public readonly struct HotUntypedQueue(Queue items) : IHot
{
    private static readonly object s_item = 7;

    public int Step(int turn)
    {
        items.Enqueue(s_item);
        int count = items.Count;
        return items.Dequeue() is int number ? number + count : turn;
    }
}

public readonly struct HotUntypedStack(Stack items) : IHot
{
    private static readonly object s_item = 7;

    public int Step(int turn)
    {
        items.Push(s_item);
        int count = items.Count;
        return items.Pop() is int number ? number + count : turn;
    }
}
