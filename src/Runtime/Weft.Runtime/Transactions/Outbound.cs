using System.Diagnostics.CodeAnalysis;
using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;

namespace Weft.Runtime.Transactions;

/// <summary>
/// The node's FIFO to the hub. Transactions that wait are merged into one group, in which a later write of a literal place replaces an earlier one of the same
/// length. Every other message closes the group before it.
/// </summary>
/// <remarks>
/// A thread that finds the writer role free, and no group under way, sends at once, without a hop to another thread. While a group is under way others gather; its
/// acknowledgement wakes the writer thread. So a burst costs the network and the hub one group for each round trip.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The event has no kernel handle unless one is asked for; threads may be about to set it when the session ends.")]
internal sealed partial class Outbound
{
    private const int MaxGroupBytes = 1024 * 1024;
    private const long MaxQueuedBytes = 64L * 1024 * 1024;
    private const int MaxGroupsUnderWay = 8;
    private const int RoomPollMilliseconds = 2;
    private readonly Queue<OutboundGroup> _unacknowledged = new();
    private readonly Stack<OutboundGroup> _spare = new();
    private readonly Action<ReadOnlyMemory<byte>> _send;
    private readonly TimeSpan _timeout;
    // Without spinning: the threads that set it are about to need the processor.
    private readonly ManualResetEventSlim _wake = new(false, 0);
    // Held for some instructions, or for a copy of what is sent.
    private Latch _gate;
    private OutboundGroup? _open;
    private readonly UnstoredTail _tail;
    private FrameLog _log = new();
    private ulong _lastNumber;
    private long _lastSend;
    private long _transactions;
    private long _askedStored;
    private bool _busy;
    private bool _writerDue;
    private bool _closed;
    private bool _cut;
    private bool _frozen;
    private ulong _confirmed;
    private volatile Exception? _failure;

    internal Outbound(Action<ReadOnlyMemory<byte>> send, TimeSpan timeout, UnstoredTail? tail = null)
    {
        _send = send;
        _timeout = timeout;
        _tail = tail ?? new UnstoredTail();
    }

    /// <summary>Groups sent and transactions published, for statistics.</summary>
    internal (ulong Groups, long Transactions, int Unacknowledged) Counts
    {
        get
        {
            _gate.Enter();
            (ulong, long, int) counts = (_lastNumber, _transactions, _unacknowledged.Count);
            _gate.Exit();
            return counts;
        }
    }

    /// <summary>Transactions of which the hub has not said that it has them.</summary>
    internal long UnacknowledgedTransactions
    {
        get
        {
            _gate.Enter();
            long count = _unacknowledged.Sum(static group => (long)group.Transactions) + (_open?.Transactions ?? 0);
            _gate.Exit();
            return count;
        }
    }

    // What waits to be sent. Under the gate.
    private long Queued => _log.Unsent + (_open?.Entries.Length ?? 0);

    /// <summary>Appends a transaction and sends it if nothing is under way.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="more">Whether the caller sends a message right behind it, which takes it along.</param>
    /// <returns>The number of its group; 0 after the node has left.</returns>
    internal ulong Publish(ThreadTransaction transaction, bool more)
    {
        bool send;
        ulong number;
        _gate.Enter();
        try
        {
            WaitForRoom();
            AwaitThaw();
            ThrowIfFailed();
            if (_closed)
                return 0;
            OutboundGroup group = OpenGroup();
            number = group.Number;
            ReadOnlySpan<byte> encoded = transaction.Encoded;
            foreach (ref readonly OperationRecord operation in transaction.Operations)
                group.Append(operation, encoded.Slice(operation.Start, operation.Length));
            group.Transactions++;
            _transactions++;
            send = !more && MaySendNow(group);
        }
        finally
        {
            _gate.Exit();
        }
        if (send)
            SendNow();
        return number;
    }

    /// <summary>Appends creations and definitions, which belong to no transaction; they go with what names them, or with the next send.</summary>
    internal void AppendEntries(ReadOnlySpan<byte> entries)
    {
        _gate.Enter();
        try
        {
            AwaitThaw();
            ThrowIfFailed();
            if (!_closed)
                OpenGroup().Entries.Raw(entries);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Sends a message behind everything published before.</summary>
    /// <param name="message">The message.</param>
    /// <param name="about">The request that it opens or withdraws; null for none.</param>
    internal void Send(NodeMessage message, Requests.Request? about = null)
    {
        Enqueue(message, about);
        SendNow();
    }

    /// <summary>Queues a message for the writer thread: for callers that must not wait for the socket.</summary>
    /// <param name="message">The message.</param>
    /// <param name="about">The request that it opens or withdraws; null for none.</param>
    internal void Post(NodeMessage message, Requests.Request? about = null)
    {
        Enqueue(message, about);
        Wake();
    }

    /// <summary>Queues what this node has done to something that is lent to it. Waits for nothing: see <see cref="RequireRoom"/>.</summary>
    /// <returns>Whether the writer thread must be woken: nobody is sending.</returns>
    internal bool Append(NodeMessage message)
    {
        Enqueue(message, null);
        return !Volatile.Read(ref _busy);
    }

    /// <summary>Queues a request that was sent back, unless it was withdrawn meanwhile.</summary>
    internal bool PostAgain(SyncRequest message, Requests.Request about)
    {
        bool queued = Enqueue(message, about);
        Wake();
        return queued;
    }

    /// <summary>Queues the last message of a member that leaves: what other threads still publish goes nowhere, and only objects can be asked for.</summary>
    internal void Close(Leave leave) => Post(leave);

    /// <summary>A group came back: takes it off the queue. Called by the reader thread, which tells by <see cref="Settled"/> when it has applied it.</summary>
    internal OutboundGroup Acknowledged(ulong number)
    {
        _gate.Enter();
        try
        {
            if (!_unacknowledged.TryDequeue(out OutboundGroup? group) || group.Number != number)
                throw new ProtocolException($"The hub acknowledged group {number}, but {(group is null ? "none" : group.Number)} was the next.");
            return group;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Nobody needs a group's entries any more.</summary>
    internal void Recycle(OutboundGroup group)
    {
        _gate.Enter();
        if (_spare.Count < 4 && group.Entries.Length <= MaxGroupBytes)
        {
            group.Entries.Clear();
            _spare.Push(group);
        }
        _gate.Exit();
    }

    /// <summary>A group that came back was applied.</summary>
    internal void Settled()
    {
        _gate.Enter();
        try
        {
            // What gathered during a round trip is a burst: the writer thread sends it, so that the thread that makes it need not.
            if (_open is not null && _unacknowledged.Count == 0)
            {
                _writerDue = true;
                Wake();
            }
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Nothing can be sent any more.</summary>
    internal void Fail(Exception failure)
    {
        _failure ??= failure;
        Wake();
    }

    // False for a request that was withdrawn before.
    private bool Enqueue(NodeMessage message, Requests.Request? about)
    {
        _gate.Enter();
        try
        {
            // Of what is not here any more a hub that was started again is not told in the first place; and who tells it has the gate of the objects, which are being looked through.
            if (_frozen && message is Drop)
                return true;
            AwaitThaw();
            ThrowIfFailed();
            if (_closed && message is not (Fault or Ping or Received or SyncRequest { Operation: SyncOperation.Snapshot }))
                return true;
            if (message is SyncRequest && about?.Withdrawal is not null)
                return false;
            CloseGroup();
            _log.Append(message);
            about?.Sent(message);
            _closed |= message is Leave;
            return true;
        }
        finally
        {
            _gate.Exit();
        }
    }

    private OutboundGroup OpenGroup()
    {
        if (_open is { } open)
        {
            if (open.Entries.Length < MaxGroupBytes)
                return open;
            CloseGroup();
        }
        _open = _spare.TryPop(out OutboundGroup? spare) ? spare : new OutboundGroup();
        _open.Number = ++_lastNumber;
        _open.Transactions = 0;
        return _open;
    }

    private void CloseGroup()
    {
        if (_open is not { } group)
            return;
        _open = null;
        group.ReleaseReplaced();
        _log.Append(new Group(group.Number, group.Transactions, group.Entries.WrittenMemory));
        _unacknowledged.Enqueue(group);
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
            throw new ClusterUnavailableException(failure.Message, outcomeUnknown: false, failure);
    }
}
