using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>A channel made by woven code of a clustered program. Its members are virtual, so code that is not woven works on a shared one as well.</summary>
internal sealed class SharedChannel<T> : Channel<T>, ISynchronizer
{
    private ObjectHeader? _header;
    private CancellationTokenSource? _moved;
    private Action<T>? _dropped;
    private (string? Method, object? Receiver) _encoded;

    internal SharedChannel(int capacity, ChannelFullMode mode, Action<T>? dropped)
    {
        _dropped = dropped;
        Core = new ConveyorCore<T>(this, capacity, mode, lastFirst: false);
        Reader = new ChannelEnd(this);
        Writer = new ChannelStart(this);
    }

    ref ObjectHeader? IHeaderOwner.Header => ref _header;

    ref CancellationTokenSource? ISynchronizer.Moved => ref _moved;

    internal ConveyorCore<T> Core { get; }

    /// <summary>What is told of items that had no room. Made on first use, on the thread that needs it.</summary>
    internal Action<T>? Dropped => _dropped ??= PortableAction.Decode<Action<T>>(_encoded.Method, _encoded.Receiver);

    internal void SetDropped(string? method, object? receiver) => _encoded = (method, receiver);

    private bool NoteDropped(ConveyorReply<T> reply)
    {
        if (reply.HasItem)
            Dropped?.Invoke(reply.Item!);
        return reply.Outcome == SyncOutcome.Done;
    }

    /// <summary>Where items are read.</summary>
    private sealed class ChannelEnd(SharedChannel<T> channel) : ChannelReader<T>, IChannelEnd
    {
        private TaskCompletionSource? _end;

        public override bool CanCount => true;

        public override bool CanPeek => true;

        public override int Count => channel.Core.Count();

        object IChannelEnd.Channel => channel;

        public override Task Completion
        {
            get
            {
                if (Volatile.Read(ref _end) is { } known)
                    return known.Task;
                TaskCompletionSource made = new(TaskCreationOptions.RunContinuationsAsynchronously);
                if (Interlocked.CompareExchange(ref _end, made, null) is { } other)
                    return other.Task;
                _ = AwaitEndAsync(made);
                return made.Task;
            }
        }

        public override bool TryRead([MaybeNullWhen(false)] out T item)
        {
            ConveyorReply<T> reply = channel.Core.Try(SyncOperation.Take);
            item = reply.Item;
            return reply.HasItem;
        }

        public override bool TryPeek([MaybeNullWhen(false)] out T item)
        {
            ConveyorReply<T> reply = channel.Core.Try(SyncOperation.Peek);
            item = reply.Item;
            return reply.HasItem;
        }

        public override async ValueTask<T> ReadAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ConveyorReply<T> reply = await channel.Core.WaitAsync(SyncOperation.Take, default, cancellationToken).ConfigureAwait(false);
            if (reply.HasItem)
                return reply.Item!;
            NoteEnd();
            throw new ChannelClosedException(channel.Core.Why);
        }

        public override async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ConveyorReply<T> reply = await channel.Core.WaitAsync(SyncOperation.AwaitItem, default, cancellationToken).ConfigureAwait(false);
            if (reply.Outcome == SyncOutcome.Done)
                return true;
            NoteEnd();
            return channel.Core.Why is { } why ? throw why : false;
        }

        private async Task AwaitEndAsync(TaskCompletionSource end)
        {
            try
            {
                await channel.Core.WaitAsync(SyncOperation.AwaitEnd, default, CancellationToken.None).ConfigureAwait(false);
                End(end);
            }
            catch (Exception e)
            {
                end.TrySetException(e);
            }
        }

        /// <summary>A read has found that there will be nothing more: whoever looks at <see cref="Completion"/> behind it finds it completed, as in one process.</summary>
        private void NoteEnd() => End(Volatile.Read(ref _end) ?? Interlocked.CompareExchange(ref _end, new(TaskCreationOptions.RunContinuationsAsynchronously), null) ?? _end);

        private void End(TaskCompletionSource end)
        {
            if (channel.Core.Why is not { } why)
                end.TrySetResult();
            else if (end.TrySetException(why))
                _ = end.Task.Exception;
        }
    }

    /// <summary>Where items are written.</summary>
    private sealed class ChannelStart(SharedChannel<T> channel) : ChannelWriter<T>, IChannelEnd
    {
        object IChannelEnd.Channel => channel;

        public override bool TryComplete(Exception? error = null) => channel.Core.Close(error);

        public override bool TryWrite(T item) => channel.NoteDropped(channel.Core.Try(SyncOperation.Put, item));

        public override async ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ConveyorReply<T> reply = await channel.Core.WaitAsync(SyncOperation.AwaitRoom, default, cancellationToken).ConfigureAwait(false);
            return reply.Outcome == SyncOutcome.Done || (channel.Core.Why is { } why ? throw why : false);
        }

        public override async ValueTask WriteAsync(T item, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!channel.NoteDropped(await channel.Core.WaitAsync(SyncOperation.Put, item, cancellationToken).ConfigureAwait(false)))
                throw new ChannelClosedException(channel.Core.Why);
        }
    }
}

/// <summary>The state of a channel.</summary>
internal readonly struct ChannelContent<T> : ISynchronizerContent<Channel<T>>
{
    public static Channel<T> Create() => new SharedChannel<T>(-1, ChannelFullMode.Wait, null);

    public static void Visit(Channel<T> instance, ReferenceVisitor visitor)
    {
        if (instance is not SharedChannel<T> own)
            throw Synchronizer.MadeElsewhere("Channel", visitor);
        PortableAction.Visit(own.Dropped, "the action for dropped items of a Channel", visitor);
        ConveyorItems.Visit(own.Core, visitor);
    }

    public static SyncValues Take(Channel<T> instance) => ((SharedChannel<T>)instance).Core.Take(PortableAction.Encode(((SharedChannel<T>)instance).Dropped));

    public static void Note(Channel<T> instance, SyncValues state)
    {
        SharedChannel<T> own = (SharedChannel<T>)instance;
        own.Core.Note(state);
        own.SetDropped(state[6] as string, state[7]);
    }

    public static void Restore(Channel<T> instance, SyncValues state, int held) => ((SharedChannel<T>)instance).Core.Restore(state);
}

/// <summary>Items of unshared channels and blocking collections.</summary>
internal static class ConveyorItems
{
    internal static void Visit<T>(ConveyorCore<T> core, ReferenceVisitor visitor)
    {
        T[] items = core.ItemsHere;
        for (int i = 0; i < items.Length; i++)
        {
            (visitor.Place, visitor.Key) = (null, i);
            Values.ValueCodec<T>.For.VisitReferences(items[i], visitor);
        }
    }
}
