using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Weft.Hub.Core;
using Weft.Hub.Server;
using Weft.Hub.Storage;
using Weft.Hub.Storage.Sqlite;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Server;

public sealed class HubServerTests
{
    private readonly ConcurrentQueue<string> _log = new();
    private HubServer _hub = null!;

    [SetUp]
    public void SetUp()
    {
        _log.Clear();
        // Raw clients do not ping, and a busy machine may stop them for seconds.
        _hub = StartHub(TimeSpan.FromSeconds(30));
    }

    private HubServer StartHub(TimeSpan nodeTimeout) => HubServer.Start(new HubOptions
    {
        Listen = new IPEndPoint(IPAddress.Loopback, 0),
        ReconnectWindow = TimeSpan.FromMilliseconds(300),
        NodeTimeout = nodeTimeout,
        Log = _log.Enqueue,
    });

    [TearDown]
    public async Task TearDown() => await _hub.DisposeAsync();

    [Test]
    public void Changes_and_locks_travel_between_nodes()
    {
        using var a = new TcpNode(_hub.EndPoint);
        using var b = new TcpNode(_hub.EndPoint);
        ulong id = a.Join("a").FirstId;
        b.Join("b");
        a.Send(new Group(1, 1, new EntryBuilder().Create(id, (1, EntryBuilder.Number(1))).Bytes), new RootAssign(1, "r", 5, RootAssignment.FirstWins, EntryBuilder.Reference(id)));
        Assert.That(a.Take<RootReply>().Outcome, Is.EqualTo(RootOutcome.Created));
        b.Send(new RootLookup(1, "r"), new Fault(2, id, 10), new LockRequest(3, LockId.OfObject(id), false));
        Assert.That(b.Take<RootReply>().Value.ToArray(), Is.EqualTo(EntryBuilder.Reference(id)));
        Assert.That(b.Take<FaultReply>().Found);
        a.Take<Recall>();
        var change = new EntryBuilder().Set(id, 1, EntryBuilder.Number(2));
        a.Send(new Group(2, 1, change.Bytes), new LockReturn(LockId.OfObject(id), 0));
        Assert.That(b.Take<Apply>().Entries.ToArray(), Is.EqualTo(change.Bytes), "the change comes before the grant");
        b.Take<Grant>();
    }

    [Test]
    public void A_killed_nodes_locks_are_granted_on()
    {
        var a = new TcpNode(_hub.EndPoint);
        using var b = new TcpNode(_hub.EndPoint);
        a.Join("a");
        b.Join("b");
        a.Send(new LockRequest(1, LockId.OfName("x"), false));
        a.Take<Grant>();
        b.Send(new LockRequest(1, LockId.OfName("x"), false));
        a.Dispose();
        b.Take<Grant>();
    }

    [Test]
    public void Malformed_data_closes_that_connection_only_with_a_reason()
    {
        using var good = new TcpNode(_hub.EndPoint);
        good.Join("good");
        using var bad = new TcpNode(_hub.EndPoint);
        bad.SendRaw("GET / HTTP/1.1\r\n\r\n"u8);
        Refused refused = bad.Take<Refused>();
        Assert.That(refused.Code, Is.EqualTo(HubDiagnostics.Malformed));
        Assert.That(bad.Next(), Is.Null);
        Assert.That(_log, Has.Some.Contains("malformed").And.Contains("byte 0"));
        good.Send(new Ping(1));
        good.Take<Pong>();
    }

    [Test]
    public void A_large_group_crosses_in_pieces()
    {
        using var a = new TcpNode(_hub.EndPoint);
        using var b = new TcpNode(_hub.EndPoint);
        ulong id = a.Join("a").FirstId;
        b.Join("b");
        string text = new('x', 5_000_000);
        a.Send(new Group(1, 1, new EntryBuilder().Create(id, (1, EntryBuilder.Text(text))).Bytes));
        a.Take<Acknowledge>();
        b.Send(new Fault(1, id, 1));
        Assert.That(b.Take<FaultReply>().Entries.Length, Is.GreaterThan(5_000_000));
    }

    [Test]
    public void A_node_that_does_not_read_is_dropped_and_does_not_delay_others()
    {
        _hub.Dispose();
        _hub = StartHub(TimeSpan.FromSeconds(3));
        using var a = new TcpNode(_hub.EndPoint);
        using var slow = new TcpNode(_hub.EndPoint);
        using var b = new TcpNode(_hub.EndPoint);
        ulong id = a.Join("a").FirstId;
        slow.Join("slow");
        b.Join("b");
        a.Send(new Group(1, 1, new EntryBuilder().Create(id).Bytes));
        a.Take<Acknowledge>();
        slow.Send(new Fault(1, id, 1));
        slow.Take<FaultReply>();
        b.Send(new Fault(1, id, 1));
        b.Take<FaultReply>();
        byte[] change = new EntryBuilder().Set(id, 1, EntryBuilder.Text(new string('x', 100_000))).Bytes;
        ulong number = 1;
        long until = Environment.TickCount64 + 60_000;
        while (!_log.Any(line => line.Contains(HubDiagnostics.Overflow, StringComparison.Ordinal)))
        {
            Assert.That(Environment.TickCount64, Is.LessThan(until), "the slow node was not dropped");
            KeepAlive(slow);
            b.Send(new Ping(1));
            a.Send(new Group(++number, 1, change));
            Assert.That(b.Take<Apply>().Entries.Length, Is.EqualTo(change.Length));
            if (number > 200)
                Thread.Sleep(50);
        }
    }

    private static void KeepAlive(TcpNode slow)
    {
        try
        {
            slow.Send(new Ping(1));
        }
        catch (SocketException dropped)
        {
            // The hub has closed it between the look at the log and here.
            TestContext.Out.WriteLine(dropped.Message);
        }
    }

    [Test]
    public async Task Questions_are_answered_in_json()
    {
        using var a = new TcpNode(_hub.EndPoint);
        ulong id = a.Join("a").FirstId;
        a.Send(new Group(1, 1, new EntryBuilder()
            .Type(EntryBuilder.NodeType, "Ns.Node", (1, "Ns.Node::x")).Create(id, (1, EntryBuilder.Number(-3)), (2, EntryBuilder.Text("t"))).Bytes));
        a.Take<Acknowledge>();
        string host = _hub.EndPoint.Address.ToString();
        JsonElement status = JsonDocument.Parse((await HubQuery.AskAsync(host, _hub.EndPoint.Port, QueryKind.Status)).Json).RootElement;
        Assert.That(status.GetProperty("cluster").GetString(), Is.EqualTo("c"));
        Assert.That(status.GetProperty("objects").GetInt32(), Is.EqualTo(1));
        (bool found, string json) = await HubQuery.AskAsync(host, _hub.EndPoint.Port, QueryKind.Show, id.ToString("x"));
        Assert.That(found);
        Assert.That(json, Is.EqualTo($$$"""{"id":"{{{id:x}}}","type":"Ns.Node","kind":"Physical","residentOn":[1],"fields":{"Ns.Node::x":-3,"2":"t"}}"""));
        Assert.That((await HubQuery.AskAsync(host, _hub.EndPoint.Port, QueryKind.Show, "nonsense")).Found, Is.False);
        Assert.That(JsonDocument.Parse((await HubQuery.AskAsync(host, _hub.EndPoint.Port, QueryKind.Nodes)).Json).RootElement[0].GetProperty("name").GetString(), Is.EqualTo("a"));
    }

    [Test]
    public async Task A_question_to_nobody_fails_in_time()
    {
        IPEndPoint gone = _hub.EndPoint;
        await _hub.StopAsync();
        Assert.That(async () => await HubQuery.AskAsync(gone.Address.ToString(), gone.Port, QueryKind.Status), Throws.InstanceOf<IOException>().With.Message.Contains("cannot be reached"));
        using var mute = new Socket(SocketType.Stream, ProtocolType.Tcp);
        mute.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        mute.Listen();
        int port = ((IPEndPoint)mute.LocalEndPoint!).Port;
        Assert.That(async () => await HubQuery.AskAsync("127.0.0.1", port, QueryKind.Status, timeout: TimeSpan.FromMilliseconds(200)), Throws.TypeOf<TimeoutException>());
    }

    [Test]
    public void Stopping_closes_connections_and_frees_the_address()
    {
        using var a = new TcpNode(_hub.EndPoint);
        a.Join();
        IPEndPoint address = _hub.EndPoint;
        _hub.Dispose();
        Assert.That(a.Next(), Is.Null);
        using IDisposable again = EmbeddedHub.Start(address.ToString(), "", 5_000, 15_000, "", _log.Enqueue, default);
        using var b = new TcpNode(address);
        Assert.That(b.Join().Member, Is.EqualTo(1));
        Assert.That(() => EmbeddedHub.Start(address.ToString(), "", 5_000, 15_000, "", _log.Enqueue, default), Throws.TypeOf<SocketException>());
    }

    [Test]
    public void A_process_that_finds_the_data_folder_taken_waits_for_the_hub_there()
    {
        string folder = Path.Combine(Path.GetTempPath(), "weft-embedded-" + Guid.NewGuid().ToString("N"));
        try
        {
            using SqliteHubStore opening = SqliteHubStore.Open(folder);
            IPEndPoint address = _hub.EndPoint;
            _hub.Dispose();
            Task<IDisposable> second = Task.Run(() => EmbeddedHub.Start(address.ToString(), "", 5_000, 15_000, folder, _log.Enqueue, default));
            using HubServer first = HubServer.Start(new HubOptions { Listen = address, Store = opening, Log = _log.Enqueue });
            Assert.That(async () => await second, Throws.TypeOf<SocketException>().With.Property("SocketErrorCode").EqualTo(SocketError.AddressAlreadyInUse));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void A_process_that_gives_up_to_wait_for_the_hub_of_a_data_folder_ends_at_once()
    {
        string folder = Path.Combine(Path.GetTempPath(), "weft-embedded-" + Guid.NewGuid().ToString("N"));
        try
        {
            using SqliteHubStore opening = SqliteHubStore.Open(folder);
            IPEndPoint address = _hub.EndPoint;
            _hub.Dispose();
            using CancellationTokenSource stop = new();
            Task<IDisposable> waiting = Task.Run(() => EmbeddedHub.Start(address.ToString(), "", 5_000, 15_000, folder, _log.Enqueue, stop.Token));
            stop.CancelAfter(50);
            Assert.That(async () => await waiting.WaitAsync(TimeSpan.FromSeconds(5)), Throws.InstanceOf<OperationCanceledException>());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void The_data_of_another_cluster_is_refused()
    {
        string folder = Path.Combine(Path.GetTempPath(), "weft-embedded-" + Guid.NewGuid().ToString("N"));
        try
        {
            using (var hub = (HostedHub)EmbeddedHub.Start("127.0.0.1:0", "shop", 5_000, 15_000, folder, _log.Enqueue, default))
            using (var node = new TcpNode(hub.EndPoint))
            {
                node.Send(CoreHarness.Hello(cluster: "shop", session: Guid.NewGuid()));
                node.Take<Welcome>();
            }
            Assert.That(() => EmbeddedHub.Start("127.0.0.1:0", "till", 5_000, 15_000, folder, _log.Enqueue, default),
                Throws.TypeOf<HubStoreException>().With.Message.StartsWith("WEFT1082").And.Message.Contains("'shop'").And.Message.Contains("'till'").And.Message.Contains(folder));
            Assert.That(() => EmbeddedHub.Start("127.0.0.1:0", "shop", 5_000, 15_000, folder, _log.Enqueue, default).Dispose(), Throws.Nothing, "and the folder is free");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
