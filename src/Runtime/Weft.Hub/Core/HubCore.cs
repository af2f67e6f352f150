using Weft.Hub.Storage;
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
public sealed class HubCore : ILockOutput
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

    /// <summary>Makes an empty hub.</summary>
    public HubCore(HubCoreOptions options)
    {
        _options = options;
        _membership = new Membership(options);
        _objects = new ObjectTable(options.FirstId, options.IdCount);
        _locks = new LockTable(_objects, this);
        _group = new ParsedGroup(_objects, _types);
        _naming = new Naming(_objects);
        _relay = new Relay(_naming);
        _faults = new FaultReader(_objects, options);
    }

    /// <summary>The last number given out.</summary>
    public ulong Sequence => _sequence;

    /// <summary>
    /// Everything up to this number is on stable storage. A shell with such storage sets it after each flush; until it does so for the first time, everything counts as
    /// durable at once, as in memory.
    /// </summary>
    public ulong Durable
    {
        get => _durable ?? _sequence;
        set => _durable = value;
    }

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

    /// <summary>Handles one message.</summary>
    /// <param name="connection">Where it came from.</param>
    /// <param name="message">The message.</param>
    /// <param name="now">A monotonic time in milliseconds.</param>
    /// <param name="output">Takes what to do.</param>
    /// <exception cref="ProtocolException">The message is malformed or out of place; nothing was changed.</exception>
    public void Handle(HubConnection connection, NodeMessage message, long now, Outbox output)
    {
        _out = output;
        _scratch.Clear();
        if (message is Query query)
        {
            HandleQuery(connection, query);
            return;
        }
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
        try
        {
            if (member.State == MemberState.Active)
                HandleActive(member, message);
            else
                HandleLeft(member, message);
        }
        catch (TypeCollisionException collision)
        {
            Refuse(connection, HubDiagnostics.NameCollision, collision.Message);
        }
    }

    /// <summary>A connection is closed: its member's leases are kept for the reconnect window.</summary>
    public void Closed(HubConnection connection, long now, Outbox output)
    {
        _out = output;
        if (connection.Member is not { } member)
            return;
        if (member.State == MemberState.Left)
        {
            Forget(member);
        }
        else if (member.State == MemberState.Active)
        {
            member.LastHeard = now;
            _membership.Set(member, MemberState.Cut);
            _calls.Forget(member);
            _locks.Cut(member);
            _out.Log($"{member} is cut off; its leases are kept for {_options.ReconnectWindowMilliseconds} ms.");
        }
    }

    /// <summary>Looks for members whose time is over. To be called several times a second.</summary>
    public void Tick(long now, Outbox output)
    {
        _out = output;
        for (int i = _membership.All.Count - 1; i >= 0; i--)
        {
            Member member = _membership.All[i];
            long silence = now - member.LastHeard;
            if (member.State == MemberState.Cut && silence >= _options.ReconnectWindowMilliseconds)
            {
                _out.Log($"{member} did not come back within {_options.ReconnectWindowMilliseconds} ms and counts as dead.");
                Die(member);
            }
            else if (member.State != MemberState.Cut && silence >= _options.NodeTimeoutMilliseconds)
            {
                string text = $"Nothing was heard of {member} for {silence} ms; the node time-out is {_options.NodeTimeoutMilliseconds} ms.";
                _out.Log(text);
                Refuse(member.Connection, HubDiagnostics.Silence, text);
                Die(member);
            }
        }
    }

    void ILockOutput.Grant(Member to, ulong requestId, LockId id, bool contended) => Send(to, new Grant(requestId, id, _sequence, contended));

    void ILockOutput.Deny(Member to, ulong requestId, LockId id) => Send(to, new LockDenied(requestId, id));

    void ILockOutput.Recall(Member from, LockId id, bool question) => Send(from, new Recall(id, question));

    private void HandleActive(Member member, NodeMessage message)
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
                _locks.Request(member, request.RequestId, request.Lock, request.Try);
                break;
            case LockCancel cancel:
                _locks.Cancel(member, cancel.RequestId, cancel.Lock);
                break;
            case LockReturn returned:
                _locks.Return(member, returned.Lock);
                break;
            case LockBusy busy:
                _locks.Busy(member, busy.Lock);
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
                _calls.Done(done.CallId, member, done.Failed);
                break;
            case Drop drop:
                HandleDrop(member, drop);
                break;
            case Ping ping:
                Send(member, new Pong(ping.Stamp));
                break;
            case Leave:
                HandleLeave(member);
                break;
            default:
                throw new ProtocolException($"{member} sent {message.Kind}, which has no place here.");
        }
    }

    private void HandleLeft(Member member, NodeMessage message)
    {
        switch (message)
        {
            case Fault fault:
                HandleFault(member, fault);
                break;
            case Ping ping:
                Send(member, new Pong(ping.Stamp));
                break;
            case CallDone or LockReturn or LockBusy or LockCancel or Drop or Leave:
                // They crossed its own Leave's effects; there is nothing left that they could concern.
                break;
            default:
                throw new ProtocolException($"{member} has left and sent {message.Kind}; it may only ask for objects.");
        }
    }

    private void HandleHello(HubConnection connection, Hello hello, long now)
    {
        if (_membership.Objection(hello) is { } refused)
        {
            _out.Log($"Refused a node: {refused.Code}: {refused.Text}");
            Refuse(connection, refused.Code, refused.Text);
            return;
        }
        if (hello.Session != Guid.Empty && _membership.FindSession(hello.Session) is { } earlier)
        {
            if (earlier.State == MemberState.Active)
                Refuse(earlier.Connection, HubDiagnostics.Superseded, "The session goes on in a newer connection.");
            Die(earlier);
        }
        Member member = _membership.Add(hello, connection, now);
        (ulong firstId, int idCount) = _objects.Reserve(_options.IdBlockSize);
        Send(member, new Welcome(
            member.Number, Resumed: false, LastGroup: 0, firstId, idCount, _options.ReconnectWindowMilliseconds, _options.NodeTimeoutMilliseconds,
            _membership.ClusterName!, [.. _membership.Active.Select(active => active.Info)], _types.All));
        TellOthers(member, MemberChange.Joined);
        _out.Log($"{member} joined from {hello.Host}, process {hello.ProcessId}.");
    }

    private void HandleGroup(Member member, Group message)
    {
        if (message.Number <= member.LastGroup)
        {
            Send(member, new Acknowledge(_sequence, message.Number));
            return;
        }
        if (message.Number != member.LastGroup + 1)
            throw new ProtocolException($"{member} sent group {message.Number} after group {member.LastGroup}.");
        if (message.Entries.Length > _options.MaxEntryBytes)
            throw new ProtocolException($"{member} sent a group of {message.Entries.Length} bytes; {_options.MaxEntryBytes} are allowed.");
        _group.Parse(message.Entries.Span, member.Number);
        RequireNewCalls();
        member.LastGroup = message.Number;
        ulong sequence = ++_sequence;
        _out.Store(new LogRecord(sequence, member.Session, message.Number, message.Entries));
        Apply(member, message.Entries.Span);
        foreach (Member other in _membership.Active)
        {
            if (other == member)
                continue;
            int start = _scratch.Length;
            ReadOnlyMemory<byte> relayed = _relay.For(other, _group, message.Entries, sequence, _scratch);
            if (relayed.Length > _options.MaxEntryBytes)
                relayed = SendAhead(other, start, _relay.CreationsEnd) ? _scratch[_relay.CreationsEnd..] : default;
            if (!relayed.IsEmpty)
                Send(other, new Apply(sequence, member.Number, relayed));
        }
        Send(member, new Acknowledge(sequence, message.Number));
        Groups++;
        Transactions += message.Transactions;
        Entries += _group.Entries.Length;
    }

    private void RequireNewCalls()
    {
        Span<ParsedEntry> entries = _group.Entries;
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i].Kind != EntryKind.Call)
                continue;
            ulong id = entries[i].CallId;
            bool twice = _calls.IsPending(id);
            for (int j = 0; j < i && !twice; j++)
                twice = entries[j].Kind == EntryKind.Call && entries[j].CallId == id;
            if (twice)
                throw new ProtocolException($"The call {id:x} is made a second time.");
        }
    }

    private void Apply(Member member, ReadOnlySpan<byte> bytes)
    {
        foreach (StoredObject created in _group.Created)
            _objects.Add(created, member);
        foreach (ref ParsedEntry entry in _group.Entries)
        {
            switch (entry.Kind)
            {
                case EntryKind.Create:
                    break;
                case EntryKind.Type:
                    _types.Add(bytes[entry.Start..entry.End]);
                    break;
                case EntryKind.Call:
                    BeginCall(member, entry);
                    break;
                default:
                    var reader = new WireReader(bytes[..entry.End]) { Position = entry.Start + 1 + sizeof(ulong) };
                    entry.Target!.Apply(entry.Kind, ref reader);
                    break;
            }
        }
    }

    private void BeginCall(Member caller, ParsedEntry call)
    {
        IEnumerable<Member> targets = _membership.Active.Where(member =>
            member != caller && (call.Scope != CallScope.Holders || call.Target is null || call.Target.Residents.Contains(member.Slot)));
        _calls.Begin(call.CallId, _group.ReferencesOf(call).ToArray(), targets);
    }

    private void HandleFault(Member member, Fault fault)
    {
        Faults++;
        if (_objects.Find(fault.ObjectId) is not { } asked)
        {
            Send(member, new FaultReply(fault.RequestId, Found: false, default));
            return;
        }
        int start = _scratch.Length;
        _faults.Read(asked, member, fault.MaxObjects, _sequence, _scratch);
        int end = _scratch.Length;
        if (end - start > _options.MaxEntryBytes)
        {
            // The reply has the object that was asked for; what comes with it may be known before.
            end = _scratch.EndOfFirst(start);
            if (end - start > _options.MaxEntryBytes)
            {
                RefuseTooLarge(member, end - start);
                return;
            }
            if (!SendAhead(member, end, _scratch.Length))
                return;
        }
        Send(member, new FaultReply(fault.RequestId, Found: true, _scratch[start..end]));
    }

    private void HandleDrop(Member member, Drop drop)
    {
        foreach (ulong id in drop.Objects)
        {
            // Named again since, perhaps to another: the node drops it again when it hears of a change that it has no use for. At the same number the naming, by an answer
            // to a question, may be the later one: the node may have asked for the object anew while its drop was on its way.
            if (_objects.Find(id) is { } dropped && dropped.LastNamed < drop.LastApplied)
                dropped.Residents.Remove(member.Slot);
        }
    }

    private void HandleRootLookup(Member member, RootLookup lookup)
    {
        if (_roots.Find(lookup.Name) is not { } root)
        {
            _roots.NoteAbsent(lookup.Name, member);
            Send(member, new RootReply(lookup.RequestId, RootOutcome.Absent, 0, default, default));
            return;
        }
        ReplyRoot(member, lookup.RequestId, RootOutcome.Existing, root);
    }

    private void HandleRootAssign(Member member, RootAssign assign)
    {
        RequireRootValue(assign);
        (RootTable.Root root, RootOutcome outcome) = _roots.Assign(assign);
        bool changed = outcome is RootOutcome.Created or RootOutcome.Replaced;
        if (changed)
            _out.Store(new LogRecord(++_sequence, member.Session, 0, default), new StoredRoot(assign.Name, root.TypeId, root.Value));
        ReplyRoot(member, assign.RequestId, outcome, root);
        if (!changed)
            return;
        foreach (Member other in _membership.Active)
        {
            if (other != member)
                TellRoot(other, assign.Name, root);
        }
    }

    private void RequireRootValue(RootAssign assign)
    {
        var references = new List<ulong>();
        var reader = new WireReader(assign.Value.Span);
        bool isNull = (ValueTag)reader.Peek() == ValueTag.Null;
        WireValue.Skip(ref reader, references);
        if (isNull || !reader.AtEnd)
            throw new ProtocolException($"The value for root '{assign.Name}' is {(isNull ? "null" : "followed by other bytes")}.");
        foreach (ulong id in references)
        {
            if (_objects.Find(id) is null)
                throw new ProtocolException($"The value for root '{assign.Name}' refers to object {id:x}, which was not created before.");
        }
    }

    private void ReplyRoot(Member member, ulong requestId, RootOutcome outcome, RootTable.Root root)
    {
        root.Interested.Add(member.Slot);
        if (TryName(member, root, out ReadOnlyMemory<byte> creations))
            Send(member, new RootReply(requestId, outcome, root.TypeId, root.Value, creations));
    }

    private void TellRoot(Member member, string name, RootTable.Root root)
    {
        if (!root.Interested.Contains(member.Slot))
        {
            Send(member, new RootChanged(name, root.TypeId, default, default));
            return;
        }
        if (TryName(member, root, out ReadOnlyMemory<byte> creations))
            Send(member, new RootChanged(name, root.TypeId, root.Value, creations));
    }

    /// <summary>Names what a root refers to; gives the creations that must come along, unless they went ahead.</summary>
    private bool TryName(Member member, RootTable.Root root, out ReadOnlyMemory<byte> creations)
    {
        int start = _scratch.Length;
        _naming.NameAll(root.Value, member, _sequence, _scratch);
        creations = _scratch[start..];
        if (creations.Length + root.Value.Length <= _options.MaxEntryBytes)
            return true;
        creations = default;
        return SendAhead(member, start, _scratch.Length);
    }

    /// <summary>
    /// Sends creations that do not fit into one frame with what names them in frames of their own before it. Nobody sees them there: only what follows refers to them.
    /// </summary>
    /// <returns>False if one is too large for any frame; then the member is refused.</returns>
    private bool SendAhead(Member to, int start, int end)
    {
        foreach (Range piece in _scratch.Cut(start, end, _options.MaxEntryBytes))
        {
            ReadOnlyMemory<byte> entries = _scratch[piece];
            if (entries.Length > _options.MaxEntryBytes)
            {
                RefuseTooLarge(to, entries.Length);
                return false;
            }
            Send(to, new Apply(_sequence, 0, entries));
        }
        return true;
    }

    private void RefuseTooLarge(Member member, int length)
    {
        string text = $"An object that {member} needs is {length} bytes long; {_options.MaxEntryBytes} fit into a frame. Divide it into several objects.";
        _out.Log($"{HubDiagnostics.ObjectTooLarge}: {text}");
        Refuse(member.Connection, HubDiagnostics.ObjectTooLarge, text);
    }

    private void HandleLeave(Member member)
    {
        _membership.Set(member, MemberState.Left);
        Release(member);
        TellOthers(member, MemberChange.Left);
        Send(member, new MemberChanged(MemberChange.Left, member.Info));
        _out.Log($"{member} left.");
    }

    private void HandleQuery(HubConnection connection, Query query)
    {
        if (query.ProtocolVersion != FrameCodec.ProtocolVersion)
        {
            Refuse(connection, HubDiagnostics.ProtocolVersion,
                $"The command speaks version {query.ProtocolVersion} of the Weft protocol, the hub version {FrameCodec.ProtocolVersion}. Use the hub's version of the command.");
            return;
        }
        if (query.What == QueryKind.DeleteRoot)
            DeleteRoot(connection, query);
        else
            _out.Add(connection, Stamp(), HubQueries.Answer(this, query));
    }

    private void DeleteRoot(HubConnection connection, Query query)
    {
        bool removed = _roots.Remove(query.Argument);
        if (removed)
        {
            _out.Store(new LogRecord(++_sequence, Guid.Empty, 0, default), new StoredRoot(query.Argument, 0, default));
            foreach (Member member in _membership.Active)
                Send(member, new RootChanged(query.Argument, 0, default, default));
            _out.Log($"Root '{query.Argument}' was deleted by an administrator.");
        }
        _out.Add(connection, Stamp(), new QueryReply(query.RequestId, removed, removed ? "{}"u8.ToArray() : "null"u8.ToArray()));
    }

    private void Die(Member member)
    {
        bool wasMember = member.State is MemberState.Active or MemberState.Cut;
        Forget(member);
        if (wasMember)
            TellOthers(member, MemberChange.Died);
    }

    private void Forget(Member member)
    {
        _membership.Set(member, MemberState.Dead);
        Release(member);
    }

    private void Release(Member member)
    {
        _objects.Forget(member);
        _roots.Forget(member);
        _calls.Forget(member);
        _locks.Forget(member);
    }

    private void TellOthers(Member about, MemberChange change)
    {
        foreach (Member other in _membership.Active)
        {
            if (other != about)
                Send(other, new MemberChanged(change, about.Info));
        }
    }

    private void Refuse(HubConnection connection, string code, string text)
    {
        _out.Add(connection, Stamp(), new Refused(code, text));
        _out.Close(connection);
    }

    private void Send(Member to, HubMessage message) => _out.Add(to.Connection, Stamp(), message);

    private HubStamp Stamp() => new(_options.Epoch, Durable, _sequence);
}
