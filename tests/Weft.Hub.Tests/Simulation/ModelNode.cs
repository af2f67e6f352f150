using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <summary>
/// A small faithful model of a node: it binds roots, faults, takes leases, changes objects under locks and outside, calls, and drops what it does not use. One activity at a
/// time, a step at a time, so that anything can arrive in between.
/// </summary>
internal sealed class ModelNode
{
    public const uint Count = 1;
    public const uint Free = 2;
    public const uint Log = 3;

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
    private LockMode _mode;
    private ulong _lastApplied;
    private Drop? _unsentDrop;

    public ModelNode(Cluster cluster, Random random, string name)
    {
        _cluster = cluster;
        _random = random;
        Name = name;
        Connection = new HubConnection(this);
        Send(CoreHarness.Hello(name));
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

    public HubConnection Connection { get; }

    public bool IsDead { get; set; }

    public long CutAt { get; set; }

    public bool IsIdle => _activity == Activity.Idle;

    public bool IsMember => _welcome is not null;

    public Queue<byte[]> ToHub { get; } = new();

    public Queue<byte[]> FromHub { get; } = new();

    public Dictionary<ulong, Replica> Objects { get; } = [];

    public IReadOnlyDictionary<int, ulong> Roots => _roots;

    public IReadOnlySet<ulong> Executed => _executed;

    /// <summary>Goes on with what the node does. Without <paramref name="mayBegin"/> it only finishes.</summary>
    public void Act(bool mayBegin)
    {
        if (_welcome is null)
            return;
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
        Receive(message);
        _lastApplied = stamp.Complete;
    }

    private void Receive(HubMessage message)
    {
        switch (message)
        {
            case Welcome welcome:
                _welcome = welcome;
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
            case Refused refused:
                Assert.Fail($"{Name} was refused: {refused.Text}");
                break;
        }
    }

    private void Begin()
    {
        _root = _random.Next(Cluster.RootCount);
        if (!_roots.TryGetValue(_root, out _target))
        {
            Send(new RootLookup(++_request, $"r{_root}"));
            _activity = Activity.WaitForRoot;
        }
        else
        {
            FaultIn();
        }
    }

    // The list comes with its holder, unless the hub takes it to be here: then its drop was ignored.
    private void FaultIn()
    {
        ulong missing = !Objects.TryGetValue(_target, out Replica? holder) ? _target : (ulong)holder.Fields[Log];
        if (Objects.ContainsKey(missing))
        {
            WithState();
            return;
        }
        Send(new Fault(++_request, missing, _random.Next(1, 4)));
        _activity = Activity.WaitForState;
    }

    // As in the runtime, other things may be sent between finding what is not in use and telling the hub of it.
    private void Sweep()
    {
        if (_unsentDrop is not null || !_roots.TryGetValue(_random.Next(Cluster.RootCount), out ulong id) || !Objects.TryGetValue(id, out Replica? holder)
            || holder.Pending.Values.Any(count => count > 0))
        {
            return;
        }
        ulong log = (ulong)holder.Fields[Log];
        Objects.Remove(id);
        _unsentDrop = new Drop(_lastApplied, Objects.Remove(log) ? [id, log] : [id]);
    }

    private void RootAnswered(RootReply reply)
    {
        ApplyEntries(reply.Entries.Span, 0);
        if (reply.Outcome == RootOutcome.Absent)
        {
            ulong holder = _welcome!.FirstId + _nextId++;
            ulong log = _welcome.FirstId + _nextId++;
            Own(holder).Fields[Count] = 0;
            Objects[holder].Fields[Log] = (long)log;
            Own(log);
            Publish(new EntryBuilder().CreateList(log).Create(holder, (Count, EntryBuilder.Number(0)), (Log, EntryBuilder.Reference(log, EntryBuilder.ListType))));
            Send(new RootAssign(++_request, $"r{_root}", 1, RootAssignment.FirstWins, EntryBuilder.Reference(holder)));
            return;
        }
        var reader = new WireReader(reply.Value.Span);
        _roots[_root] = (ulong)Replica.ReadValue(ref reader);
        _activity = Activity.Idle;
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

    private void AskForLock(bool isTry, LockMode mode)
    {
        Lease lease = LeaseOf(_target);
        _mode = mode;
        if (lease.Held >= mode)
        {
            Enter(lease);
            return;
        }
        // As in the runtime, a thread that wants to read and perhaps to write does not know of the readers beside it.
        bool keeps = mode == LockMode.Update;
        _lockRequest = ++_request;
        if (!keeps)
            (lease.Held, lease.Wanted, lease.GaveUpBefore) = (LockMode.None, LockMode.None, _lockRequest);
        Send(new LockRequest(_lockRequest, LockId.OfObject(_target), isTry, mode, keeps));
        _activity = Activity.WaitForLock;
    }

    private void ReadAndLeaveOrUpgrade()
    {
        long accepted = _cluster.AcceptedIncrements(_target);
        int own = Objects[_target].Pending.GetValueOrDefault(Count);
        Assert.That(Objects[_target].Fields[Count], Is.InRange(accepted, accepted + own), $"{Name} reads under the lock of {_target:x} what is not the newest");
        Lease lease = LeaseOf(_target);
        if (_random.Next(3) != 0)
        {
            Leave(waits: false);
        }
        else if (lease.Held == LockMode.Write)
        {
            Enter(lease, LockMode.Write);
        }
        else
        {
            _lockRequest = ++_request;
            Send(new LockRequest(_lockRequest, LockId.OfObject(_target), _random.Next(4) == 0, LockMode.Write, Keeps: true));
            _activity = Activity.WaitForUpgrade;
        }
    }

    private void StayReader(bool conflict)
    {
        if (conflict)
            _cluster.Conflicts++;
        _activity = Activity.Inside;
        Leave(waits: false);
    }

    private void Granted(Grant grant)
    {
        Lease lease = LeaseOf(grant.Lock.Id);
        Assert.That(lease.Held, Is.LessThan(grant.Mode), $"{Name} was granted what it has");
        Assert.That(grant.RequestId, Is.EqualTo(_lockRequest));
        Assert.That(grant.RequestId, Is.GreaterThanOrEqualTo(lease.GaveUpBefore));
        lease.Held = grant.Mode;
        lease.Term = grant.RequestId;
        lease.Wanted = grant.Wanted;
        lease.WaitsAtHub = grant.Waited;
        if (_activity is Activity.WaitForUpgrade or Activity.WaitForUpgradeCancel)
        {
            Enter(lease, LockMode.Write);
            return;
        }
        if (_activity == Activity.WaitForCancel)
        {
            _activity = Activity.Idle;
            ReturnIfWanted(grant.Lock.Id, lease);
            return;
        }
        Enter(lease);
    }

    private void Enter(Lease lease) => Enter(lease, _mode);

    private void Enter(Lease lease, LockMode mode)
    {
        _mode = mode;
        _cluster.Entered(_target, this, mode);
        lease.InUse = mode;
        _activity = Activity.Inside;
    }

    private void ChangeAndLeave()
    {
        if (LeaseOf(_target).WaitsAtHub && _random.Next(3) != 0)
            Send(new LockPulse(LockId.OfObject(_target), _random.Next(3) == 0));
        bool waits = _random.Next(4) == 0;
        Replica holder = Objects[_target];
        long value = holder.Fields[Count] + 1;
        ulong log = (ulong)holder.Fields[Log];
        var entries = new EntryBuilder().Set(_target, Count, EntryBuilder.Number(value)).Insert(log, ulong.MaxValue, EntryBuilder.Number(value));
        Write(_target, Count, value);
        Assert.That(Objects, Does.ContainKey(log), $"{Name} has object {_target:x} without its list");
        Objects[log].Items.Add(value);
        if (_random.Next(3) == 0)
            entries.Call(((ulong)_welcome!.Member << 40) | ++_calls, (byte)_random.Next(3), EntryBuilder.Reference(_target), EntryBuilder.Number(value));
        Publish(entries, (_target, Count, value));
        Leave(waits);
    }

    // As in the runtime, a thread whose node has the lease waits without a message until the lease goes back.
    private void Leave(bool waits)
    {
        _cluster.Left(_target, this);
        Lease lease = LeaseOf(_target);
        lease.InUse = LockMode.None;
        lease.WaitsHere = waits;
        _activity = waits ? Activity.WaitForPulse : Activity.Idle;
        if (waits && lease.WaitsAtHub)
            MoveWait(_target, lease);
        ReturnIfWanted(_target, lease);
    }

    private void MoveWait(ulong id, Lease lease)
    {
        _lockRequest = ++_request;
        lease.WaitsHere = false;
        Send(new LockWait(_lockRequest, LockId.OfObject(id)));
    }

    // The time is over.
    private void EndWait()
    {
        Lease lease = LeaseOf(_target);
        if (lease.WaitsHere)
        {
            lease.WaitsHere = false;
            AskForLock(isTry: false, LockMode.Write);
            return;
        }
        Send(new LockCancel(_lockRequest, LockId.OfObject(_target)));
        _activity = Activity.WaitForPulseCancel;
    }

    private void Recalled(Recall recall)
    {
        Lease lease = LeaseOf(recall.Lock.Id);
        if (lease.Held == LockMode.None)
            return;
        if (recall.Try && lease.InUse > LockModes.Beside(recall.Wanted))
        {
            Send(new LockBusy(recall.Lock));
            return;
        }
        if (recall.Wanted > lease.Wanted)
            lease.Wanted = recall.Wanted;
        ReturnIfWanted(recall.Lock.Id, lease);
    }

    private void ReturnIfWanted(ulong id, Lease lease)
    {
        LockMode most = LockModes.Beside(lease.Wanted);
        if (lease.Wanted == LockMode.None || lease.Held == LockMode.None || lease.InUse > most)
            return;
        if (lease.WaitsHere)
            MoveWait(id, lease);
        LockMode keep = lease.InUse != LockMode.None ? lease.InUse : most == LockMode.None ? LockMode.None : LockMode.Read;
        (lease.Held, lease.Wanted, lease.WaitsAtHub) = (keep, LockMode.None, false);
        Send(new LockReturn(LockId.OfObject(id), lease.Term, keep));
    }

    private Lease LeaseOf(ulong id)
    {
        if (!_leases.TryGetValue(id, out Lease? lease))
            _leases.Add(id, lease = new Lease());
        return lease;
    }

    private void Write(ulong id, uint field, long value)
    {
        Objects[id].Fields[field] = value;
        Objects[id].Pending[field] = Objects[id].Pending.GetValueOrDefault(field) + 1;
    }

    private void Publish(EntryBuilder entries, params (ulong Id, uint Field, long Value)[] writes)
    {
        _unacknowledged.Add(++_group, [.. writes]);
        Send(new Group(_group, 1, entries.Bytes));
    }

    private void Acknowledged(ulong group)
    {
        Assert.That(_unacknowledged.Remove(group, out var writes), $"{Name}: group {group} is acknowledged twice");
        foreach ((ulong id, uint field, long value) in writes!)
        {
            if (--Objects[id].Pending[field] == 0)
                Objects[id].Fields[field] = value;
        }
    }

    private void ApplyEntries(ReadOnlySpan<byte> bytes, int origin)
    {
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            var kind = (EntryKind)reader.Byte();
            switch (kind)
            {
                case EntryKind.Create:
                    (ulong created, Replica copy) = Replica.ReadCreation(ref reader);
                    Objects.TryAdd(created, copy);
                    break;
                case EntryKind.FieldSet:
                    Objects.TryGetValue(reader.Fixed64(), out Replica? holder);
                    uint field = reader.Fixed32();
                    long value = Replica.ReadValue(ref reader);
                    if (holder?.Pending.GetValueOrDefault(field) == 0)
                        holder.Fields[field] = value;
                    break;
                case EntryKind.ListInsert:
                    Objects.TryGetValue(reader.Fixed64(), out Replica? list);
                    reader.Unsigned();
                    long item = Replica.ReadValue(ref reader);
                    list?.Items.Add(item);
                    break;
                case EntryKind.Call:
                    Run(ref reader, origin);
                    break;
                default:
                    Assert.Fail($"{Name} received {kind}");
                    break;
            }
        }
    }

    private void Run(ref WireReader reader, int origin)
    {
        ulong call = reader.Fixed64();
        reader.Raw(8 + 1);
        ulong receiver = (ulong)Replica.ReadValue(ref reader);
        reader.Fixed64();
        reader.Count();
        long seen = Replica.ReadValue(ref reader);
        Assert.That(origin, Is.Not.EqualTo(_welcome!.Member), $"{Name} runs its own call");
        Assert.That(_executed.Add(call), $"{Name} runs call {call:x} twice");
        if (Objects.TryGetValue(receiver, out Replica? copy))
            Assert.That(copy.Fields[Count], Is.GreaterThanOrEqualTo(seen), $"{Name} runs call {call:x} before the state that it depends on");
        Send(new CallDone(call, _random.Next(8) == 0));
    }

    private void Send(NodeMessage message)
    {
        var writer = new WireWriter();
        FrameCodec.Write(writer, message);
        ToHub.Enqueue(writer.Written[FrameCodec.PrefixLength..].ToArray());
    }

    private sealed class Lease
    {
        public LockMode Held { get; set; }

        public LockMode InUse { get; set; }

        public LockMode Wanted { get; set; }

        public ulong Term { get; set; }

        public ulong GaveUpBefore { get; set; }

        /// <summary>Threads wait for a pulse at the hub.</summary>
        public bool WaitsAtHub { get; set; }

        /// <summary>The node's thread waits here, since nobody does at the hub.</summary>
        public bool WaitsHere { get; set; }
    }
}
