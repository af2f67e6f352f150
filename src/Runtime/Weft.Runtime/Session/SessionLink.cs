using System.Net.Sockets;
using Weft.Runtime.Finalization;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Session;

/// <summary>
/// The session's connection to the hub. Where it breaks, the reader thread makes another one and the session goes on: what was lost of either side's frames is sent again. Meanwhile threads
/// go on with what needs no hub.
/// </summary>
internal sealed partial class SessionLink
{
    private const int FirstPauseMilliseconds = 20;
    private const int LastPauseMilliseconds = 1_000;
    private readonly Node _node;
    private readonly HubAddress _address;
    private readonly Guid _session;
    private readonly Guid _incarnation;
    private readonly TimeSpan _recovery;
    private readonly int _windowMilliseconds;
    private readonly object _heardGate = new();
    private readonly ArrivalProgress _progress = new();
    private volatile HubConnection? _connection;
    private volatile HubConnection? _underway;
    private HubConnection _last;
    private long _sentBefore;
    private long _receivedBefore;
    private long _cutSince;
    private long _leaseEnd;
    private long _lastHeard = Environment.TickCount64;
    private long _resumed;
    private long _reclaimed;
    private ulong _epoch;
    private ulong _handedBackTo;
    private volatile string _why = "";

    internal SessionLink(Node node, HubAddress address, JoinedHub joined)
    {
        (_node, _address, _session, _incarnation) = (node, address, joined.Session, joined.Welcome.Incarnation);
        (_connection, _last) = (joined.Connection, joined.Connection);
        _epoch = joined.Stamp.Epoch;
        // A hub that was started again may wait so long for its other members.
        _recovery = TimeSpan.FromMilliseconds(Math.Max(2.0 * joined.Welcome.NodeTimeoutMilliseconds, node.Options.HubTimeout.TotalMilliseconds));
        _windowMilliseconds = Math.Min(joined.Welcome.ReconnectWindowMilliseconds, joined.Welcome.NodeTimeoutMilliseconds);
        Heard(joined.Greeted);
    }

    /// <summary>Since when there is no connection, by <see cref="Environment.TickCount64"/>; 0 while there is one.</summary>
    internal long CutSince => Interlocked.Read(ref _cutSince);

    internal bool IsCut => CutSince != 0;

    /// <summary>How long nothing has been heard of the hub.</summary>
    internal TimeSpan Silence => TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _lastHeard));

    /// <summary>How often another connection went on.</summary>
    internal long Resumed => Interlocked.Read(ref _resumed);

    /// <summary>How often the session went on with a hub that was started again.</summary>
    internal long Reclaimed => Interlocked.Read(ref _reclaimed);

    /// <summary>How often the hub should be asked for a sign of life, so that leases are trusted while it answers.</summary>
    internal TimeSpan PingInterval => TimeSpan.FromMilliseconds(Math.Clamp(_windowMilliseconds / 5, 20, 3000));

    internal (long Sent, long Received) Traffic
    {
        get
        {
            (long sent, long received) = _last.Traffic;
            return (Volatile.Read(ref _sentBefore) + sent, Volatile.Read(ref _receivedBefore) + received);
        }
    }

    /// <summary>
    /// Whether a section may begin on a lease that the node has. The hub keeps the leases of a node that it cannot hear for the reconnect window; the node itself believes in them for somewhat less,
    /// by its own clock, from when it sent the last of what the hub has answered.
    /// </summary>
    internal bool LeasesHold => Environment.TickCount64 < Volatile.Read(ref _leaseEnd);

    /// <summary>The hub has answered what was sent at this time.</summary>
    internal void Heard(long sentAt)
    {
        long end = sentAt + _windowMilliseconds - (_windowMilliseconds / 5);
        lock (_heardGate)
        {
            if (end <= _leaseEnd)
                return;
            Volatile.Write(ref _leaseEnd, end);
            Monitor.PulseAll(_heardGate);
        }
    }

    /// <summary>Waits until the leases can be trusted again.</summary>
    /// <param name="limit">How long; null: for the hub's time-out.</param>
    /// <returns>False when the limit has passed.</returns>
    /// <exception cref="ClusterUnavailableException">The hub's time-out has passed, or the session has ended.</exception>
    internal bool AwaitLeases(TimeSpan? limit) => Await(limit, static link => link.LeasesHold);

    /// <summary>Waits until there is a connection, and the hub was heard of.</summary>
    /// <exception cref="ClusterUnavailableException">The hub's time-out has passed, or the session has ended.</exception>
    internal void AwaitHub() => Await(null, static link => !link.IsCut && link.LeasesHold);

    private bool Await(TimeSpan? limit, Func<SessionLink, bool> isThere)
    {
        if (!isThere(this))
            FinalizerThread.Refuse("a lock while the hub is away");
        long start = Environment.TickCount64;
        TimeSpan longest = limit > TimeSpan.Zero && limit < _node.Options.HubTimeout ? limit.Value : _node.Options.HubTimeout;
        lock (_heardGate)
        {
            while (!isThere(this) && !Activation.HasLeft)
            {
                _node.ThrowIfLost();
                double left = longest.TotalMilliseconds - (Environment.TickCount64 - start);
                if (left > 0)
                    Monitor.Wait(_heardGate, (int)Math.Ceiling(Math.Min(left, 1000)));
                else if (longest == _node.Options.HubTimeout)
                    throw Away(start);
                else
                    return false;
            }
        }
        return true;
    }

    /// <summary>What a thread is told that has waited in vain since a time.</summary>
    internal ClusterUnavailableException Away(long since) =>
        new($"{RuntimeCodes.HubLost}: node {_node.Options.NodeName} has not heard of its hub at {_address} for {(Environment.TickCount64 - since) / 1000.0:0.#} s (hub-timeout){(IsCut ? $": {_why}" : ".")} It goes on trying to come back; start the hub if it does not run.", outcomeUnknown: false);

    /// <summary>
    /// Sends bytes. Where the connection is broken they are lost, and sent again over the next one. Whoever is interrupted in the middle of it cannot know what has gone, so this connection has had its
    /// day; the interruption is delivered by the thread's next wait, since what was to be sent is not lost.
    /// </summary>
    internal void Send(ReadOnlyMemory<byte> bytes)
    {
        HubConnection? connection = _connection;
        try
        {
            connection?.Send(bytes);
        }
        catch (ThreadInterruptedException)
        {
            Uninterrupted.Do((this, connection!), static state => state.Item1.Break(state.Item2, "a thread was interrupted while it sent."));
            Thread.CurrentThread.Interrupt();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // What is queued will go: an interruption here would say that it had not been.
            Uninterrupted.Do((this, connection!, e.Message), static state => state.Item1.Break(state.Item2, $"sending failed ({state.Message})"));
        }
    }

    /// <summary>Waits for the next frame, over another connection where this one breaks.</summary>
    /// <param name="handled">How many of the session's frames were handled; 0 again where a hub that was started again counts anew.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>Valid until the next call.</returns>
    /// <exception cref="HubRefusedException">The session cannot go on.</exception>
    /// <exception cref="OperationCanceledException">The session has ended.</exception>
    internal ReadOnlyMemory<byte> Receive(ref ulong handled, CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (_connection is not { } connection)
            {
                Resume(ref handled, stop);
                continue;
            }
            try
            {
                ReadOnlyMemory<byte> frame = connection.Receive(NoteProgress);
                Volatile.Write(ref _lastHeard, Environment.TickCount64);
                return frame;
            }
            catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
            {
                Break(connection, e.Message);
            }
        }
    }

    private void NoteProgress(int received, int total)
    {
        long now = Environment.TickCount64;
        Volatile.Write(ref _lastHeard, now);
        if (_progress.Note(received, total, now) is { } line)
            _node.Log.Info(line);
    }

    /// <summary>The hub says nothing, though its connection is there.</summary>
    internal void GiveUpConnection(string why)
    {
        if (_connection is { } connection)
            Break(connection, why);
    }

    /// <summary>The session has ended.</summary>
    internal void End()
    {
        _last.Dispose();
        _underway?.Dispose();
        lock (_heardGate)
            Monitor.PulseAll(_heardGate);
    }

    private void Break(HubConnection connection, string why)
    {
        if (Interlocked.CompareExchange(ref _connection!, null, connection) != connection)
            return;
        _why = why;
        Interlocked.Exchange(ref _cutSince, Environment.TickCount64);
        _node.Outbound.Cut();
        connection.Dispose();
        if (Activation.HasLeft && !_node.Departure.IsUnanswered)
            _node.Lose(why, null);
        else if (!_node.Stopping.IsCancellationRequested)
            _node.Log.Warning($"the connection to the hub broke: {why} Trying to go on with another one; locks that this node has go on for {_windowMilliseconds / 1000.0:0.#} s.");
    }
}
