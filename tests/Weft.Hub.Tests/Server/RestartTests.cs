using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Weft.Hub.Core;
using Weft.Hub.Server;
using Weft.Hub.Storage;
using Weft.Hub.Storage.Sqlite;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Server;

/// <summary>A hub that is started again on its store, over TCP.</summary>
public sealed class RestartTests
{
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Guid _session = Guid.NewGuid();
    private MemoryHubStore _store = null!;

    [SetUp]
    public void SetUp()
    {
        _log.Clear();
        _store = new MemoryHubStore();
    }

    private HubServer Start(double timeout = 30, IHubStore? store = null) => HubServer.Start(new HubOptions
    {
        Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "c", NodeTimeout = TimeSpan.FromSeconds(timeout), ReconnectWindow = TimeSpan.FromSeconds(1), Store = store ?? _store, Log = _log.Enqueue, LendAfter = 0,
    });

    private (Guid Lineage, ulong FirstId) MakeObjectAndRoot(HubServer hub)
    {
        using var node = new TcpNode(hub.EndPoint);
        node.Send(CoreHarness.Hello("a", session: _session));
        Welcome welcome = node.Take<Welcome>();
        ulong id = welcome.FirstId;
        node.Send(new Group(1, 1, new EntryBuilder().Create(id, (1, EntryBuilder.Number(7))).Bytes), new RootAssign(1, "r", 5, RootAssignment.FirstWins, EntryBuilder.Reference(id)));
        node.Take<RootReply>();
        node.Send(new Ping(9, WhenStored: true));
        node.Take<Pong>();
        return (welcome.Incarnation, id);
    }

    private TcpNode ComeBack(HubServer hub, Guid lineage, out Reclaim reclaim)
    {
        var node = new TcpNode(hub.EndPoint);
        node.Send(CoreHarness.Hello("a", session: _session, incarnation: lineage, epoch: 1, received: 5));
        reclaim = node.Take<Reclaim>();
        return node;
    }

    [Test]
    public async Task A_member_hands_back_what_the_store_lacks_and_goes_on_with_what_it_had()
    {
        Guid lineage;
        ulong id;
        using (HubServer first = Start())
            (lineage, id) = MakeObjectAndRoot(first);
        using HubServer second = Start();
        using TcpNode node = ComeBack(second, lineage, out Reclaim reclaim);
        Assert.That((reclaim.Durable, reclaim.LastGroup), Is.EqualTo((2UL, 1UL)));
        node.Send(
            new TailGroup(3, _session, 2, true, new EntryBuilder().Set(id, 1, EntryBuilder.Number(8)).Bytes), new TailGroup(0, _session, 3, true, new EntryBuilder().Set(id, 1, EntryBuilder.Number(9)).Bytes),
            new ClaimObjects([id]), new ClaimBorn([id]), new ClaimRoots(["r"]), new Reclaimed(3, 3));
        Welcome welcome = node.Take<Welcome>();
        Assert.That((welcome.Resumed, welcome.Received, welcome.Member, welcome.Incarnation), Is.EqualTo((true, 0UL, 1, lineage)));
        Assert.That(node.Take<Acknowledge>(), Is.EqualTo(new Acknowledge(4, 3)), "group 2 had been acknowledged");
        node.Send(new Group(4, 1, new EntryBuilder().Set(id, 1, EntryBuilder.Number(10)).Bytes));
        Assert.That(node.Take<Acknowledge>(), Is.EqualTo(new Acknowledge(5, 4)));
        using var other = new TcpNode(second.EndPoint);
        Assert.That(other.Join("b").Members.Select(member => member.Number), Is.EqualTo(new[] { 1, 2 }));
        other.Send(new LockRequest(1, LockId.OfObject(id), false));
        node.Take<Recall>();
        (_, string json) = await HubQuery.AskAsync("127.0.0.1", second.EndPoint.Port, QueryKind.Show, $"{id:x}");
        Assert.That(json, Does.Contain("10"));
    }

    [Test]
    public async Task Until_its_members_are_back_a_hub_only_takes_them_and_says_for_whom_it_waits()
    {
        Guid lineage;
        using (HubServer first = Start())
            (lineage, _) = MakeObjectAndRoot(first);
        using HubServer second = Start();
        using var other = new TcpNode(second.EndPoint);
        other.Send(CoreHarness.Hello("b", session: Guid.NewGuid()));
        (_, string json) = await HubQuery.AskAsync("127.0.0.1", second.EndPoint.Port, QueryKind.Status);
        using (var status = JsonDocument.Parse(json))
        {
            Assert.That(status.RootElement.GetProperty("recovering").GetBoolean());
            Assert.That(status.RootElement.GetProperty("waitsFor").GetString(), Is.EqualTo("member 1 (a)"));
        }
        Assert.That(async () => await HubQuery.AskAsync("127.0.0.1", second.EndPoint.Port, QueryKind.DeleteRoot, "r"), Throws.InstanceOf<IOException>().With.Message.Contains(HubDiagnostics.Recovering));
        using TcpNode node = ComeBack(second, lineage, out _);
        node.Send(new ClaimRoots(["r"]), new Reclaimed(2, 1));
        Assert.That(node.Take<Welcome>().Resumed);
        Assert.That(other.Take<Welcome>().Member, Is.EqualTo(2));
        other.Send(new RootLookup(1, "r"));
        Assert.That(other.Take<RootReply>().Decision, Is.EqualTo(new RootDecision(2, _session, 1)));
    }

    [Test]
    public void A_member_that_does_not_come_back_is_dead_after_the_node_time_out()
    {
        using (HubServer first = Start())
            MakeObjectAndRoot(first);
        using HubServer second = Start(timeout: 0.5);
        using var other = new TcpNode(second.EndPoint);
        Assert.That(other.Join("b").Members, Has.Count.EqualTo(1));
        using var late = new TcpNode(second.EndPoint);
        late.Send(CoreHarness.Hello("a", session: _session, incarnation: Guid.NewGuid(), epoch: 1));
        Assert.That(late.Take<Refused>().Advice, Is.EqualTo(RejoinAdvice.Afresh), "that was another store's hub");
    }

    [Test]
    public void Items_of_a_channel_are_there_as_often_as_they_were_put_and_not_taken()
    {
        Guid lineage;
        ulong channel;
        byte[] none = EntryBuilder.Null, zero = EntryBuilder.Number(0);
        using (HubServer first = Start())
        {
            using var node = new TcpNode(first.EndPoint);
            node.Send(CoreHarness.Hello("a", session: _session));
            Welcome welcome = node.Take<Welcome>();
            (lineage, channel) = (welcome.Incarnation, welcome.FirstId);
            node.Send(new Group(1, 1, new EntryBuilder().CreateSynchronizer(channel, SyncForm.Channel, EntryBuilder.Number(-1), zero, zero, zero, none, none, none).Bytes));
            for (ulong request = 1; request <= 50; request++)
                node.Send(new SyncRequest(request, channel, SyncOperation.Put, 1, false, EntryBuilder.Number((long)request)));
            for (int i = 0; i < 50; i++)
                node.Take<SyncReply>();
            node.Send(new SyncRequest(51, channel, SyncOperation.Take, 1, false, default));
            Assert.That(node.Take<SyncReply>().Value.ToArray(), Is.EqualTo(EntryBuilder.Number(1)));
        }
        using HubServer second = Start();
        using TcpNode back = ComeBack(second, lineage, out _);
        back.Send(new Reclaimed(1, 1));
        back.Take<Welcome>();
        back.Send(new SyncRequest(51, channel, SyncOperation.Take, 1, false, default), new SyncRequest(52, channel, SyncOperation.Take, 1, false, default));
        Assert.That(back.Take<SyncReply>().Value.ToArray(), Is.EqualTo(EntryBuilder.Number(1)), "it is asked again");
        Assert.That(back.Take<SyncReply>().Value.ToArray(), Is.EqualTo(EntryBuilder.Number(2)));
        back.Send(new SyncRequest(53, channel, SyncOperation.Read, 0, false, default));
        Assert.That(back.Take<SyncReply>().Number, Is.EqualTo(48));
    }

    [Test]
    public void A_session_that_is_over_is_refused_while_the_hub_waits_for_others()
    {
        Guid lineage;
        using (HubServer first = Start())
            (lineage, _) = MakeObjectAndRoot(first);
        using HubServer second = Start();
        using var stranger = new TcpNode(second.EndPoint);
        stranger.Send(CoreHarness.Hello("x", session: Guid.NewGuid(), incarnation: lineage, epoch: 1));
        Assert.That(stranger.Take<Refused>().Advice, Is.EqualTo(RejoinAdvice.Rejoin));
    }

    [Test]
    public void A_member_that_ended_with_the_process_of_its_embedded_hub_is_not_waited_for()
    {
        string folder = Path.Combine(Path.GetTempPath(), "weft-before-" + Guid.NewGuid().ToString("N"));
        try
        {
            using (SqliteHubStore store = SqliteHubStore.Open(folder))
            using (HubServer first = Start(store: store))
                MakeObjectAndRoot(first);
            // Where a node says that it is, see CoreHarness.Hello.
            File.WriteAllText(Path.Combine(folder, "hub.pid"), "process 42 on host with a node since 2026-01-02T03:04:05.0000000Z\n");
            using SqliteHubStore again = SqliteHubStore.Open(folder);
            using HubServer second = Start(timeout: 3_600, again);
            using var node = new TcpNode(second.EndPoint);
            Assert.That(node.Join("b").Members.Select(member => member.Number), Is.EqualTo(new[] { 2 }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
