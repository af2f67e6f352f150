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

/// <summary>A log that becomes long is replaced by a snapshot while the hub goes on.</summary>
public sealed class CompactionTests
{
    private const int Groups = 300;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Guid _session = Guid.NewGuid();
    private string _folder = "";
    private SqliteHubStore _store = null!;

    [SetUp]
    public void SetUp()
    {
        _log.Clear();
        _folder = Path.Combine(Path.GetTempPath(), "weft-compaction-" + Guid.NewGuid().ToString("N"));
        _store = SqliteHubStore.Open(_folder);
    }

    [TearDown]
    public void TearDown()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private HubServer Start(long compactAfter) => HubServer.Start(new HubOptions
    {
        Listen = new IPEndPoint(IPAddress.Loopback, 0), NodeTimeout = TimeSpan.FromSeconds(60), ReconnectWindow = TimeSpan.FromSeconds(60), Store = _store, CompactAfterBytes = compactAfter, Log = _log.Enqueue,
    });

    [Test]
    public async Task A_hub_that_is_started_again_after_a_compaction_has_everything()
    {
        Guid lineage;
        ulong id, list;
        using (HubServer hub = Start(compactAfter: 1_000))
        {
            using var node = new TcpNode(hub.EndPoint);
            (lineage, id, list) = Fill(node);
            Eventually.That(() => _store.Describe().Snapshot ?? 0, Is.GreaterThan(0));
            Eventually.That(() => _log.ToArray(), Has.Some.Contains("was compacted up to number"));
            node.Send(new Group(Groups + 1, 1, new EntryBuilder().Set(id, 1, EntryBuilder.Number(77)).Bytes), new Ping(1, WhenStored: true));
            node.Take<Pong>();
        }
        StoreSummary summary = _store.Describe();
        Assert.That(summary.LogRecords, Is.EqualTo((long)(summary.Last - summary.Snapshot!.Value)).And.LessThan(Groups));

        using HubServer second = Start(compactAfter: long.MaxValue);
        using var back = new TcpNode(second.EndPoint);
        back.Send(CoreHarness.Hello("a", session: _session, incarnation: lineage, epoch: 1, received: 5));
        Assert.That(back.Take<Reclaim>(), Is.EqualTo(new Reclaim(Groups + 2, Groups + 1)));
        back.Send(new Reclaimed(Groups + 2, Groups + 1));
        Assert.That(back.Take<Welcome>().Resumed);
        Assert.That(await Show(second, id), Does.Contain("77"));
        string all = await Show(second, list);
        for (int i = 0; i < Groups - 1; i++)
            Assert.That(all, Does.Contain($"item {i}\""));
        (_, string status) = await HubQuery.AskAsync("127.0.0.1", second.EndPoint.Port, QueryKind.Status, "");
        using JsonDocument document = JsonDocument.Parse(status);
        Assert.That(document.RootElement.GetProperty("storage").GetString(), Is.EqualTo(_folder));
        Assert.That(document.RootElement.GetProperty("snapshot").GetUInt64(), Is.EqualTo(summary.Snapshot));
        Assert.That(document.RootElement.GetProperty("logBytes").GetInt64(), Is.EqualTo(summary.LogBytes));
        Assert.That(document.RootElement.GetProperty("snapshotTime").GetString(), Does.EndWith("Z"));
        back.Send(new Group(Groups + 2, 1, new EntryBuilder().Set(id, 1, EntryBuilder.Number(78)).Bytes));
        Assert.That(back.Take<Acknowledge>().Sequence, Is.EqualTo(Groups + 3));
    }

    [Test]
    public async Task Compacting_any_part_of_a_log_changes_nothing_of_the_state()
    {
        using (HubServer hub = Start(compactAfter: long.MaxValue))
        {
            using var node = new TcpNode(hub.EndPoint);
            Fill(node);
            node.Send(new Ping(1, WhenStored: true), new Leave());
            node.Take<MemberChanged>();
        }
        ulong epoch = await _store.AcquireEpochAsync(default);
        string before = await State(), after = "";
        for (ulong upTo = 1; upTo <= Groups + 1; upTo += 37)
        {
            Assert.That(await StoreCompaction.RunAsync(_store, epoch, upTo, default), Is.EqualTo(AppendOutcome.Stored));
            Assert.That(_store.Describe().Snapshot, Is.EqualTo(upTo));
            after = await State();
            Assert.That(after, Is.EqualTo(before), $"up to {upTo}");
        }
        Assert.That(after, Does.Contain("item 7"));
    }

    [Test]
    public async Task What_the_log_says_nothing_of_is_not_taken_into_memory()
    {
        const int Objects = 5_000;
        MemoryHubStore store = new();
        ulong epoch = await store.AcquireEpochAsync(default);
        EntryBuilder all = new EntryBuilder().Type(EntryBuilder.NodeType, "Node", (1, "a"));
        for (ulong id = 1; id <= Objects; id++)
            all.Create(id, (1, EntryBuilder.Number((long)id)));
        await store.AppendAsync(epoch, new StoreBatch([new LogRecord(1, _session, 1, all.Bytes)], []), default);
        await StoreCompaction.RunAsync(store, epoch, 1, default);
        byte[] changes = new EntryBuilder().Set(7, 1, EntryBuilder.Reference(9)).Create(Objects + 1, (1, EntryBuilder.Number(0))).Bytes;
        await store.AppendAsync(epoch, new StoreBatch([new LogRecord(2, _session, 2, changes)], []), default);

        StateReplay replay = new(await store.ReadSnapshotAsync(default), id => store.ReadObjectAsync(id, default).AsTask().Result);
        replay.Apply(new LogRecord(2, _session, 2, changes));
        Assert.That(replay.Loaded, Is.EqualTo(3), "what was changed, what that refers to, and what is new");
        await StoreCompaction.RunAsync(store, epoch, 2, default);
        StoreSnapshot snapshot = (await store.ReadSnapshotAsync(default))!;
        Assert.That(snapshot.Objects.Select(state => state.Id), Is.EquivalentTo(Enumerable.Range(1, Objects + 1).Select(id => (ulong)id)));
        Assert.That((await store.ReadObjectAsync(7, default))!.Creation.ToArray(), Is.Not.EqualTo((await store.ReadObjectAsync(8, default))!.Creation.ToArray()));
    }

    [Test]
    public void A_log_that_cannot_be_read_is_told_and_the_hub_goes_on()
    {
        using HubServer hub = Start(compactAfter: 1_000);
        using var node = new TcpNode(hub.EndPoint);
        Fill(node, spoil: true);
        Eventually.That(() => _log.ToArray(), Has.Some.Contains("WEFT1095"));
        node.Send(new Ping(1, WhenStored: true));
        node.Take<Pong>();
        Assert.That(_store.Describe().Snapshot, Is.Null);
    }

    // A root that leads to an object and a list, which get many changes.
    private (Guid Lineage, ulong Object, ulong List) Fill(TcpNode node, bool spoil = false)
    {
        node.Send(CoreHarness.Hello("a", session: _session));
        Welcome welcome = node.Take<Welcome>();
        (ulong id, ulong list) = (welcome.FirstId, welcome.FirstId + 1);
        node.Send(new Group(1, 1, new EntryBuilder().Type(EntryBuilder.NodeType, "Node", (1, "a")).CreateList(list).Create(id, (1, EntryBuilder.Reference(list, EntryBuilder.ListType))).Bytes));
        node.Send(new RootAssign(1, "r", 5, RootAssignment.FirstWins, EntryBuilder.Reference(id)));
        node.Take<RootReply>();
        if (spoil)
        {
            node.Send(new Ping(1, WhenStored: true));
            node.Take<Pong>();
            using var command = _store.Connection.CreateCommand();
            command.CommandText = "UPDATE log SET sum = 0 WHERE sequence = 1";
            command.ExecuteNonQuery();
        }
        for (int i = 0; i < Groups - 1; i++)
        {
            node.Send(new Group((ulong)i + 2, 1, new EntryBuilder().Insert(list, (ulong)i, EntryBuilder.Text($"item {i}")).Set(id, 1, EntryBuilder.Reference(list, EntryBuilder.ListType)).Bytes));
            node.Take<Acknowledge>();
            // The answers to groups, and that about the root.
            node.Send(new Received((ulong)i + 3 + (spoil ? 1UL : 0)));
        }
        return (welcome.Incarnation, id, list);
    }

    private async Task<string> State()
    {
        string folder = _folder + "-look";
        try
        {
            Directory.CreateDirectory(folder);
            using (var copy = _store.Connection.CreateCommand())
            {
                copy.CommandText = $"VACUUM INTO '{Path.Combine(folder, "hub.db")}'";
                copy.ExecuteNonQuery();
            }
            using SqliteHubStore look = SqliteHubStore.Open(folder);
            using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), Store = look, CompactAfterBytes = long.MaxValue });
            (_, string roots) = await HubQuery.AskAsync("127.0.0.1", hub.EndPoint.Port, QueryKind.Roots, "");
            return roots + await Show(hub, 1) + await Show(hub, 2);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> Show(HubServer hub, ulong id) => (await HubQuery.AskAsync("127.0.0.1", hub.EndPoint.Port, QueryKind.Show, $"{id:x}")).Json;
}
