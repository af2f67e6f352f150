using System.Collections.Concurrent;

namespace Accepted;

#pragma warning disable CA1001 // It lives as long as its process.
/// <summary><see cref="BlockingCollection{T}"/>: over queues and stacks, bounded, with times and tokens, several at once, completed.</summary>
public sealed class BlockingCollections : Construct
{
    private readonly BlockingCollection<string> _queue = new(2);
    private readonly BlockingCollection<int> _stack = new(new ConcurrentStack<int>([1, 2, 3]));
    private readonly BlockingCollection<int> _ended = new();
    private BlockingCollection<int>? _late;

    public override string Act() => $"{Queue()} | {Stack()} | {Ended()} | {Any()} | {Late()} | {Arguments()}";

    public override string Show() => $"{string.Join(",", _queue.ToArray())} {string.Join(",", _stack)} {_queue.Count} {_ended.IsCompleted} {_late!.Count} {_late.IsAddingCompleted}";

    private string Queue()
    {
        bool[] added = [_queue.TryAdd("a"), _queue.TryAdd("b", 5), _queue.TryAdd("c"), _queue.TryAdd("c", 5), _queue.TryAdd("c", TimeSpan.FromMilliseconds(5)), _queue.TryAdd("c", 5, CancellationToken.None)];
        Task blocked = Task.Run(() => _queue.Add("d"));
        string first = _queue.Take();
        blocked.Wait();
        using CancellationTokenSource source = new(5);
        string cancelled = Outcome(() => _queue.Add("e", source.Token));
        string[] copy = new string[3];
        _queue.CopyTo(copy, 1);
        bool taken = _queue.TryTake(out string? second);
        _queue.Add("f", CancellationToken.None);
        return $"{string.Join(",", added)} {first} {cancelled} {string.Join(",", copy)} {taken} {second} {_queue.BoundedCapacity} {_queue.Count}";
    }

    private string Stack()
    {
        string all = string.Join(",", _stack.ToArray());
        int top = _stack.Take(CancellationToken.None);
        _stack.Add(9);
        bool next = _stack.TryTake(out int nine, 5);
        return $"{all} {top} {next} {nine} {_stack.BoundedCapacity} {string.Join(",", _stack)}";
    }

    private string Ended()
    {
        Task<int> sum = Task.Run(() => _ended.GetConsumingEnumerable().Sum());
        Task<int> more = Task.Run(() => _ended.GetConsumingEnumerable(CancellationToken.None).Sum());
        for (int i = 1; i <= 10; i++)
            _ended.Add(i);
        _ended.CompleteAdding();
        int total = sum.Result + more.Result;
        return $"{total} {_ended.IsAddingCompleted} {_ended.IsCompleted} {Outcome(() => _ended.Add(1))} {Outcome(() => _ended.TryAdd(1))} {Outcome(() => _ended.Take())} {_ended.TryTake(out int none)} {none} {_ended.TryTake(out none, TimeSpan.FromSeconds(1))}";
    }

    private static string Any()
    {
        BlockingCollection<int>[] both = [new(1), new(1)];
        both[0].Add(1);
        int added = BlockingCollection<int>.AddToAny(both, 2);
        int full = BlockingCollection<int>.TryAddToAny(both, 3, 5);
        Task<int> waits = Task.Run(() => BlockingCollection<int>.AddToAny(both, 4));
        int first = BlockingCollection<int>.TakeFromAny(both, out int item);
        int index = waits.Result;
        int sum = item;
        while (BlockingCollection<int>.TryTakeFromAny(both, out int next, TimeSpan.FromMilliseconds(1)) >= 0)
            sum += next;
        return $"{added} {full} {first} {index} {sum} {BlockingCollection<int>.TryTakeFromAny(both, out _)}";
    }

    private string Late()
    {
        BlockingCollection<int> late = new() { 1, 2 };
        BlockingCollection<int> empty = new();
        Task<int> waits = Task.Run(() => empty.Take());
        _late = empty;
        empty.Add(5);
        int taken = waits.Result;
        _late = late;
        int first = late.Take();
        late.CompleteAdding();
        return $"{taken} {first} {late.IsCompleted}";
    }

    private string Arguments() => $"{Outcome(() => _ = new BlockingCollection<int>(0))} {Outcome(() => _queue.TryAdd("x", -2))} {Outcome(() => _queue.TryTake(out _, TimeSpan.FromMilliseconds(-2)))}";

    private static string Outcome(Action act)
    {
        try
        {
            act();
            return "none";
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
    }
}
