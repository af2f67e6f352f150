namespace Workload;

public readonly struct HotDictionary(Dictionary<int, int> items) : IHot
{
    public int Step(int turn)
    {
        int key = turn & (Shelf.Size - 1);
        items[key] = turn;
        items.TryAdd(Shelf.Size, turn);
        int sum = items.TryGetValue(key ^ 1, out int value) ? value : 0;
        sum += items[key] + (items.ContainsKey(key ^ 3) ? 1 : 0);
        items.Remove(Shelf.Size);
        return sum;
    }
}

public readonly struct HotSortedDictionary(SortedDictionary<int, int> items) : IHot
{
    public int Step(int turn)
    {
        int key = turn & (Shelf.Size - 1);
        items[key] = turn;
        items.Add(Shelf.Size, turn);
        int sum = items.TryGetValue(key ^ 1, out int value) ? value : 0;
        items.Remove(Shelf.Size);
        return sum + items[key];
    }
}

public readonly struct HotSortedList(SortedList<int, int> items) : IHot
{
    public int Step(int turn)
    {
        int key = turn & (Shelf.Size - 1);
        items[key] = turn;
        items.Add(Shelf.Size, turn);
        int sum = items.TryGetValue(key ^ 1, out int value) ? value : 0;
        items.Remove(Shelf.Size);
        return sum + items[key];
    }
}

public readonly struct HotOrderedDictionary(OrderedDictionary<int, int> items) : IHot
{
    public int Step(int turn)
    {
        int key = turn & (Shelf.Size - 1);
        items[key] = turn;
        items.Add(Shelf.Size, turn);
        int sum = items.TryGetValue(key ^ 1, out int value) ? value : 0;
        items.Remove(Shelf.Size);
        return sum + items[key];
    }
}

public readonly struct HotHashSet(HashSet<int> items) : IHot
{
    public int Step(int turn)
    {
        int sum = items.Add(Shelf.Size) ? 1 : 0;
        sum += items.Contains(turn & (Shelf.Size - 1)) ? 1 : 0;
        sum += items.Contains(-turn) ? 1 : 0;
        items.Remove(Shelf.Size);
        return sum + items.Count;
    }
}

public readonly struct HotSortedSet(SortedSet<int> items) : IHot
{
    public int Step(int turn)
    {
        int sum = items.Add(Shelf.Size) ? 1 : 0;
        sum += items.Contains(turn & (Shelf.Size - 1)) ? 1 : 0;
        items.Remove(Shelf.Size);
        return sum + items.Min + items.Count;
    }
}

public readonly struct HotPriorityQueue(PriorityQueue<int, int> items) : IHot
{
    public int Step(int turn)
    {
        items.Enqueue(turn, turn);
        return items.Peek() + items.Dequeue() + items.Count;
    }
}
