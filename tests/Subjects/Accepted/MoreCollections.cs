using System.Collections.Concurrent;

namespace Accepted;

/// <summary>Linked lists with their nodes, priority queues and bags, directly and through interfaces.</summary>
public sealed class MoreCollections : Construct
{
    private readonly LinkedList<string> _linked = new(["b"]);
    private readonly Cache _cache = new(2);
    private readonly PriorityQueue<Job, int> _jobs = new();
    private readonly PriorityQueue<string, string> _backwards = new(new Reversed());
    private readonly ConcurrentBag<int> _bag = [1];
    private readonly IProducerConsumerCollection<int> _interface = new ConcurrentBag<int>();
    private LinkedListNode<string>? _held;

    public override string Act()
    {
        _held = _linked.First!;
        _linked.AddFirst("a");
        _linked.AddAfter(_held, new LinkedListNode<string>("c"));
        _linked.AddBefore(_held, "between").Value += "!";
        _held.ValueRef += "?";
        ref string value = ref _held.Next!.ValueRef;
        value = "by reference " + value;
        ((ICollection<string>)_linked).Add("last");
        _linked.Remove("last");
        _cache.Put("x", 1);
        _cache.Put("y", 2);
        bool hit = _cache.TryGet("x", out _);
        _cache.Put("z", 3);
        bool gone = !_cache.TryGet("y", out _);
        _jobs.Enqueue(new Job("later"), 5);
        _jobs.Enqueue(new Job("now"), 1);
        _jobs.EnqueueRange([new Job("soon")], 3);
        Job first = _jobs.Dequeue();
        first.Title += "!";
        _backwards.Enqueue("a", "a");
        _backwards.Enqueue("b", "b");
        _bag.Add(2);
        _interface.TryAdd(7);
        _interface.TryAdd(8);
        bool taken = _interface.TryTake(out _);
        return $"{hit} {gone} {first.Title} {_jobs.Count} {_bag.Count} {taken} {_held.Previous!.Value} {_held.List == _linked}";
    }

    public override string Show() =>
        $"{string.Join(",", _linked)} {_held!.Next!.Value} {_held.List == _linked} {_cache} {_jobs.Peek().Title} {string.Join(",", _jobs.UnorderedItems.OrderBy(item => item.Priority).Select(item => item.Element.Title))} {_backwards.Peek()} {string.Join(",", _bag.Order())} {_interface.Count}";

    private sealed class Job(string title)
    {
        public string Title { get; set; } = title;
    }

    private sealed class Reversed : IComparer<string>
    {
        public int Compare(string? x, string? y) => string.CompareOrdinal(y, x);
    }

    /// <summary>Keeps what was used last.</summary>
    private sealed class Cache(int capacity)
    {
        private readonly Dictionary<string, LinkedListNode<KeyValuePair<string, int>>> _nodes = [];
        private readonly LinkedList<KeyValuePair<string, int>> _order = [];

        public void Put(string key, int value)
        {
            lock (_order)
            {
                _nodes[key] = _order.AddFirst(new KeyValuePair<string, int>(key, value));
                if (_nodes.Count <= capacity)
                    return;
                _nodes.Remove(_order.Last!.Value.Key);
                _order.RemoveLast();
            }
        }

        public bool TryGet(string key, out int value)
        {
            lock (_order)
            {
                value = 0;
                if (!_nodes.TryGetValue(key, out LinkedListNode<KeyValuePair<string, int>>? node))
                    return false;
                _order.Remove(node);
                _order.AddFirst(node);
                value = node.Value.Value;
                return true;
            }
        }

        public override string ToString() => string.Join(",", _order) + _nodes.Values.All(node => node.List == _order);
    }
}
