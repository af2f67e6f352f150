using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Synchronizers;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Session;

/// <summary>The one thread that handles what the hub sends, in order. It runs no user code and waits for nothing that user code can hold.</summary>
internal sealed class HubReader
{
    private const int ConfirmBytes = 64 * 1024;
    private const int ConfirmFrames = 256;
    private readonly Node _node;
    private readonly EntryApplier _applier;
    private readonly Dictionary<int, Guid> _sessions = [];
    private readonly Action<OutboundGroup> _recycle;
    private ulong _lastApplied;
    private ulong _handled;
    private ulong _confirmed;
    private int _unconfirmed;

    /// <param name="node">The node.</param>
    /// <param name="begun">The number with which its session began: nothing that is not above it was meant for it.</param>
    internal HubReader(Node node, ulong begun)
    {
        _node = node;
        _lastApplied = begun;
        _applier = new EntryApplier(node);
        _recycle = node.Outbound.Recycle;
    }

    internal ulong LastApplied => Volatile.Read(ref _lastApplied);

    /// <summary>Notes whose sessions there are. Those that have ended are kept: what they made may be handed back to a hub yet.</summary>
    internal void Know(MemberInfo member) => _sessions[member.Number] = member.Session;

    /// <summary>Takes over the type definitions of a welcome.</summary>
    internal void Define(ReadOnlyMemory<byte> types) => _applier.Apply(types);

    internal void Run(SessionLink link, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                ReadOnlyMemory<byte> frame = link.Receive(ref _handled, stop);
                if (_handled < _confirmed)
                    (_unconfirmed, _confirmed) = (0, 0);
                HubMessage message = FrameCodec.ReadHubMessage(frame, out HubStamp stamp);
                Handle(message, stamp.Durable);
                _handled++;
                _node.Outbound.Confirmed(stamp.Received);
                if (_node.Durability.Heard(stamp.Durable))
                    _node.Tail.Stored(stamp.Durable, _recycle);
                Volatile.Write(ref _lastApplied, stamp.Complete);
                _applier.EndOfFrame();
                Confirm(frame.Length, isNow: message is Pong);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _node.Log.Debug("the reader ends with the session");
        }
        catch (HubRefusedException refused)
        {
            _node.Fence(refused);
        }
        catch (Exception e)
        {
            // A defect here must not leave threads waiting for answers that nobody handles.
            _node.Lose($"a message could not be handled: {e}", e);
        }
    }

    // The hub keeps what it sent until it hears of it, and the log of it. A node that hears little says so with each ping.
    private void Confirm(int length, bool isNow)
    {
        _unconfirmed += length;
        if (!isNow && _unconfirmed < ConfirmBytes && _handled - _confirmed < ConfirmFrames)
            return;
        (_unconfirmed, _confirmed) = (0, _handled);
        _node.Outbound.Post(new Received(_handled));
    }

    private void Handle(HubMessage message, ulong durable)
    {
        switch (message)
        {
            case Apply apply:
                _applier.Apply(apply.Entries);
                _node.Tail.Keep(apply, _sessions.GetValueOrDefault(apply.Origin), durable);
                break;
            case Acknowledge acknowledge:
                OutboundGroup group = _node.Outbound.Acknowledged(acknowledge.GroupNumber);
                _applier.ApplyOwn(group.Entries.WrittenMemory);
                if (!_node.Tail.Keep(group, acknowledge.Sequence, durable))
                    _node.Outbound.Recycle(group);
                _node.Outbound.Settled();
                _node.Durability.Acknowledged(acknowledge.GroupNumber, acknowledge.Sequence);
                break;
            case FaultReply reply:
                _applier.Apply(reply.Entries);
                _node.Requests.Find(reply.RequestId)?.Complete(new FaultAnswer(reply.Found, _applier.TakeRoots(), _node.Deferred.Backlog.Last));
                break;
            case Grant grant:
                _node.Leases.Granted(grant);
                break;
            case LockDenied denied:
                _node.Requests.Find(denied.RequestId)?.Complete(denied.Conflict ? LockAnswer.Conflict : LockAnswer.Denied);
                break;
            case LockNotified notified:
                _node.Requests.Find(notified.RequestId)?.Complete(LockAnswer.Notified);
                break;
            case SyncReply reply:
                _applier.Apply(reply.Entries);
                _node.Requests.Find(reply.RequestId)?.Complete(
                    new SyncAnswer(reply.Outcome, reply.Number, reply.Value.ToArray(), reply.Value.IsEmpty ? [] : _applier.ResolveReferences(reply.Value.Span)));
                break;
            case SyncLent lent:
                _applier.Apply(lent.Entries);
                _node.Lent.Lent(lent, _applier.ResolveReferences(lent.State.Span));
                break;
            case SyncRecall recall:
                _node.Lent.Recalled(recall);
                break;
            case SyncBounced bounced:
                _node.Lent.Bounced(bounced, value => value.IsEmpty ? null : _applier.ResolveReferences(value.Span));
                break;
            case SyncSettled settled:
                _node.Lent.Settled(settled);
                break;
            case Inquiry inquiry:
                _node.Answer(inquiry);
                break;
            case DeadlockFound deadlock:
                _node.NoteDeadlock(deadlock.Text);
                break;
            case Recall recall:
                _node.Leases.Recalled(recall);
                break;
            case RootReply reply:
                Answer(reply, durable);
                break;
            case RootChanged changed:
                Change(changed, durable);
                break;
            case IdBlock block:
                _node.Ids.Add(block.FirstId, block.Count);
                break;
            case MemberChanged changed:
                MemberChanged(changed);
                break;
            case Refused refused:
                throw new HubRefusedException(refused);
            case Pong pong:
                if (pong.Stamp != 0)
                    _node.Link.Heard((long)pong.Stamp);
                break;
            default:
                throw new ProtocolException($"The hub sent {message.Kind}, which a member does not expect.");
        }
    }

    private void Answer(RootReply reply, ulong durable)
    {
        _applier.Apply(reply.Entries);
        byte[] value = reply.Value.ToArray();
        Requests.Request? request = _node.Requests.Find(reply.RequestId);
        if (request?.Question is RootLookup or RootAssign)
            _node.Tail.Keep(reply.Decision, (request.Question as RootLookup)?.Name ?? ((RootAssign)request.Question).Name, reply.TypeId, value, durable);
        request?.Complete(new RootAnswer(reply.Outcome, reply.TypeId, value, _applier.ResolveReferences(value)) { Sequence = reply.Decision.Sequence });
    }

    private void Change(RootChanged changed, ulong durable)
    {
        _applier.Apply(changed.Entries);
        byte[] value = changed.Value.ToArray();
        _node.Tail.Keep(changed.Decision, changed.Name, changed.TypeId, value, durable);
        _node.Roots.Changed(changed.Name, value.Length == 0 ? null : new RootAnswer(RootOutcome.Existing, changed.TypeId, value, _applier.ResolveReferences(value)) { Sequence = changed.Decision.Sequence });
    }

    private void MemberChanged(MemberChanged changed)
    {
        Know(changed.Member);
        _node.Log.Info($"member {changed.Member.Number} ({changed.Member.Name}) {changed.Change}");
        if (changed.Member.Number == _node.Member && changed.Change == MemberChange.Left)
            _node.Departure.Answered();
    }
}

/// <summary>The answer to a fault.</summary>
/// <param name="Found">Whether the hub knows the object.</param>
/// <param name="Objects">What came along, kept alive until the asking thread has it.</param>
/// <param name="Follows">The last entry of the node's backlog behind it.</param>
internal sealed record FaultAnswer(bool Found, object[] Objects, long Follows);

/// <summary>The answer to a question about a root.</summary>
internal sealed record RootAnswer(RootOutcome Outcome, ulong TypeId, byte[] Value, object[] Objects)
{
    /// <summary>When the hub decided it.</summary>
    internal ulong Sequence { get; init; }
}

/// <summary>The answer to a lock request, or to a wait for a pulse.</summary>
internal enum LockAnswer
{
    Granted,
    Denied,
    Conflict,
    Notified,
}
