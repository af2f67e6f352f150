namespace Stress;

public sealed class ListShelf : Shelf
{
    private readonly List<long> _items = [];

    public override string Name => "list";

    public override string[] Actions => ["add", "insert", "set", "take", "range", "sort"];

    public override IEnumerable<long> Content => _items;

    public override void Fill(long[] content) => _items.AddRange(content);

    protected override long Work(string action, long value)
    {
        int place = (int)(value % (_items.Count + 1));
        switch (action)
        {
            case "add":
                _items.Add(value);
                return _items.Count;
            case "insert":
                _items.Insert(place, value);
                return place;
            case "set" when place < _items.Count:
                long old = _items[place];
                _items[place] = value;
                return old;
            case "take" when place < _items.Count:
                long taken = _items[place];
                _items.RemoveAt(place);
                return taken;
            case "range":
                int count = Math.Min(2, _items.Count - place);
                _items.RemoveRange(place, count);
                return count;
            case "sort":
                _items.Sort();
                return _items.BinarySearch(value);
            case "set" or "take":
                return -1;
            default:
                throw Unknown(action);
        }
    }
}

public sealed class LinkedShelf : Shelf
{
    private readonly LinkedList<long> _items = new();

    public override string Name => "linked";

    public override string[] Actions => ["first", "last", "second", "turn", "take", "remove"];

    public override IEnumerable<long> Content => _items;

    public override void Fill(long[] content)
    {
        foreach (long item in content)
            _items.AddLast(item);
    }

    protected override long Work(string action, long value)
    {
        switch (action)
        {
            case "first":
                return _items.AddFirst(value).Next?.Value ?? -1;
            case "last":
                return _items.AddLast(value).Previous?.Value ?? -1;
            case "second" when _items.First is { } first:
                return _items.AddAfter(first, value).Next?.Value ?? -1;
            case "turn" when _items.First is { } node:
                _items.Remove(node);
                _items.AddLast(node);
                return node.Value;
            case "take" when _items.Last is { } last:
                _items.RemoveLast();
                return last.Value;
            case "remove" when _items.First?.Next is { } second:
                return _items.Remove(second.Value) ? 1 : 0;
            case "second" or "turn" or "take" or "remove":
                return -1;
            default:
                throw Unknown(action);
        }
    }
}

public sealed class StackShelf : Shelf
{
    private readonly Stack<long> _items = new();

    public override string Name => "stack";

    public override string[] Actions => ["push", "pop", "swap"];

    public override IEnumerable<long> Content => _items;

    public override void Fill(long[] content)
    {
        for (int i = content.Length - 1; i >= 0; i--)
            _items.Push(content[i]);
    }

    protected override long Work(string action, long value)
    {
        switch (action)
        {
            case "push":
                _items.Push(value);
                return _items.Count;
            case "pop":
                return _items.TryPop(out long popped) ? popped : -1;
            case "swap":
                if (_items.Count < 2)
                    return -1;
                long upper = _items.Pop();
                long lower = _items.Pop();
                _items.Push(upper);
                _items.Push(lower);
                return _items.Peek();
            default:
                throw Unknown(action);
        }
    }
}

public sealed class ArrayShelf : Shelf
{
    private readonly long[] _items = new long[8];

    public override string Name => "array";

    public override string[] Actions => ["set", "add", "swap", "turn", "sort"];

    public override IEnumerable<long> Content => _items;

    public override void Fill(long[] content) => content.CopyTo(_items, 0);

    protected override long Work(string action, long value)
    {
        int place = (int)(value % _items.Length);
        int other = (int)(value / _items.Length % _items.Length);
        switch (action)
        {
            case "set":
                return _items[place] = value;
            case "add":
                return _items[place] += value;
            case "swap":
                (_items[place], _items[other]) = (_items[other], _items[place]);
                return _items[place];
            case "turn":
                Array.Reverse(_items);
                return _items[0];
            case "sort":
                Array.Sort(_items);
                return Array.IndexOf(_items, value);
            default:
                throw Unknown(action);
        }
    }
}
