namespace Stress;

public sealed class HashSetShelf : Shelf
{
    private readonly HashSet<long> _items = [];

    public override string Name => "set";

    public override string[] Actions => ["add", "remove", "toggle", "keep"];

    public override IEnumerable<long> Content => _items.Order();

    public override void Fill(long[] content) => _items.UnionWith(content);

    protected override long Work(string action, long value)
    {
        long item = value % 24;
        switch (action)
        {
            case "add":
                return _items.Add(item) ? 1 : 0;
            case "remove":
                return _items.Remove(item) ? 1 : 0;
            case "toggle":
                _items.SymmetricExceptWith([item, item + 1, item + 2]);
                return _items.Contains(item) ? 1 : 0;
            case "keep":
                return _items.RemoveWhere(held => held % 5 == value % 5);
            default:
                throw Unknown(action);
        }
    }
}

public sealed class SortedSetShelf : Shelf
{
    private readonly SortedSet<long> _items = [];

    public override string Name => "sortedset";

    public override string[] Actions => ["add", "remove", "least", "greatest", "between"];

    public override IEnumerable<long> Content => _items;

    public override void Fill(long[] content) => _items.UnionWith(content);

    protected override long Work(string action, long value)
    {
        long item = value % 24;
        switch (action)
        {
            case "add":
                return _items.Add(item) ? 1 : 0;
            case "remove":
                return _items.Remove(item) ? 1 : 0;
            case "least":
                return _items.Count > 0 && _items.Remove(_items.Min) ? 1 : 0;
            case "greatest":
                return _items.Count > 0 && _items.Remove(_items.Max) ? 1 : 0;
            case "between":
                return _items.GetViewBetween(item, item + 5).Count;
            default:
                throw Unknown(action);
        }
    }
}

public sealed class PriorityShelf : Shelf
{
    private readonly PriorityQueue<long, long> _items = new();

    public override string Name => "priority";

    public override string[] Actions => ["put", "take", "exchange"];

    public override IEnumerable<long> Content => _items.UnorderedItems.Select(item => item.Element).Order();

    public override void Fill(long[] content) => _items.EnqueueRange(content.Select(item => (item, Priority(item))));

    protected override long Work(string action, long value)
    {
        switch (action)
        {
            case "put":
                _items.Enqueue(value, Priority(value));
                return _items.Peek();
            case "take":
                return _items.TryDequeue(out long taken, out long priority) ? taken + priority : -1;
            case "exchange":
                return _items.EnqueueDequeue(value, Priority(value));
            default:
                throw Unknown(action);
        }
    }

    // Different for different items: of equal priorities any may come first.
    private static long Priority(long item) => item % 7 * 1_000_000_000_000 + item;
}
