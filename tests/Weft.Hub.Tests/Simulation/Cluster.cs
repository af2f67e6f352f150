using Weft.Hub.Core;
using Weft.Hub.Storage;
using Weft.Hub.Tests.Support;
using Weft.Linearizability;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <summary>A whole cluster in one thread: the real core, model nodes, and a scheduler that decides everything by one seed.</summary>
internal sealed partial class Cluster
{
    public const int RootCount = 2;

    private const int MaxNodes = 4;
    private const int WindowMilliseconds = 200;

    /// <summary>How long without a word from the hub a node begins sections on the leases that it has.</summary>
    public const int StaleMilliseconds = WindowMilliseconds - 20;

    private readonly Random _random;
    private readonly ModelStore? _store;
    private readonly int _flushes;
    private HubCore _core;
    private readonly Outbox _outbox = new();
    private readonly List<ModelNode> _nodes = [];
    private readonly Dictionary<ulong, Dictionary<ModelNode, LockMode>> _inside = [];
    private readonly Dictionary<ulong, long> _acceptedIncrements = [];
    private readonly List<(ulong Call, ModelNode Target)> _expectedCalls = [];
    private readonly ModelWaitSets _waits;
    private readonly HashSet<ModelNode> _forgotten = [];
    private readonly List<(HubConnection Connection, ModelNode Node, Queue<byte[]> Frames)> _late = [];
    private readonly Dictionary<ulong, HashSet<ulong>> _pools = [];
    private readonly List<(ModelNode Node, Operation Operation)> _sections = [];
    private long _now;
    private int _joined;

    /// <param name="seed">Decides everything.</param>
    /// <param name="restarts">Whether the hub has a store, dies and is started again on it.</param>
    public Cluster(int seed, bool restarts = false)
    {
        _random = new Random(seed);
        _store = restarts ? new ModelStore() : null;
        _flushes = restarts ? _random.Next(1, 5) : 0;
        _core = StartHub();
        _waits = new ModelWaitSets(node => StateAtHub(node) == MemberState.Cut);
    }

    public long Now => _now;

    /// <summary>How often a node came back in time.</summary>
    public int Returned { get; set; }

    /// <summary>How often a node came back too late.</summary>
    public int TooLate { get; set; }

    /// <summary>The time of the history.</summary>
    public long Steps { get; private set; }

    public int Increments => (int)_acceptedIncrements.Values.Sum();

    public int Calls => _calls.Count;

    /// <summary>Sections that began by reading.</summary>
    public int Reads { get; private set; }

    /// <summary>How often a node entered a lock in which another one was.</summary>
    public int Together { get; private set; }

    /// <summary>How often two nodes wanted to write where both read.</summary>
    public int Conflicts { get; set; }

    public int Pulses => _waits.Pulses;

    /// <summary>Sections under a lease that others wanted already.</summary>
    public int Kept { get; set; }

    /// <summary>Leases that went back unasked.</summary>
    public int IdleReturns { get; set; }

    /// <summary>Items that were taken out of pools.</summary>
    public int Taken { get; private set; }

    public void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
            Step(mayBegin: true);
        for (int i = 0; i < 100_000 && !IsQuiet(); i++)
            Step(mayBegin: false);
        Assert.That(IsQuiet(), $"the cluster comes to rest: {string.Join("; ", _nodes.Where(node => !node.IsDead).Select(node => $"{node} {StateAtHub(node)}"))}");
        CheckEnd();
    }

    public void Entered(ulong id, ModelNode node, LockMode mode)
    {
        if (!_inside.TryGetValue(id, out Dictionary<ModelNode, LockMode>? inside))
            _inside.Add(id, inside = []);
        foreach ((ModelNode other, LockMode held) in inside)
        {
            if (other != node && !LockModes.GoTogether(held, mode))
                Assert.That(_ranAhead.Contains(other) || ((other.IsDead || other.IsCut) && _now >= other.CutAt + WindowMilliseconds), $"{node.Name} enters the lock of {id:x} to {mode} while {other.Name} is inside to {held}");
        }
        inside[node] = mode;
        Reads += mode == LockMode.Write ? 0 : 1;
        Together += inside.Count(each => !each.Key.IsDead) > 1 ? 1 : 0;
    }

    public long AcceptedIncrements(ulong id) => _acceptedIncrements.GetValueOrDefault(id);

    public void Notified(ModelNode node, LockNotified notified) => _waits.Notified(node, notified);

    public void Left(ulong id, ModelNode node)
    {
        Assert.That(_inside[id].Remove(node), "a lock changed hands while it was held");
    }

    /// <summary>A section has ended: what it did to the count of its object, from when it asked for the lock.</summary>
    public void Record(ModelNode node, ulong id, string name, long output, long asked) => _sections.Add((node, new Operation(node.Name, $"{id:x}", name, name == "add" ? 1 : 0, output, asked, Steps)));

    private bool IsQuiet() => _late.Count == 0 && _store is not { HasUnstored: true } && !_core.IsRecovering &&
        _nodes.TrueForAll(node => node.IsDead || (node.IsIdle && !node.IsBroken && node.ToHub.OnTheWay.Count == 0 && node.FromHub.OnTheWay.Count == 0)) && _core.Membership.All.All(member => member.State == MemberState.Active);

    private void Step(bool mayBegin)
    {
        Steps++;
        int choice = _random.Next(100);
        if (choice < 2 && mayBegin && _nodes.Count(node => !node.IsDead) < MaxNodes)
        {
            _nodes.Add(new ModelNode(this, _random, $"node {++_joined}"));
        }
        else if (choice < 3 && mayBegin && _random.Next(3) == 0)
        {
            Cut(_random.Next(3) == 0);
        }
        else if (choice < 8)
        {
            _now += _random.Next(100);
            _outbox.Clear();
            _core.Tick(_now, _outbox);
            Deliver();
        }
        else if (choice < 10 && _late.Count > 0)
        {
            HandleLate();
        }
        else if (_store is not null && choice >= 10 && choice < 10 + _flushes)
        {
            Flush();
        }
        else if (_store is not null && choice == 15 && _random.Next(4) == 0)
        {
            Compact();
        }
        else if (_store is not null && choice == 14 && mayBegin && _random.Next(4) == 0)
        {
            Crash();
        }
        else if (Pick() is { } node)
        {
            if (choice < 40 && node.ToHub.OnTheWay.TryDequeue(out byte[]? sent))
                Handle(node, node.Connection, sent);
            else if (choice < 70 && node.FromHub.OnTheWay.Count > 0)
                Receive(node);
            else
                node.Act(mayBegin);
        }
    }

    private ModelNode? Pick()
    {
        ModelNode[] alive = [.. _nodes.Where(node => !node.IsDead)];
        return alive.Length == 0 ? null : alive[_random.Next(alive.Length)];
    }

    private void Handle(ModelNode node, HubConnection connection, byte[] frame)
    {
        NodeMessage message = FrameCodec.ReadNodeMessage(frame);
        if (!connection.IsOver && connection.Member is { State: not MemberState.Dead })
        {
            _waits.Handling(node, message);
        }
        _outbox.Clear();
        _core.Handle(connection, message, _now, _outbox);
        Deliver();
    }

    private void Note(LogRecord record)
    {
        ModelNode? from = _nodes.Find(node => node.Session == record.Session);
        var reader = new WireReader(record.Entries.Span);
        while (!reader.AtEnd)
        {
            var kind = (EntryKind)reader.Byte();
            switch (kind)
            {
                case EntryKind.Create:
                    Replica.ReadCreation(ref reader);
                    break;
                case EntryKind.FieldSet:
                    ulong id = reader.Fixed64();
                    bool isCount = reader.Fixed32() == ModelNode.Count;
                    Replica.ReadValue(ref reader);
                    if (isCount)
                        _acceptedIncrements[id] = _acceptedIncrements.GetValueOrDefault(id) + 1;
                    break;
                case EntryKind.ListInsert:
                    reader.Fixed64();
                    reader.Unsigned();
                    Replica.ReadValue(ref reader);
                    break;
                case EntryKind.SetAdd:
                    ulong pool = reader.Fixed64();
                    if (!_pools.TryGetValue(pool, out HashSet<ulong>? items))
                        _pools.Add(pool, items = []);
                    Assert.That(items.Add(reader.Fixed64()), "an item is added twice");
                    Replica.ReadValue(ref reader);
                    break;
                case EntryKind.EntryRemove:
                    Assert.That(_pools[reader.Fixed64()].Remove(reader.Fixed64()), $"{from?.Name} takes an item that was taken before");
                    Taken++;
                    break;
                case EntryKind.Call:
                    NoteCall(from, record, ref reader);
                    break;
            }
        }
    }

    private void NoteCall(ModelNode? from, LogRecord record, ref WireReader reader)
    {
        ulong call = reader.Fixed64();
        reader.Raw(8);
        byte scope = reader.Byte();
        ulong receiver = (ulong)Replica.ReadValue(ref reader);
        reader.Fixed64();
        reader.Count();
        Replica.ReadValue(ref reader);
        _calls.Add(call, (scope, record));
        if (_store is not null)
            return;
        foreach (Member member in _core.Membership.InSession)
        {
            var target = (ModelNode)member.Connection.Owner!;
            if (target != from && (scope != (byte)CallScope.Holders || _core.Objects.Find(receiver)!.Residents.Contains(member.Slot)))
                _expectedCalls.Add((call, target));
        }
    }

    private void Deliver()
    {
        ModelNode[] died = [.. _nodes.Where(node => node.IsMember && StateAtHub(node) == MemberState.Dead && _forgotten.Add(node))];
        _store?.Add(_outbox, _core);
        foreach (LogRecord record in _outbox.Records.Where(record => record.GroupNumber != 0))
            Note(record);
        foreach (Outgoing item in _outbox.Items)
        {
            var node = (ModelNode)item.Connection.Owner!;
            if (item.Message is Grant grant)
                _waits.Granting(grant, died.Contains);
            if (item.About is { From: not null } continued)
                node.FromHub.Continue(continued.Confirmed, node.Hears(item.Connection));
            else if (item.About is { } confirmed)
                node.FromHub.Confirm(confirmed.Confirmed);
            else if (item.InSession)
                node.FromHub.Send(item.Stamp, item.Message!, item.After);
            else if (node.Hears(item.Connection) && item.Message is { } direct)
            {
                if (direct is Reclaim)
                    node.FromHub.Restart(open: true);
                node.FromHub.SendDirect(item.Stamp, direct, item.After);
            }
            else if (node.Hears(item.Connection))
            {
                node.Closed();
                node.FromHub.OnTheWay.Enqueue([]);
            }
        }
        foreach (ModelNode node in died)
            _waits.Died(node);
    }

    private void CheckEnd()
    {
        foreach ((ulong id, long increments) in _acceptedIncrements)
        {
            Replica kept = HubCopy(id);
            Assert.That(kept.Fields[ModelNode.Count], Is.EqualTo(increments), $"object {id:x} lost an increment");
            Assert.That(HubCopy((ulong)kept.Fields[ModelNode.Whole]).Fields[ModelNode.Mirror], Is.EqualTo(increments), $"the whole object of {id:x}");
            Assert.That(HubCopy((ulong)kept.Fields[ModelNode.Pool]).Entries.Keys, Is.EquivalentTo(_pools[(ulong)kept.Fields[ModelNode.Pool]]), $"the pool of {id:x}");
            Replica log = HubCopy((ulong)kept.Fields[ModelNode.Log]);
            Assert.That(log.Items, Is.EqualTo(Enumerable.Range(1, (int)increments).Select(number => (long)number)), $"the log of object {id:x}");
        }
        ModelNode[] alive = [.. _nodes.Where(node => !node.IsDead)];
        foreach (ModelNode node in alive)
        {
            foreach ((ulong id, Replica copy) in node.Objects)
                Assert.That(copy.ToString(), Is.EqualTo(HubCopy(id).ToString()), $"object {id:x} on {node.Name}");
            foreach ((int root, ulong id) in node.Roots)
                Assert.That(alive.Select(other => other.Roots.GetValueOrDefault(root, id)), Is.All.EqualTo(id), $"root {root}");
            if (_store is null)
                Assert.That(node.Executed, Is.EquivalentTo(_expectedCalls.Where(call => call.Target == node).Select(call => call.Call)), $"calls on {node.Name}");
        }
        if (_store is not null)
            CheckStore(alive);
        CheckSections();
        Assert.That(_core.Calls.PendingCount, Is.Zero);
        _waits.CheckEnd();
    }

    // What a node that died did last may have been lost with its connection, and nobody knows what it read.
    private void CheckSections()
    {
        IEnumerable<Operation> known = _sections.Where(section => !section.Node.IsDead || section.Operation.Name == "add")
            .Select(section => section.Node.IsDead ? section.Operation with { Output = null, Returned = long.MaxValue } : section.Operation);
        Assert.That(LinearizabilityChecker.FindViolation(known, Models.Register), Is.Null);
    }

    private Replica HubCopy(ulong id)
    {
        var writer = new WireWriter();
        _core.Objects.Find(id)!.WriteCreation(writer);
        var reader = new WireReader(writer.Written);
        reader.Byte();
        return Replica.ReadCreation(ref reader).Copy;
    }
}
