using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Weft.Hub.Core;
using Weft.Hub.Server;
using Weft.Hub.Storage;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Server;

/// <summary>What a hub stores, and what it does when it cannot.</summary>
public sealed class StorageTests
{
    private readonly ConcurrentQueue<string> _log = new();
    private SlowStore _store = null!;
    private HubServer _hub = null!;

    [SetUp]
    public void SetUp()
    {
        _log.Clear();
        _store = new SlowStore();
        _hub = Start(_store);
    }

    [TearDown]
    public async Task TearDown()
    {
        _store.Answer(1000);
        await _hub.DisposeAsync();
    }

    private HubServer Start(IHubStore store) =>
        HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), NodeTimeout = TimeSpan.FromSeconds(30), Store = store, Log = _log.Enqueue });

    [Test]
    public async Task Groups_and_root_decisions_are_stored_in_order_with_their_session()
    {
        _store.Answer(1000);
        using var a = new TcpNode(_hub.EndPoint);
        ulong id = a.Join().FirstId;
        byte[] entries = new EntryBuilder().Create(id).Bytes;
        a.Send(new Group(1, 1, entries), new RootAssign(1, "r", 5, RootAssignment.FirstWins, EntryBuilder.Reference(id)), new Group(2, 1, new EntryBuilder().Set(id, 1, EntryBuilder.Number(1)).Bytes));
        Eventually.That(() => _hub.Stamp.Durable, Is.EqualTo(3));
        var records = new List<LogRecord>();
        await foreach (LogRecord record in _store.ReadLogAsync(0, default))
            records.Add(record);
        Assert.That(records.Select(record => (record.Sequence, record.GroupNumber)), Is.EqualTo(new[] { (1UL, 1UL), (2UL, 0UL), (3UL, 2UL) }));
        Assert.That(records.Select(record => record.Session).Distinct().Single(), Is.Not.EqualTo(Guid.Empty));
        Assert.That(records[0].Entries.ToArray(), Is.EqualTo(entries));
        StoredRoot root = (await _store.ReadRootsAsync(default)).Single();
        Assert.That((root.Name, root.TypeId, root.Value.ToArray()), Is.EqualTo(("r", 5UL, EntryBuilder.Reference(id))));
    }

    [Test]
    public void Relay_runs_ahead_of_the_store_and_the_watermark_does_not()
    {
        using var a = new TcpNode(_hub.EndPoint);
        _store.Answer();
        ulong id = a.Join().FirstId;
        a.Send(new Group(1, 1, new EntryBuilder().Create(id).Bytes));
        a.Take<Acknowledge>();
        Eventually.That(() => _store.Batches.Count, Is.EqualTo(2));
        for (ulong number = 2; number <= 20; number++)
            a.Send(new Group(number, 1, new EntryBuilder().Set(id, 1, EntryBuilder.Number((long)number)).Bytes));
        for (int i = 2; i <= 20; i++)
            a.Take<Acknowledge>();
        Assert.That(_hub.Stamp.Durable, Is.Zero);
        Assert.That(_store.Batches, Has.Count.EqualTo(2));
        _store.Answer(2);
        Eventually.That(() => _hub.Stamp.Durable, Is.EqualTo(20));
        Assert.That(_store.Batches.Select(batch => batch.Records.Count).Sum(), Is.EqualTo(20));
        Assert.That(_store.Batches, Has.Count.EqualTo(3), "what came in while the first batch was on its way is one batch");
    }

    [Test]
    public void What_tells_of_a_semaphore_waits_for_the_store_and_holds_nobody_else_back()
    {
        _store.Answer(3);
        using var a = new TcpNode(_hub.EndPoint);
        using var b = new TcpNode(_hub.EndPoint);
        ulong id = a.Join().FirstId;
        b.Join("b");
        byte[] one = EntryBuilder.Number(1);
        a.Send(new Group(1, 1, new EntryBuilder().CreateSynchronizer(id, SyncForm.Semaphore, one, one, one).Bytes));
        a.Send(new Ping(1, WhenStored: true));
        a.Take<Pong>();
        a.Send(new SyncRequest(1, id, SyncOperation.Wait, 1, false, default), new Ping(2));
        Eventually.That(() => _store.Batches.Count, Is.EqualTo(4));
        b.Send(new Ping(3), new SyncRequest(1, id, SyncOperation.Read, 0, false, default));
        Assert.That(b.Take<Pong>().Stamp, Is.EqualTo(3));
        Assert.That(b.HasNext(milliseconds: 200), Is.False, "the count rests on what is not stored");
        Assert.That(a.HasNext(milliseconds: 1), Is.False);
        _store.Answer();
        Assert.That(a.Next(), Is.InstanceOf<SyncReply>());
        Assert.That(a.Next(), Is.InstanceOf<Pong>());
        Assert.That(b.Take<SyncReply>().Number, Is.Zero);
    }

    [Test]
    public async Task A_hub_that_is_stopped_has_stored_what_it_acknowledged()
    {
        using var a = new TcpNode(_hub.EndPoint);
        _store.Answer();
        ulong id = a.Join().FirstId;
        a.Send(new Group(1, 1, new EntryBuilder().Create(id).Bytes));
        a.Take<Acknowledge>();
        Eventually.That(() => _store.Batches.Count, Is.EqualTo(2));
        a.Send(new Group(2, 1, new EntryBuilder().Set(id, 1, EntryBuilder.Number(1)).Bytes));
        a.Take<Acknowledge>();
        Task stopped = _hub.StopAsync();
        Assert.That(() => ReadToEnd(a), Throws.Nothing);
        _store.Answer(2);
        await stopped;
        Assert.That(await _store.ReadLastSequenceAsync(default), Is.EqualTo(2));
    }

    [Test]
    public void A_hub_whose_store_was_taken_over_stops()
    {
        using var a = new TcpNode(_hub.EndPoint);
        _store.Answer();
        ulong id = a.Join().FirstId;
        using (HubServer other = Start(_store))
        {
            _store.Answer(1000);
            a.Send(new Group(1, 1, new EntryBuilder().Create(id).Bytes));
            Eventually.That(() => _log.ToArray(), Has.Some.Contains(HubDiagnostics.Fenced));
            Assert.That(() => ReadToEnd(a), Throws.Nothing);
            Assert.That(() => { using var late = new TcpNode(_hub.EndPoint); }, Throws.InstanceOf<SocketException>().After(60_000, 20));
            Assert.That(other.Stamp.Epoch, Is.GreaterThan(_hub.Stamp.Epoch));
        }
        Assert.That(_hub.Stamp.Durable, Is.Zero);
    }

    [Test]
    public void An_unknown_outcome_is_looked_up_in_the_log()
    {
        using var a = new TcpNode(_hub.EndPoint);
        _store.Answer();
        a.Send(CoreHarness.Hello(session: Guid.NewGuid()));
        ulong id = a.Take<Welcome>().FirstId;
        _store.AnswerInstead(AppendOutcome.Unknown);
        _store.Answer(2);
        a.Send(new Group(1, 1, new EntryBuilder().Create(id).Bytes));
        Eventually.That(() => _hub.Stamp.Durable, Is.EqualTo(1));
        Assert.That(_store.Batches, Has.Count.EqualTo(2), "it had been stored");
    }

    [Test]
    public async Task A_store_that_does_not_say_whose_it_is_is_refused()
    {
        MemoryHubStore used = new();
        await used.AppendAsync(await used.AcquireEpochAsync(default), new StoreBatch([new LogRecord(1, Guid.NewGuid(), 1, new byte[] { 1 })], []), default);
        Assert.That(() => Start(used), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("of which cluster"));
    }

    private static void ReadToEnd(TcpNode node)
    {
        try
        {
            while (node.Next() is not null)
            {
            }
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed with something unread on the hub's side.
            TestContext.Out.WriteLine(reset.Message);
        }
    }
}
