using Weft.Hub.Core;
using Weft.Hub.Tests.Simulation;
using Weft.Protocol;

namespace Weft.Hub.Tests.Support;

/// <summary>A core and some nodes' ends of its connections. Every message passes through its encoding, so that nothing shares memory.</summary>
/// <param name="options">How the core is made.</param>
/// <param name="store">A lasting store, to which everything goes at once unless <see cref="HoldsBack"/>; null: in memory.</param>
internal sealed class CoreHarness(HubCoreOptions? options = null, ModelStore? store = null)
{
    private readonly Outbox _outbox = new();

    /// <summary>What it has stored; null: nothing.</summary>
    public ModelStore? Store => store;

    public HubCore Core { get; private set; } = Start(options, store, 1_000);

    public long Now { get; set; } = 1_000;

    /// <summary>Whether nothing more is stored.</summary>
    public bool HoldsBack { get; set; }

    /// <summary>The hub dies, and what was not stored is lost; another begins on the store.</summary>
    public void Restart()
    {
        store!.Crash(lose: true);
        Core = Start(options, store, Now);
        HoldsBack = false;
    }

    private static HubCore Start(HubCoreOptions? options, ModelStore? store, long now)
    {
        options ??= new HubCoreOptions();
        if (store is null)
            return new HubCore(options);
        StoredHub? stored = store.TakeOver();
        return new HubCore(options with { IsLasting = true, Epoch = store.Epoch, FirstId = store.ReserveIds(1 << 20), IdCount = 1 << 20 }, stored, now);
    }

    public static Hello Hello(string name = "n", string cluster = "c", string hash = "h", int contract = 1, int protocol = FrameCodec.ProtocolVersion, Guid session = default, Guid incarnation = default, ulong received = 0, ulong epoch = 0) =>
        new(protocol, contract, cluster, name, hash, session, incarnation, epoch, received, 42, "host");

    public NodeEnd Connect() => new(this);

    public NodeEnd Join(string name = "n")
    {
        NodeEnd node = Connect();
        node.Send(Hello(name, session: node.Session));
        node.Welcome = node.Take<Welcome>();
        return node;
    }

    public void Handle(NodeEnd from, NodeMessage message)
    {
        var writer = new WireWriter();
        FrameCodec.Write(writer, message);
        NodeMessage copy = FrameCodec.ReadNodeMessage(writer.Written[FrameCodec.PrefixLength..].ToArray());
        _outbox.Clear();
        Core.Handle(from.Connection, copy, Now, _outbox);
        Deliver();
    }

    public void Close(NodeEnd node)
    {
        _outbox.Clear();
        node.IsClosed = true;
        Core.Closed(node.Connection, Now, _outbox);
        Deliver();
    }

    public void Tick(long milliseconds)
    {
        Now += milliseconds;
        _outbox.Clear();
        Core.Tick(Now, _outbox);
        Deliver();
    }

    private void Deliver()
    {
        Send();
        if (store is null)
            return;
        store.Add(_outbox, Core);
        if (HoldsBack)
            return;
        store.Flush(int.MaxValue);
        _outbox.Clear();
        Core.Stored(store.LastCall, store.Durable, _outbox);
        Send();
    }

    private void Send()
    {
        foreach (Outgoing item in _outbox.Items)
        {
            var node = (NodeEnd)item.Connection.Owner!;
            if (item.About is { } change)
            {
                if (change.From is not null)
                    node.Resume((NodeEnd)change.From.Owner!, change.Confirmed);
                continue;
            }
            if (item.Message is null)
            {
                node.IsClosed = true;
                continue;
            }
            var writer = new WireWriter();
            FrameCodec.Write(writer, item.Stamp, item.Message);
            HubMessage copy = FrameCodec.ReadHubMessage(writer.Written[FrameCodec.PrefixLength..].ToArray(), out HubStamp stamp);
            if (copy is Grant grant)
                node.Terms[grant.Lock] = grant.RequestId;
            if (item.InSession)
                node.Kept.Add((stamp, copy));
            if (item.InSession || copy is Welcome { Resumed: false })
                node.Applied = stamp.Complete;
            if (!node.IsClosed)
                node.Inbox.Enqueue((stamp, copy));
        }
    }
}

/// <summary>A node's end of a connection.</summary>
internal sealed class NodeEnd
{
    private readonly CoreHarness _harness;
    private ulong _group;
    private ulong _nextId;

    public NodeEnd(CoreHarness harness)
    {
        _harness = harness;
        Connection = new HubConnection(this);
    }

    public HubConnection Connection { get; }

    public Guid Session { get; private set; } = Guid.NewGuid();

    public Queue<(HubStamp Stamp, HubMessage Message)> Inbox { get; } = new();

    /// <summary>The requests by which the node has its leases.</summary>
    public Dictionary<LockId, ulong> Terms { get; private set; } = [];

    /// <summary>All frames of the session that the hub has sent.</summary>
    public List<(HubStamp Stamp, HubMessage Message)> Kept { get; private set; } = [];

    public bool IsClosed { get; set; }

    /// <summary>Up to which number it has handled everything: at once, unless the test says otherwise.</summary>
    public ulong Applied { get; set; }

    public Welcome Welcome { get; set; } = null!;

    public int Number => Welcome.Member;

    public ulong NewId() => Welcome.FirstId + _nextId++;

    public ulong EntryId(uint counter) => ((ulong)Number << 40) | counter;

    public void Send(NodeMessage message) => _harness.Handle(this, message);

    /// <summary>Publishes a group and takes its acknowledgement.</summary>
    public ulong Publish(EntryBuilder entries)
    {
        Send(new Group(++_group, 1, entries.Bytes));
        Acknowledge acknowledged = Take<Acknowledge>();
        Assert.That(acknowledged.GroupNumber, Is.EqualTo(_group));
        return acknowledged.Sequence;
    }

    /// <summary>Takes the next message, which must be of this kind.</summary>
    public T Take<T>() where T : HubMessage
    {
        Assert.That(Inbox, Is.Not.Empty, $"a {typeof(T).Name} was expected");
        HubMessage message = Inbox.Dequeue().Message;
        Assert.That(message, Is.InstanceOf<T>());
        return (T)message;
    }

    /// <summary>Comes back to a hub that was started again.</summary>
    /// <param name="claim">What it hands back; <see cref="Reclaimed"/> follows.</param>
    public NodeEnd Reclaim(params NodeMessage[] claim)
    {
        NodeEnd back = _harness.Connect();
        (back._group, back._nextId, back.Session, back.Welcome) = (_group, _nextId, Session, Welcome);
        back.Send(CoreHarness.Hello(session: Session, incarnation: Welcome.Incarnation, epoch: 1));
        back.Take<Reclaim>();
        foreach (NodeMessage message in claim)
            back.Send(message);
        back.Applied = Applied;
        back.Send(new Reclaimed(Applied, 0));
        return back;
    }

    /// <summary>Comes back by another connection, having handled so many of the hub's frames.</summary>
    public NodeEnd Return(int handled)
    {
        NodeEnd back = _harness.Connect();
        back.Send(CoreHarness.Hello(session: Session, incarnation: Welcome.Incarnation, received: (ulong)handled));
        return back;
    }

    /// <summary>Takes a session over, and what of it the node has not handled.</summary>
    public void Resume(NodeEnd from, ulong handled)
    {
        (_group, _nextId, Kept, Terms, Session) = (from._group, from._nextId, from.Kept, from.Terms, from.Session);
        foreach ((HubStamp Stamp, HubMessage Message) lost in Kept[(int)handled..])
            Inbox.Enqueue(lost);
    }

    /// <summary>Drops what is in the inbox.</summary>
    public void Skip() => Inbox.Clear();
}
