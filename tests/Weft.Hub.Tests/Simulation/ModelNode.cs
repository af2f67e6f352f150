using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <summary>
/// A small faithful model of a node: it binds roots, faults, takes leases, changes objects under locks and outside, calls, and drops what it does not use. One activity at a
/// time, a step at a time, so that anything can arrive in between.
/// </summary>
internal sealed partial class ModelNode
{
    public const uint Count = 1;
    public const uint Free = 2;
    public const uint Log = 3;
    public const uint Whole = 4;
    public const uint Pool = 5;
    public const uint Mirror = 6;
    public const uint Back = 7;

    // What a node never has without its state.
    private static readonly uint[] s_parts = [Log, Whole, Pool];

    private readonly Cluster _cluster;
    private readonly Random _random;
    private readonly Dictionary<int, ulong> _roots = [];
    private readonly Dictionary<ulong, Lease> _leases = [];
    private readonly Dictionary<ulong, List<(ulong Id, uint Field, long Value)>> _unacknowledged = [];
    private readonly HashSet<ulong> _executed = [];
    private Welcome? _welcome;
    private ulong _nextId;
    private ulong _group;
    private ulong _request;
    private uint _calls;
    private Activity _activity = Activity.Idle;
    private int _root;
    private ulong _target;
    private ulong _lockRequest;
    private long _asked;
    private LockMode _mode;
    private ulong _lastApplied;
    private ulong _handled;
    private Drop? _unsentDrop;
    private ulong _epoch;
    private NodeMessage? _open;
    private readonly ModelTail _tail;
    private uint _entries;

    // All that this node has ever dropped: the hub may think that it still has it.
    private readonly HashSet<ulong> _dropped = [];

    public ModelNode(Cluster cluster, Random random, string name)
    {
        _cluster = cluster;
        _random = random;
        Name = name;
        byte[] session = new byte[16];
        random.NextBytes(session);
        Session = new Guid(session);
        _tail = new ModelTail(Session);
        Connection = new HubConnection(this);
        ToHub.SendDirect(CoreHarness.Hello(name, session: Session));
    }

    private enum Activity
    {
        Idle,
        WaitForRoot,
        WaitForState,
        WaitForLock,
        Inside,
        WaitForUpgrade,
        WaitForUpgradeCancel,
        WaitForCancel,
        WaitForPulse,
        WaitForPulseCancel,
    }

    public string Name { get; }

    public Guid Session { get; }

    public HubConnection Connection { get; private set; }

    /// <summary>Whether it is gone, or knows that its session is over.</summary>
    public bool IsDead { get; set; }

    /// <summary>Whether its connection is broken, so that it has heard nothing of the hub since.</summary>
    public bool IsBroken { get; private set; }

    public long CutAt { get; set; }

    public bool IsIdle => _activity == Activity.Idle;

    public bool IsMember => _welcome is not null;

    public Direction ToHub { get; } = new();

    public Direction FromHub { get; } = new();

    public Dictionary<ulong, Replica> Objects { get; } = [];

    public IReadOnlyDictionary<int, ulong> Roots => _roots;

    public IReadOnlySet<ulong> Executed => _executed;

    /// <summary>Goes on with what the node does. Without <paramref name="mayBegin"/> it only finishes.</summary>
    public void Act(bool mayBegin)
    {
        if (_welcome is null || GoesOn())
            return;
        if (!mayBegin || _random.Next(6) == 0)
            EndTenures();
        if (_unsentDrop is { } drop && _random.Next(3) == 0)
        {
            Send(drop);
            _unsentDrop = null;
        }
        switch (_activity)
        {
            case Activity.Idle when mayBegin && _random.Next(10) == 0:
                Sweep();
                break;
            case Activity.Idle when mayBegin && _random.Next(15) == 0:
                ReturnIdle();
                break;
            case Activity.Idle when mayBegin:
                Begin();
                break;
            case Activity.Inside when _mode == LockMode.Write:
                ChangeAndLeave();
                break;
            case Activity.Inside:
                ReadAndLeaveOrUpgrade();
                break;
            case Activity.WaitForUpgrade when _random.Next(40) == 0:
                Send(new LockCancel(_lockRequest, LockId.OfObject(_target)));
                _activity = Activity.WaitForUpgradeCancel;
                break;
            case Activity.WaitForLock when mayBegin && _random.Next(20) == 0:
                Send(new LockCancel(_lockRequest, LockId.OfObject(_target)));
                _activity = Activity.WaitForCancel;
                break;
            case Activity.WaitForPulse when !mayBegin || _random.Next(120) == 0:
                EndWait();
                break;
        }
    }

    public void Receive(HubMessage message, in HubStamp stamp)
    {
        if (message is not Welcome { Resumed: true } and not Reclaim)
            ToHub.Confirm(stamp.Received);
        Receive(message, stamp.Epoch);
        _tail.Handled(message, stamp);
        if (message is not (Welcome { Resumed: true } or Refused or Reclaim))
            _lastApplied = stamp.Complete;
        if (message is Welcome { Resumed: false })
            JoinedAt = stamp.Complete;
        if (message is Welcome or Refused or Reclaim)
            return;
        _handled++;
        if (_random.Next(6) == 0)
            Send(new Received(_handled));
    }

    private void Receive(HubMessage message, ulong epoch)
    {
        switch (message)
        {
            case Welcome { Resumed: true } welcome:
                Resumed(welcome, epoch);
                break;
            case Welcome welcome:
                (_welcome, _epoch) = (welcome, epoch);
                break;
            case Reclaim reclaim:
                HandBack(reclaim);
                break;
            case Refused { Code: HubDiagnostics.RanAhead } when IsBroken:
                IsDead = true;
                _cluster.RanAhead(this);
                break;
            case Refused { Code: HubDiagnostics.SessionOver } when IsBroken:
                IsDead = true;
                _cluster.TooLate++;
                break;
            case Apply apply:
                ApplyEntries(apply.Entries.Span, apply.Origin);
                break;
            case Acknowledge acknowledge:
                Acknowledged(acknowledge.GroupNumber);
                break;
            case RootReply reply:
                RootAnswered(reply);
                break;
            case FaultReply reply:
                Assert.That(reply.Found, $"{Name}: an object is lost");
                ApplyEntries(reply.Entries.Span, 0);
                if (_activity == Activity.WaitForState)
                    FaultIn();
                break;
            case Grant grant:
                Granted(grant);
                break;
            case LockDenied denied:
                Assert.That(denied.RequestId, Is.EqualTo(_lockRequest));
                if (_activity == Activity.WaitForPulseCancel)
                    AskForLock(isTry: false, LockMode.Write);
                else if (_activity is Activity.WaitForUpgrade or Activity.WaitForUpgradeCancel)
                    StayReader(denied.Conflict);
                else
                    _activity = Activity.Idle;
                break;
            case LockNotified notified:
                Assert.That(notified.RequestId, Is.EqualTo(_lockRequest), $"{Name} was pulsed and does not wait");
                _cluster.Notified(this, notified);
                AskForLock(isTry: false, LockMode.Write);
                break;
            case Recall recall:
                Recalled(recall);
                break;
            case MemberChanged { Change: MemberChange.Died } died:
                _cluster.ToldOfDeath(died.Member);
                break;
            case Refused refused:
                Assert.Fail($"{Name} was refused: {refused.Text}");
                break;
        }
    }

    public override string ToString() => $"{Name} {_activity}{(IsBroken ? " broken" : "")}, {ToHub.OnTheWay.Count} frames to the hub, {FromHub.OnTheWay.Count} from it";

    private void Begin()
    {
        _root = _random.Next(Cluster.RootCount);
        if (!_roots.TryGetValue(_root, out _target))
        {
            Ask(new RootLookup(++_request, $"r{_root}"));
            _activity = Activity.WaitForRoot;
        }
        else
        {
            FaultIn();
        }
    }

    // The parts come with their holder, unless the hub takes them to be here: then their drop was ignored.
    private void FaultIn()
    {
        ulong[] missing = !Objects.TryGetValue(_target, out Replica? holder) ? [_target] : [.. PartsOf(holder).Where(part => !Objects.ContainsKey(part))];
        if (missing.Length == 0)
        {
            WithState();
            return;
        }
        Ask(new Fault(++_request, missing[0], _random.Next(1, 4)));
        _activity = Activity.WaitForState;
    }

    private static IEnumerable<ulong> PartsOf(Replica holder) => s_parts.Select(part => (ulong)holder.Fields[part]);

    // As in the runtime, other things may be sent between finding what is not in use and telling the hub of it.
    private void Sweep()
    {
        if (_unsentDrop is not null || !_roots.TryGetValue(_random.Next(Cluster.RootCount), out ulong id) || !Objects.TryGetValue(id, out Replica? holder)
            || holder.Pending.Values.Any(count => count > 0))
        {
            return;
        }
        ulong[] dropped = [id, .. PartsOf(holder).Where(Objects.ContainsKey)];
        foreach (ulong each in dropped)
            Objects.Remove(each);
        _dropped.UnionWith(dropped);
        _unsentDrop = new Drop(_lastApplied, dropped);
    }

    private void RootAnswered(RootReply reply)
    {
        if (reply.Decision.Sequence != 0)
            _tail.Decided(reply.Decision, $"r{_root}", reply.TypeId, reply.Value);
        ApplyEntries(reply.Entries.Span, 0);
        if (reply.Outcome == RootOutcome.Absent)
        {
            ulong holder = Make();
            Ask(new RootAssign(++_request, $"r{_root}", 1, RootAssignment.FirstWins, EntryBuilder.Reference(holder)));
            return;
        }
        var reader = new WireReader(reply.Value.Span);
        _roots[_root] = (ulong)Replica.ReadValue(ref reader);
        _activity = Activity.Idle;
    }

    // The whole object and its holder refer to each other.
    private ulong Make()
    {
        ulong first = _welcome!.FirstId + _nextId;
        _nextId += 4;
        (ulong holder, ulong log, ulong whole, ulong pool) = (first, first + 1, first + 2, first + 3);
        foreach ((uint field, long value) in (ReadOnlySpan<(uint, long)>)[(Count, 0), (Log, (long)log), (Whole, (long)whole), (Pool, (long)pool)])
            (Objects.GetValueOrDefault(holder) ?? Own(holder)).Fields[field] = value;
        (Own(whole).Fields[Mirror], Objects[whole].Fields[Back]) = (0, (long)holder);
        Own(log);
        Own(pool);
        Publish(new EntryBuilder().CreateList(log).CreateSet(pool).CreateWhole(whole, (Mirror, EntryBuilder.Number(0)), (Back, EntryBuilder.Reference(holder))).Create(
            holder, (Count, EntryBuilder.Number(0)), (Log, EntryBuilder.Reference(log, EntryBuilder.ListType)), (Whole, EntryBuilder.Reference(whole)), (Pool, EntryBuilder.Reference(pool, EntryBuilder.SetType))));
        return holder;
    }

    private Replica Own(ulong id)
    {
        _leases[id] = new Lease { Held = LockMode.Write };
        return Objects[id] = new Replica();
    }

    private void WithState()
    {
        _activity = Activity.Idle;
        if (_random.Next(4) == 0)
        {
            long value = _random.NextInt64(1 << 20);
            Write(_target, Free, value);
            Publish(new EntryBuilder().Set(_target, Free, EntryBuilder.Number(value)), (_target, Free, value));
            return;
        }
        AskForLock(isTry: _random.Next(5) == 0, _random.Next(6) switch { < 2 => LockMode.Read, 2 => LockMode.Update, _ => LockMode.Write });
    }

    private void Send(NodeMessage message) => ToHub.Send(message);

    // It is asked again where the hub was started again before it answered.
    private void Ask(NodeMessage request)
    {
        _open = request;
        Send(request);
    }
}
