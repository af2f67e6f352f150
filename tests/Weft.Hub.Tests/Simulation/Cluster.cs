using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Linearizability;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <summary>A whole cluster in one thread: the real core, model nodes, and a scheduler that decides everything by one seed.</summary>
internal sealed class Cluster
{
    public const int RootCount = 2;

    private const int MaxNodes = 4;
    private const int WindowMilliseconds = 200;

    private readonly Random _random;
    private readonly HubCore _core = new(new HubCoreOptions { ReconnectWindowMilliseconds = WindowMilliseconds, NodeTimeoutMilliseconds = int.MaxValue, IdBlockSize = 1000 });
    private readonly Outbox _outbox = new();
    private readonly List<ModelNode> _nodes = [];
    private readonly Dictionary<ulong, Dictionary<ModelNode, LockMode>> _inside = [];
    private readonly Dictionary<ulong, long> _acceptedIncrements = [];
    private readonly List<(ulong Call, ModelNode Target)> _expectedCalls = [];
    private readonly ModelWaitSets _waits = new();
    private readonly List<(ModelNode Node, Operation Operation)> _sections = [];
    private long _now;
    private int _joined;

    public Cluster(int seed) => _random = new Random(seed);

    /// <summary>The time of the history.</summary>
    public long Steps { get; private set; }

    public int Increments => (int)_acceptedIncrements.Values.Sum();

    public int Calls => _expectedCalls.Count;

    /// <summary>Sections that began by reading.</summary>
    public int Reads { get; private set; }

    /// <summary>How often a node entered a lock in which another one was.</summary>
    public int Together { get; private set; }

    /// <summary>How often two nodes wanted to write where both read.</summary>
    public int Conflicts { get; set; }

    public int Pulses => _waits.Pulses;

    public void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
            Step(mayBegin: true);
        for (int i = 0; i < 100_000 && !IsQuiet(); i++)
            Step(mayBegin: false);
        Assert.That(IsQuiet(), "the cluster comes to rest");
        CheckEnd();
    }

    public void Entered(ulong id, ModelNode node, LockMode mode)
    {
        if (!_inside.TryGetValue(id, out Dictionary<ModelNode, LockMode>? inside))
            _inside.Add(id, inside = []);
        foreach ((ModelNode other, LockMode held) in inside)
        {
            if (other != node && !LockModes.GoTogether(held, mode))
                Assert.That(other.IsDead && _now >= other.CutAt + WindowMilliseconds, $"{node.Name} enters the lock of {id:x} to {mode} while {other.Name} is inside to {held}");
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

    private bool IsQuiet() =>
        _nodes.TrueForAll(node => node.IsDead || (node.IsIdle && node.ToHub.Count == 0 && node.FromHub.Count == 0)) && _core.Membership.All.All(member => member.State == MemberState.Active);

    private void Step(bool mayBegin)
    {
        Steps++;
        int choice = _random.Next(100);
        if (choice < 2 && mayBegin && _nodes.Count(node => !node.IsDead) < MaxNodes)
        {
            _nodes.Add(new ModelNode(this, _random, $"node {++_joined}"));
        }
        else if (choice < 3 && mayBegin && _random.Next(4) == 0)
        {
            Cut();
        }
        else if (choice < 8)
        {
            _now += _random.Next(100);
            _outbox.Clear();
            _core.Tick(_now, _outbox);
            Deliver();
        }
        else if (Pick() is { } node)
        {
            if (choice < 40 && node.ToHub.Count > 0)
                Handle(node);
            else if (choice < 70 && node.FromHub.TryDequeue(out byte[]? frame))
                node.Receive(FrameCodec.ReadHubMessage(frame, out HubStamp stamp), stamp);
            else
                node.Act(mayBegin);
        }
    }

    private ModelNode? Pick()
    {
        ModelNode[] alive = [.. _nodes.Where(node => !node.IsDead)];
        return alive.Length == 0 ? null : alive[_random.Next(alive.Length)];
    }

    // What the node sent last is lost with the connection; the hub may find out before or after the rest arrives.
    private void Cut()
    {
        if (Pick() is not { } node)
            return;
        for (int survives = _random.Next(node.ToHub.Count + 1); survives > 0; survives--)
            Handle(node);
        node.IsDead = true;
        node.CutAt = _now;
        node.ToHub.Clear();
        node.FromHub.Clear();
        _outbox.Clear();
        _waits.Cut(node);
        _core.Closed(node.Connection, _now, _outbox);
        Deliver();
    }

    private void Handle(ModelNode node)
    {
        NodeMessage message = FrameCodec.ReadNodeMessage(node.ToHub.Dequeue());
        if (message is Group group)
            Note(node, group);
        _waits.Handling(node, message);
        _outbox.Clear();
        _core.Handle(node.Connection, message, _now, _outbox);
        Deliver();
    }

    private void Note(ModelNode from, Group group)
    {
        var reader = new WireReader(group.Entries.Span);
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
                case EntryKind.Call:
                    NoteCall(from, ref reader);
                    break;
            }
        }
    }

    private void NoteCall(ModelNode from, ref WireReader reader)
    {
        ulong call = reader.Fixed64();
        reader.Raw(8);
        byte scope = reader.Byte();
        ulong receiver = (ulong)Replica.ReadValue(ref reader);
        reader.Fixed64();
        reader.Count();
        Replica.ReadValue(ref reader);
        foreach (Member member in _core.Membership.Active)
        {
            var target = (ModelNode)member.Connection.Owner!;
            if (target != from && (scope != (byte)CallScope.Holders || _core.Objects.Find(receiver)!.Residents.Contains(member.Slot)))
                _expectedCalls.Add((call, target));
        }
    }

    private void Deliver()
    {
        foreach (Outgoing item in _outbox.Items)
        {
            var node = (ModelNode)item.Connection.Owner!;
            Assert.That(item.Message, Is.Not.Null, "the hub closes a connection");
            if (item.Message is Grant grant)
                _waits.Granting(grant);
            if (node.IsDead)
                continue;
            var writer = new WireWriter();
            FrameCodec.Write(writer, item.Stamp, item.Message!);
            node.FromHub.Enqueue(writer.Written[FrameCodec.PrefixLength..].ToArray());
        }
    }

    private void CheckEnd()
    {
        foreach ((ulong id, long increments) in _acceptedIncrements)
        {
            Replica kept = HubCopy(id);
            Assert.That(kept.Fields[ModelNode.Count], Is.EqualTo(increments), $"object {id:x} lost an increment");
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
            Assert.That(node.Executed, Is.EquivalentTo(_expectedCalls.Where(call => call.Target == node).Select(call => call.Call)), $"calls on {node.Name}");
        }
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
