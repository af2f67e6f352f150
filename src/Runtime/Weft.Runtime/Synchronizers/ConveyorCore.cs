using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;
using Weft.Runtime.Values;

namespace Weft.Runtime.Synchronizers;

/// <summary>What came of an operation on a channel.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="HasItem">Whether there is an item.</param>
/// <param name="Item">The item taken or shown, or the one that was dropped.</param>
internal readonly record struct ConveyorReply<T>(SyncOutcome Outcome, bool HasItem, T? Item);

/// <summary>
/// The content of one channel or blocking collection: on this node, under a lock, while it is unshared; at the hub while it is shared. Who waits when it becomes shared asks again, there.
/// </summary>
[StackTraceHidden]
internal sealed class ConveyorCore<T> : IConveyorOutput<T, ConveyorCore<T>.LocalWait>
{
    private readonly ISynchronizer _owner;
    private readonly object _gate = new();
    private readonly LocalWait _now = new(waits: false);
    private Conveyor<T, LocalWait> _here;
    private Exception? _why;

    internal ConveyorCore(ISynchronizer owner, int capacity, ChannelFullMode mode, bool lastFirst)
    {
        _owner = owner;
        _here = new Conveyor<T, LocalWait>(capacity, mode, lastFirst, this);
    }

    internal int Capacity => _here.Capacity;

    /// <summary>Why it was closed, where this node knows.</summary>
    internal Exception? Why => Volatile.Read(ref _why);

    /// <summary>The items, for those who look at an unshared one; empty for a shared one.</summary>
    internal T[] ItemsHere
    {
        get
        {
            lock (_gate)
                return [.. _here.Items];
        }
    }

    /// <summary>An operation that is answered at once: with <see cref="SyncOutcome.NotNow"/> where it would have to wait.</summary>
    internal ConveyorReply<T> Try(SyncOperation operation, T? item = default)
    {
        while (true)
        {
            if (TryHere(operation, item) is { } reply)
                return reply;
            // The state comes back outside of the gate, which it takes.
            if (Synchronizer.HeaderOf(_owner) is { } header && SyncClient.Ask(header, operation, 0, Encode(header, operation, item), Kept(operation, item)) is { } answer)
                return Decode(answer);
        }
    }

    /// <summary>A picture of the items, in the order in which they are taken.</summary>
    internal T[] Picture()
    {
        T[] items;
        if (Synchronizer.HeaderOf(_owner) is { } header && SyncClient.Ask(header, SyncOperation.Snapshot) is { } answer)
        {
            WireReader reader = new(answer.Value.AsSpan());
            items = Items(SyncValues.Read(ref reader, ByValue.ReadCount(ref reader)));
            GC.KeepAlive(answer);
        }
        else
        {
            items = ItemsHere;
        }
        if (_here.LastFirst)
            Array.Reverse(items);
        return items;
    }

    /// <summary>How many items there are.</summary>
    internal int Count()
    {
        while (Synchronizer.HeaderOf(_owner) is { } header)
        {
            if (SyncClient.Ask(header, SyncOperation.Read) is { } answer)
                return (int)answer.Number;
        }
        lock (_gate)
            return _here.Items.Count;
    }

    /// <summary>Whether it is closed for items.</summary>
    internal bool IsClosed()
    {
        while (Synchronizer.HeaderOf(_owner) is { } header)
        {
            if (SyncClient.Ask(header, SyncOperation.Read, 1) is { } answer)
                return answer.Number != 0;
        }
        lock (_gate)
            return _here.IsClosed;
    }

    /// <summary>Closes it; false if it was closed before.</summary>
    internal bool Close(Exception? why)
    {
        while (true)
        {
            if (Synchronizer.HeaderOf(_owner) is { } header)
            {
                if (SyncClient.Ask(header, SyncOperation.Complete, 0, why is null ? null : SyncValues.Text($"{why.GetType()}: {why.Message}")) is not { } answer)
                    continue;
                if (answer.IsDone)
                    Interlocked.CompareExchange(ref _why, why, null);
                return answer.IsDone;
            }
            lock (_gate)
            {
                if (Synchronizer.FindHeader(_owner) is not null)
                    continue;
                if (!_here.IsClosed)
                    _why = why;
                return _here.Close();
            }
        }
    }

    /// <summary>An operation that may have to wait; blocks the thread.</summary>
    internal ConveyorReply<T> Wait(SyncOperation operation, T? item, int milliseconds, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        long start = Environment.TickCount64;
        while (true)
        {
            int left = LeftOf(milliseconds, start);
            // Most operations need not wait, and then there is nothing to wait with.
            if (TryHere(operation, item) is { } now && (left == 0 || now.Outcome != SyncOutcome.NotNow))
                return now;
            if (Synchronizer.HeaderOf(_owner) is { } header)
            {
                if (SyncClient.Wait(header, operation, left, token, Encode(header, operation, item), Kept(operation, item)) is { } answer)
                    return Decode(answer);
                continue;
            }
            if (Begin(operation, item) is not { } waiting)
                continue;
            if (waiting.Task is null)
                return waiting.Reply;
            try
            {
                if (!waiting.Task.Wait(left, token) && Withdraw(waiting))
                    return new ConveyorReply<T>(SyncOutcome.NotNow, false, default);
            }
            catch (Exception e) when (e is OperationCanceledException or ThreadInterruptedException)
            {
                if (Withdraw(waiting))
                    throw;
                if (e is ThreadInterruptedException)
                    Thread.CurrentThread.Interrupt();
            }
            if (!waiting.Moved)
                return waiting.Reply;
        }
    }

    /// <summary>An operation that may have to wait; blocks no thread.</summary>
    internal ValueTask<ConveyorReply<T>> WaitAsync(SyncOperation operation, T? item, CancellationToken token) =>
        TryHere(operation, item) is { } now && now.Outcome != SyncOutcome.NotNow ? new(now) : WaitForAnswerAsync(operation, item, token);

    private async ValueTask<ConveyorReply<T>> WaitForAnswerAsync(SyncOperation operation, T? item, CancellationToken token)
    {
        while (true)
        {
            if (Synchronizer.HeaderOf(_owner) is { } header)
            {
                if (await SyncClient.WaitAsync(header, operation, Timeout.Infinite, token, Encode(header, operation, item), Kept(operation, item)).ConfigureAwait(false) is { } answer)
                    return Decode(answer);
                continue;
            }
            if (Begin(operation, item) is not { } waiting)
                continue;
            if (waiting.Task is { } task)
            {
                try
                {
                    await task.WaitAsync(token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (token.IsCancellationRequested)
                {
                    if (Withdraw(waiting))
                        throw;
                }
            }
            if (!waiting.Moved)
                return waiting.Reply;
        }
    }

    /// <summary>The state, of an object that has become shared. Those who wait ask again, at the hub.</summary>
    internal SyncValues Take((string? Method, object? Receiver) dropped)
    {
        lock (_gate)
        {
            List<object?> values =
            [
                (int)SyncForm.Channel, _here.Capacity, (int)_here.Mode, _here.LastFirst ? 1 : 0, _here.IsClosed ? 1 : 0, _why is null ? null : $"{_why.GetType()}: {_why.Message}", dropped.Method, dropped.Receiver,
            ];
            foreach (T item in _here.Items)
                values.Add(new Encoded(Encode(item)));
            foreach (LocalWait waiting in _here.WithdrawAll(static _ => true))
                waiting.Move();
            _here = new Conveyor<T, LocalWait>(_here.Capacity, _here.Mode, _here.LastFirst, this);
            return new SyncValues(values);
        }
    }

    /// <summary>Takes over what never changes.</summary>
    internal void Note(SyncValues state)
    {
        lock (_gate)
            _here = new Conveyor<T, LocalWait>((int)state.Number(1), (ChannelFullMode)state.Number(2), state.Number(3) != 0, this);
    }

    /// <summary>The node has left: the object goes on alone with these items.</summary>
    internal void Restore(SyncValues state)
    {
        Note(state);
        lock (_gate)
        {
            if (state[5] is string why)
                _why ??= new InvalidOperationException(why);
            _here.Load(Items(state), state.Number(4) != 0);
        }
    }

    void IConveyorOutput<T, LocalWait>.Answer(LocalWait to, SyncOutcome outcome, bool hasItem, T? item) => to.Answer(new ConveyorReply<T>(outcome, hasItem, item));

    // Null where it has become shared.
    private LocalWait? Begin(SyncOperation operation, T? item)
    {
        lock (_gate)
        {
            if (Synchronizer.FindHeader(_owner) is not null)
                return null;
            LocalWait waiting = new(waits: true);
            Run(operation, waiting, item, isTry: false);
            return waiting;
        }
    }

    // Null where it is shared.
    private ConveyorReply<T>? TryHere(SyncOperation operation, T? item)
    {
        lock (_gate)
        {
            if (Volatile.Read(ref _owner.Header) is not null && Synchronizer.FindHeader(_owner) is not null)
                return null;
            _now.Reply = default;
            Run(operation, _now, item, isTry: true);
            return _now.Reply;
        }
    }

    private void Run(SyncOperation operation, LocalWait waiting, T? item, bool isTry)
    {
        switch (operation)
        {
            case SyncOperation.Put:
                _here.Put(waiting, item!, isTry);
                break;
            case SyncOperation.Take:
                _here.Take(waiting, isTry);
                break;
            case SyncOperation.Peek:
                _here.Peek(waiting);
                break;
            case SyncOperation.AwaitItem:
                _here.AwaitItem(waiting, isTry);
                break;
            case SyncOperation.AwaitRoom:
                _here.AwaitRoom(waiting, isTry);
                break;
            default:
                _here.AwaitEnd(waiting, isTry);
                break;
        }
    }

    private bool Withdraw(LocalWait waiting)
    {
        Uninterrupted.Enter(_gate);
        try
        {
            return _here.Withdraw(waiting);
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    private static int LeftOf(int milliseconds, long start) => milliseconds <= 0 ? milliseconds : (int)ClusterMonitor.Left(milliseconds, start)!.Value.TotalMilliseconds;

    private static byte[]? Encode(SharedHeader header, SyncOperation operation, T? item)
    {
        if (operation != SyncOperation.Put)
            return null;
        Collections.SharedWrites.WaitUntilAnnounced(header);
        ArgumentSharer.Share(item, header, null, null);
        return Encode(item);
    }

    // What an item refers to must be here when it is taken here.
    private static object? Kept(SyncOperation operation, T? item) => operation == SyncOperation.Put && RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? item : null;

    private static byte[] Encode(T? item)
    {
        WireWriter writer = new(32);
        ValueCodec<T>.For.Write(writer, item!);
        return writer.Written.ToArray();
    }

    private static T[] Items(SyncValues state) => [.. Enumerable.Range(0, state.Count).Select(index => state[index]).OfType<Encoded>().Select(static item => Decode(item.Bytes))];

    private static T Decode(byte[] item)
    {
        Node node = Activation.Node;
        object[] alive = node.Deferred.MakeReady(item);
        WireReader reader = new(item.AsSpan());
        T value = ValueCodec<T>.For.Read(ref reader);
        GC.KeepAlive(alive);
        return value;
    }

    private ConveyorReply<T> Decode(SyncAnswer answer)
    {
        if (answer.Outcome == SyncOutcome.Closed && answer.Text is { } why)
            Interlocked.CompareExchange(ref _why, new InvalidOperationException(why), null);
        if (answer.Outcome != SyncOutcome.Done || answer.Number == 0)
            return new ConveyorReply<T>(answer.Outcome, false, default);
        T item = Decode(answer.Value);
        GC.KeepAlive(answer);
        return new ConveyorReply<T>(SyncOutcome.Done, true, item);
    }

    /// <summary>One request on this node.</summary>
    internal sealed class LocalWait(bool waits)
    {
        private readonly TaskCompletionSource? _completion = waits ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        private volatile bool _answered;

        internal ConveyorReply<T> Reply { get; set; }

        /// <summary>The object has become shared: the request was not answered.</summary>
        internal bool Moved { get; private set; }

        /// <summary>Ends with the answer; null where that is there.</summary>
        internal Task? Task => _answered ? null : _completion?.Task;

        internal void Answer(ConveyorReply<T> reply)
        {
            Reply = reply;
            _answered = true;
            _completion?.TrySetResult();
        }

        internal void Move()
        {
            Moved = true;
            _completion?.TrySetResult();
        }
    }
}
