using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>
/// The hub as a pure state machine: messages and the time go in, what to send comes out. No sockets, clocks, threads or files; the same inputs always give the same outputs.
/// Not thread-safe.
/// </summary>
/// <remarks>
/// A <see cref="ProtocolException"/> from <see cref="Handle"/> means that the message was malformed and nothing of it was applied; the shell closes the connection and
/// reports it with <see cref="Closed"/>.
/// </remarks>
public sealed partial class HubCore : ILockOutput, ISyncOutput
{
    private readonly HubCoreOptions _options;
    private readonly Membership _membership;
    private readonly ObjectTable _objects;
    private readonly TypeTable _types = new();
    private readonly RootTable _roots = new();
    private readonly CallTable _calls = new();
    private readonly LockTable _locks;
    private readonly ParsedGroup _group;
    private readonly Naming _naming;
    private readonly Relay _relay;
    private readonly FaultReader _faults;
    private readonly CreationWriter _scratch = new();
    private Outbox _out = new();
    private ulong _sequence;
    private ulong? _durable;

    /// <summary>Makes a hub.</summary>
    /// <param name="options">What it is told.</param>
    /// <param name="stored">What a lasting store has of the hub before it; null if there was none.</param>
    /// <param name="now">A monotonic time in milliseconds.</param>
    /// <exception cref="InvalidDataException">What is stored cannot be read.</exception>
    public HubCore(HubCoreOptions options, StoredHub? stored = null, long now = 0)
    {
        _options = options;
        _membership = new Membership(options);
        _objects = new ObjectTable(options.FirstId, options.IdCount);
        _locks = new LockTable(_objects, this);
        _group = new ParsedGroup(_objects, _types);
        _naming = new Naming(_objects);
        _relay = new Relay(_naming);
        _faults = new FaultReader(_objects, options);
        if (options.IsLasting)
            _durable = stored?.Last ?? 0;
        if (stored is not null)
            Restore(stored, now);
    }

    /// <summary>The last number given out.</summary>
    public ulong Sequence => _sequence;

    /// <summary>
    /// Everything up to this number is on stable storage, as the shell says by <see cref="HubCore.Stored"/>. Without a lasting store everything counts as durable at once.
    /// </summary>
    public ulong Durable => _durable ?? _sequence;

    /// <summary>How many object ids are left to hand out.</summary>
    public ulong IdsLeft => _objects.IdsLeft;

    internal Membership Membership => _membership;

    internal ObjectTable Objects => _objects;

    internal TypeTable Types => _types;

    internal RootTable Roots => _roots;

    internal CallTable Calls => _calls;

    internal LockTable Locks => _locks;

    internal Relay Relay => _relay;

    internal ulong Epoch => _options.Epoch;

    internal long Groups { get; private set; }

    internal long Transactions { get; private set; }

    internal long Entries { get; private set; }

    internal long Faults { get; private set; }

    /// <summary>Gives the hub more object ids; those of earlier ranges are handed out first.</summary>
    public void AddIds(ulong first, ulong count) => _objects.AddIds(first, count);

    /// <summary>Part of a message has come: the node lives.</summary>
    public static void Heard(HubConnection connection, long now)
    {
        if (connection.Member is { } member)
            member.LastHeard = now;
    }

    /// <summary>Handles one message.</summary>
    /// <param name="connection">Where it came from.</param>
    /// <param name="message">The message.</param>
    /// <param name="now">A monotonic time in milliseconds.</param>
    /// <param name="output">Takes what to do.</param>
    /// <exception cref="ProtocolException">The message is malformed or out of place; nothing was changed.</exception>
    public void Handle(HubConnection connection, NodeMessage message, long now, Outbox output)
    {
        StartCall(output);
        _scratch.Clear();
        try
        {
            Dispatch(connection, message, now);
        }
        finally
        {
            StoreSynchronizers();
        }
    }

    private void Dispatch(HubConnection connection, NodeMessage message, long now)
    {
        if (message is Query query)
        {
            HandleQuery(connection, query, now);
            return;
        }
        if (connection.IsOver)
            return;
        if (connection.Member is not { } member)
        {
            if (message is not Hello hello)
                throw new ProtocolException($"The first message of a node is {message.Kind}; it must be Hello.");
            HandleHello(connection, hello, now);
            return;
        }
        if (member.State == MemberState.Dead)
            return;
        member.LastHeard = now;
        if (member.State == MemberState.Reclaiming)
        {
            HandleReclaiming(member, message, now);
            return;
        }
        member.Received++;
        try
        {
            if (member.State == MemberState.Active)
                HandleActive(member, message, now);
            else
                HandleLeft(member, message, now);
        }
        catch (ProtocolException)
        {
            // It would send the same again.
            member.IsCondemned = true;
            throw;
        }
        catch (TypeCollisionException collision)
        {
            member.IsCondemned = true;
            Refuse(connection, HubDiagnostics.NameCollision, collision.Message);
        }
    }

    void ILockOutput.Grant(Lease.Holding holding, ulong term, LockId id, LockMode wanted, bool waited) => Send(holding.Member, new Grant(term, id, _sequence, wanted, waited, holding.Mode));

    void ILockOutput.Deny(Member to, ulong requestId, LockId id, bool conflict) => Send(to, new LockDenied(requestId, id, conflict));

    void ILockOutput.Recall(Lease.Holding from, LockId id, bool question, LockMode wanted) => Send(from.Member, new Recall(id, question, from.Term, wanted));

    void ILockOutput.Notify(Member to, ulong requestId, LockId id) => Send(to, new LockNotified(requestId, id));

    private void HandleActive(Member member, NodeMessage message, long now)
    {
        switch (message)
        {
            case Group group:
                HandleGroup(member, group);
                break;
            case Fault fault:
                HandleFault(member, fault);
                break;
            case LockRequest request:
                _locks.Request(member, request);
                break;
            case LockCancel cancel:
                _locks.Cancel(member, cancel.RequestId, cancel.Lock);
                break;
            case LockReturn returned:
                _locks.Return(member, returned);
                break;
            case LockBusy busy:
                _locks.Busy(member, busy.Lock);
                break;
            case LockWait wait:
                _locks.Wait(member, wait.RequestId, wait.Lock);
                break;
            case LockPulse pulse:
                _locks.Pulse(member, pulse.Lock, pulse.All);
                break;
            case SyncRequest request:
                HandleSync(member, request, now);
                break;
            case SyncCancel cancel:
                HandleSyncCancel(member, cancel);
                break;
            case SyncReturned returned:
                HandleSyncReturned(member, returned, now);
                break;
            case RootLookup lookup:
                HandleRootLookup(member, lookup);
                break;
            case RootAssign assign:
                HandleRootAssign(member, assign);
                break;
            case ReserveIds reserve:
                (ulong first, int count) = _objects.Reserve(Math.Clamp(reserve.Count, 1, _options.IdBlockSize));
                Send(member, new IdBlock(first, count));
                break;
            case CallDone done:
                _calls.Done(done.CallId, member, done.Failed, lenient: _wasStarted);
                break;
            case Drop drop:
                HandleDrop(member, drop);
                break;
            case Ping ping:
                HandlePing(member, ping);
                break;
            case Received received:
                HandleReceived(member, received);
                break;
            case Leave:
                HandleLeave(member, now);
                break;
            case LockStalled:
                _deadlocks.Stalled(now);
                break;
            case InquiryReply reply:
                HandleReply(member, reply, now);
                break;
            default:
                throw new ProtocolException($"{member} sent {message.Kind}, which has no place here.");
        }
    }

    private void HandleLeft(Member member, NodeMessage message, long now)
    {
        switch (message)
        {
            case Fault fault:
                HandleFault(member, fault);
                break;
            case Ping ping:
                Send(member, new Pong(ping.Stamp));
                break;
            case Received received:
                HandleReceived(member, received);
                break;
            case SyncRequest { Operation: SyncOperation.Snapshot } snapshot:
                HandleSync(member, snapshot, now);
                break;
            case SyncRequest or SyncCancel or SyncReturned or CallDone or LockReturn or LockBusy or LockCancel or LockWait or LockPulse or Drop or Leave or LockStalled or InquiryReply:
                // They crossed its own Leave's effects; there is nothing left that they could concern.
                break;
            default:
                throw new ProtocolException($"{member} has left and sent {message.Kind}; it may only ask for objects.");
        }
    }

    private void HandleQuery(HubConnection connection, Query query, long now)
    {
        if (query.ProtocolVersion != FrameCodec.ProtocolVersion)
        {
            Refuse(connection, HubDiagnostics.ProtocolVersion,
                $"The command speaks version {query.ProtocolVersion} of the Weft protocol, the hub version {FrameCodec.ProtocolVersion}. Use the hub's version of the command.");
            return;
        }
        if (_recovery is not null && query.What is not (QueryKind.Status or QueryKind.Nodes))
            Refuse(connection, HubDiagnostics.Recovering, _recovery.Describe(now));
        else if (query.What == QueryKind.DeleteRoot)
            DeleteRoot(connection, query);
        else if (query.What == QueryKind.Audit)
            BeginAudit(connection, query, now);
        else
            _out.Add(connection, Stamp(), HubQueries.Answer(this, query, now));
    }

    private void Refuse(HubConnection connection, string code, string text, RejoinAdvice advice = RejoinAdvice.None)
    {
        _out.Add(connection, Stamp(), new Refused(code, text, advice));
        _out.Close(connection);
    }

    // To a member that is cut off too: it is kept for it.
    private void Send(Member to, HubMessage message, ulong after = 0)
    {
        to.Sent++;
        _out.AddToSession(to.Connection, Stamp(to), message, Unless(Math.Max(after, _goneAt)));
    }

    private HubStamp Stamp() => new(_options.Epoch, Durable, _sequence);

    // While a hub that was started again replays what there was, a member may be further.
    private HubStamp Stamp(Member to) => new(_options.Epoch, Durable, Math.Max(_sequence, to.AppliedBefore), to.Received);
}
