namespace Weft.Protocol;

/// <summary>Takes the answers of a <see cref="Conveyor{TItem, TWaiter}"/>.</summary>
/// <typeparam name="TItem">Items.</typeparam>
/// <typeparam name="TWaiter">Who asks.</typeparam>
public interface IConveyorOutput<TItem, in TWaiter>
{
    /// <summary>Answers one request.</summary>
    /// <param name="to">Who asked.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="hasItem">Whether there is an item in the answer.</param>
    /// <param name="item">The item taken or shown, or the one that was dropped.</param>
    void Answer(TWaiter to, SyncOutcome outcome, bool hasItem, TItem? item);
}

/// <summary>
/// Items in order between those that put them and those that take them: what channels and blocking collections are, at the hub and, while they are unshared, on their node. Not thread-safe.
/// Each request is answered once, now or later.
/// </summary>
/// <typeparam name="TItem">Items.</typeparam>
/// <typeparam name="TWaiter">Who asks; compared by equality.</typeparam>
/// <param name="capacity">How many items it holds; -1 for any number.</param>
/// <param name="mode">What happens with an item that has no room.</param>
/// <param name="lastFirst">Whether the item that was put last is taken first.</param>
/// <param name="output">Takes the answers.</param>
public sealed class Conveyor<TItem, TWaiter>(int capacity, ChannelFullMode mode, bool lastFirst, IConveyorOutput<TItem, TWaiter> output)
    where TWaiter : notnull
{
    private readonly Ring<TItem> _items = new();
    private readonly LinkedList<TWaiter> _takers = [];
    private readonly LinkedList<(TWaiter Waiter, TItem Item)> _putters = [];
    private readonly LinkedList<TWaiter> _forItem = [];
    private readonly LinkedList<TWaiter> _forRoom = [];
    private readonly LinkedList<TWaiter> _forEnd = [];

    /// <summary>The items, in the order in which they were put.</summary>
    public IReadOnlyCollection<TItem> Items => _items;

    /// <summary>How many items it holds; -1 for any number.</summary>
    public int Capacity { get; } = capacity;

    /// <summary>What happens with an item that has no room.</summary>
    public ChannelFullMode Mode { get; } = mode;

    /// <summary>Whether the item that was put last is taken first.</summary>
    public bool LastFirst { get; } = lastFirst;

    /// <summary>Whether no more items can be put.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The requests that wait, in any order.</summary>
    public IReadOnlyCollection<TWaiter> Waiting => [.. _takers, .. _putters.Select(static putter => putter.Waiter), .. _forItem, .. _forRoom, .. _forEnd];

    /// <summary>The requests that wait, in their order among those of the same kind.</summary>
    internal List<Request> Requests =>
    [
        .. _putters.Select(static each => new Request(each.Waiter, SyncOperation.Put, each.Item)),
        .. Of(_takers, SyncOperation.Take), .. Of(_forItem, SyncOperation.AwaitItem), .. Of(_forRoom, SyncOperation.AwaitRoom), .. Of(_forEnd, SyncOperation.AwaitEnd),
    ];

    private bool IsFull => Capacity >= 0 && _items.Count >= Capacity;

    /// <summary>The items with their places, for who writes down what has changed.</summary>
    internal Ring<TItem> Places => _items;

    /// <summary>Puts items that were there before, whatever the capacity.</summary>
    public void Load(IEnumerable<TItem> items, bool closed)
    {
        foreach (TItem item in items)
            _items.AddLast(item);
        IsClosed = closed;
    }

    /// <summary>Puts an item; answered when it is in, or dropped.</summary>
    public void Put(TWaiter from, TItem item, bool isTry)
    {
        if (IsClosed)
            output.Answer(from, SyncOutcome.Closed, false, default);
        else if (_takers.First is { } taker)
            HandOver(from, taker, item);
        else if (!IsFull)
            Add(from, item);
        else if (Mode == ChannelFullMode.DropWrite || (Mode != ChannelFullMode.Wait && _items.Count == 0))
            // Where nothing has room there is no other item to give way.
            output.Answer(from, SyncOutcome.Done, true, item);
        else if (Mode != ChannelFullMode.Wait)
            Replace(from, item);
        else if (isTry)
            output.Answer(from, SyncOutcome.NotNow, false, default);
        else
            _putters.AddLast((from, item));
    }

    /// <summary>Takes the next item; answered when there is one, or never will be.</summary>
    public void Take(TWaiter to, bool isTry)
    {
        if (_items.Count > 0)
        {
            TItem item = Remove(LastFirst);
            output.Answer(to, SyncOutcome.Done, true, item);
            Refill();
            AnswerEndIfReached();
        }
        else if (_putters.First is { } putter)
        {
            // Without any capacity an item goes from hand to hand.
            _putters.RemoveFirst();
            output.Answer(putter.Value.Waiter, SyncOutcome.Done, false, default);
            output.Answer(to, SyncOutcome.Done, true, putter.Value.Item);
        }
        else if (IsClosed || isTry)
        {
            output.Answer(to, IsClosed ? SyncOutcome.Closed : SyncOutcome.NotNow, false, default);
        }
        else
        {
            _takers.AddLast(to);
        }
    }

    /// <summary>Shows the next item.</summary>
    public void Peek(TWaiter to)
    {
        if (_items.Count > 0)
            output.Answer(to, SyncOutcome.Done, true, _items[LastFirst ? _items.Count - 1 : 0]);
        else
            output.Answer(to, IsClosed ? SyncOutcome.Closed : SyncOutcome.NotNow, false, default);
    }

    /// <summary>Answered when there is an item, or never will be.</summary>
    public void AwaitItem(TWaiter waiter, bool isTry) => Await(_forItem, waiter, _items.Count > 0 ? SyncOutcome.Done : IsClosed ? SyncOutcome.Closed : null, isTry);

    /// <summary>Answered when an item could be put, or never can be.</summary>
    public void AwaitRoom(TWaiter waiter, bool isTry) => Await(_forRoom, waiter, IsClosed ? SyncOutcome.Closed : !IsFull || Mode != ChannelFullMode.Wait ? SyncOutcome.Done : null, isTry);

    /// <summary>Answered when it is closed and empty.</summary>
    public void AwaitEnd(TWaiter waiter, bool isTry) => Await(_forEnd, waiter, IsClosed && _items.Count == 0 ? SyncOutcome.Closed : null, isTry);

    /// <summary>Closes it for items; those that wait to put one are told, and those that wait for one if none is left.</summary>
    /// <returns>False if it was closed before.</returns>
    public bool Close()
    {
        if (IsClosed)
            return false;
        IsClosed = true;
        foreach ((TWaiter waiter, _) in Emptied(_putters))
            output.Answer(waiter, SyncOutcome.Closed, false, default);
        AnswerAll(_forRoom, SyncOutcome.Closed);
        if (_items.Count == 0)
        {
            AnswerAll(_takers, SyncOutcome.Closed);
            AnswerAll(_forItem, SyncOutcome.Closed);
        }
        AnswerEndIfReached();
        return true;
    }

    /// <summary>A request waits no more; false if it was answered.</summary>
    public bool Withdraw(TWaiter waiter)
    {
        for (LinkedListNode<(TWaiter Waiter, TItem Item)>? node = _putters.First; node is not null; node = node.Next)
        {
            if (!node.Value.Waiter.Equals(waiter))
                continue;
            _putters.Remove(node);
            return true;
        }
        return _takers.Remove(waiter) || _forItem.Remove(waiter) || _forRoom.Remove(waiter) || _forEnd.Remove(waiter);
    }

    /// <summary>All requests of some waiters wait no more.</summary>
    /// <returns>Those that did.</returns>
    public List<TWaiter> WithdrawAll(Predicate<TWaiter> which)
    {
        List<TWaiter> all = [.. Waiting.Where(waiter => which(waiter))];
        foreach (TWaiter waiter in all)
            Withdraw(waiter);
        return all;
    }

    /// <summary>Takes the requests of some waiters out, for <see cref="Resume"/> later.</summary>
    public List<Request> Suspend(Predicate<TWaiter> which)
    {
        List<Request> all = Requests.FindAll(request => which(request.From));
        foreach (Request request in all)
            Withdraw(request.From);
        return all;
    }

    /// <summary>Makes a request again.</summary>
    public void Resume(Request request)
    {
        switch (request.What)
        {
            case SyncOperation.Put:
                Put(request.From, request.Item!, isTry: false);
                break;
            case SyncOperation.Take:
                Take(request.From, isTry: false);
                break;
            case SyncOperation.AwaitItem:
                AwaitItem(request.From, isTry: false);
                break;
            case SyncOperation.AwaitRoom:
                AwaitRoom(request.From, isTry: false);
                break;
            case SyncOperation.AwaitEnd:
                AwaitEnd(request.From, isTry: false);
                break;
            default:
                throw new ArgumentException($"{request.What} never waits.", nameof(request));
        }
    }

    private static IEnumerable<Request> Of(LinkedList<TWaiter> list, SyncOperation what) => list.Select(waiter => new Request(waiter, what, default));

    private static T[] Emptied<T>(LinkedList<T> list)
    {
        T[] all = [.. list];
        list.Clear();
        return all;
    }

    private void HandOver(TWaiter from, LinkedListNode<TWaiter> taker, TItem item)
    {
        _takers.Remove(taker);
        output.Answer(from, SyncOutcome.Done, false, default);
        output.Answer(taker.Value, SyncOutcome.Done, true, item);
    }

    private void Add(TWaiter from, TItem item)
    {
        output.Answer(from, SyncOutcome.Done, false, default);
        _items.AddLast(item);
        AnswerAll(_forItem, SyncOutcome.Done);
    }

    private void Replace(TWaiter from, TItem item)
    {
        TItem dropped = Remove(Mode == ChannelFullMode.DropNewest);
        _items.AddLast(item);
        output.Answer(from, SyncOutcome.Done, true, dropped);
    }

    private TItem Remove(bool last) => last ? _items.TakeLast() : _items.TakeFirst();

    private void Refill()
    {
        while (!IsFull && _putters.First is { } next)
        {
            _putters.RemoveFirst();
            _items.AddLast(next.Value.Item);
            output.Answer(next.Value.Waiter, SyncOutcome.Done, false, default);
        }
        if (!IsFull)
            AnswerAll(_forRoom, SyncOutcome.Done);
    }

    private void Await(LinkedList<TWaiter> list, TWaiter waiter, SyncOutcome? now, bool isTry)
    {
        if (now is { } outcome)
            output.Answer(waiter, outcome, false, default);
        else if (isTry)
            output.Answer(waiter, SyncOutcome.NotNow, false, default);
        else
            list.AddLast(waiter);
    }

    private void AnswerAll(LinkedList<TWaiter> list, SyncOutcome outcome)
    {
        if (list.Count == 0)
            return;
        foreach (TWaiter waiter in Emptied(list))
            output.Answer(waiter, outcome, false, default);
    }

    private void AnswerEndIfReached()
    {
        if (!IsClosed || _items.Count > 0)
            return;
        AnswerAll(_forEnd, SyncOutcome.Closed);
    }

    /// <summary>A request that waits.</summary>
    /// <param name="From">Who asks.</param>
    /// <param name="What">What for.</param>
    /// <param name="Item">What is put.</param>
    public readonly record struct Request(TWaiter From, SyncOperation What, TItem? Item);
}
