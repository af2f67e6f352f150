using Weft.Hub.Storage;

namespace Weft.Hub.Tests.Storage;

/// <summary>What every store must do. A store's tests derive from it.</summary>
public abstract class HubStoreConformance
{
    private readonly Guid _session = Guid.NewGuid();
    private IHubStore _store = null!;

    /// <summary>An empty store.</summary>
    protected abstract IHubStore Create();

    [SetUp]
    public void SetUp() => _store = Create();

    private LogRecord Record(ulong sequence) => new(sequence, _session, sequence, new byte[] { (byte)sequence, 7 });

    private async Task<List<LogRecord>> Log(ulong from)
    {
        var records = new List<LogRecord>();
        await foreach (LogRecord record in _store.ReadLogAsync(from, CancellationToken.None))
            records.Add(record);
        return records;
    }

    [Test]
    public async Task What_was_appended_is_read_from_any_number_on()
    {
        ulong epoch = await _store.AcquireEpochAsync(default);
        Assert.That(await _store.AppendAsync(epoch, new StoreBatch([Record(1), Record(2)], []), default), Is.EqualTo(AppendOutcome.Stored));
        Assert.That(await _store.AppendAsync(epoch, new StoreBatch([Record(3)], []), default), Is.EqualTo(AppendOutcome.Stored));
        List<LogRecord> tail = await Log(2);
        Assert.That(tail.Select(record => record.Sequence), Is.EqualTo(new ulong[] { 2, 3 }));
        Assert.That(tail[0].Entries.ToArray(), Is.EqualTo(new byte[] { 2, 7 }));
        Assert.That((tail[0].Session, tail[0].GroupNumber), Is.EqualTo((_session, 2UL)));
    }

    [Test]
    public async Task An_earlier_epoch_is_fenced_and_leaves_nothing()
    {
        ulong old = await _store.AcquireEpochAsync(default);
        ulong renewed = await _store.AcquireEpochAsync(default);
        Assert.That(renewed, Is.GreaterThan(old));
        Assert.That(await _store.AppendAsync(old, new StoreBatch([Record(1)], [new StoredRoot("r", 1, new byte[] { 1 })]), default), Is.EqualTo(AppendOutcome.Fenced));
        Assert.That(await _store.ReserveIdsAsync(old, 5, default), Is.Zero);
        Assert.That(await Log(0), Is.Empty);
        Assert.That(await _store.ReadRootsAsync(default), Is.Empty);
    }

    [Test]
    public async Task A_gap_is_an_error_and_leaves_nothing()
    {
        ulong epoch = await _store.AcquireEpochAsync(default);
        Assert.That(async () => await _store.AppendAsync(epoch, new StoreBatch([Record(1), Record(3)], []), default), Throws.ArgumentException);
        Assert.That(await Log(0), Is.Empty);
    }

    [Test]
    public async Task Roots_are_replaced_and_deleted_with_their_batch()
    {
        ulong epoch = await _store.AcquireEpochAsync(default);
        await _store.AppendAsync(epoch, new StoreBatch([Record(1)], [new StoredRoot("a", 1, new byte[] { 1 }), new StoredRoot("b", 1, new byte[] { 1 })]), default);
        await _store.AppendAsync(epoch, new StoreBatch([Record(2)], [new StoredRoot("a", 1, new byte[] { 2 }), new StoredRoot("b", 1, default)]), default);
        StoredRoot only = (await _store.ReadRootsAsync(default)).Single();
        Assert.That((only.Name, only.Value.ToArray()[0]), Is.EqualTo(("a", (byte)2)));
    }

    [Test]
    public async Task A_snapshot_replaces_the_log_up_to_its_number()
    {
        ulong epoch = await _store.AcquireEpochAsync(default);
        Assert.That(await _store.ReadSnapshotAsync(default), Is.Null);
        Assert.That(await _store.ReadObjectAsync(8, default), Is.Null);
        await _store.AppendAsync(epoch, new StoreBatch([Record(1), Record(2), Record(3)], []), default);
        Assert.That(await _store.WriteSnapshotAsync(epoch, Snapshot(1, 7, 8), default), Is.EqualTo(AppendOutcome.Stored));
        Assert.That(await _store.WriteSnapshotAsync(epoch, Snapshot(2, 8, 9), default), Is.EqualTo(AppendOutcome.Stored));
        Assert.That((await Log(0)).Select(record => record.Sequence), Is.EqualTo(new ulong[] { 3 }));
        StoreSnapshot snapshot = (await _store.ReadSnapshotAsync(default))!;
        Assert.That((snapshot.Sequence, snapshot.Types.ToArray()), Is.EqualTo((2UL, new byte[] { 2 })));
        Assert.That(snapshot.Objects.Select(state => state.Id), Is.EquivalentTo(new ulong[] { 8, 9 }));
        Assert.That((await _store.ReadObjectAsync(8, default))!.Creation.ToArray(), Is.EqualTo(new byte[] { 8, 2 }));
        Assert.That(await _store.ReadObjectAsync(7, default), Is.Null, "it was in the earlier snapshot only");
    }

    [Test]
    public async Task After_a_snapshot_of_everything_the_log_goes_on_at_its_number()
    {
        ulong epoch = await _store.AcquireEpochAsync(default);
        await _store.AppendAsync(epoch, new StoreBatch([Record(1), Record(2)], []), default);
        await _store.WriteSnapshotAsync(epoch, Snapshot(2, 7), default);
        Assert.That(async () => await _store.AppendAsync(epoch, new StoreBatch([Record(1)], []), default), Throws.ArgumentException);
        Assert.That(await _store.AppendAsync(epoch, new StoreBatch([Record(3)], []), default), Is.EqualTo(AppendOutcome.Stored));
    }

    [Test]
    public async Task A_snapshot_out_of_place_or_of_an_earlier_epoch_leaves_nothing()
    {
        ulong old = await _store.AcquireEpochAsync(default);
        await _store.AppendAsync(old, new StoreBatch([Record(1), Record(2)], []), default);
        Assert.That(async () => await _store.WriteSnapshotAsync(old, Snapshot(3, 7), default), Throws.ArgumentException, "newer than the log");
        ulong epoch = await _store.AcquireEpochAsync(default);
        Assert.That(await _store.WriteSnapshotAsync(old, Snapshot(1, 7), default), Is.EqualTo(AppendOutcome.Fenced));
        Assert.That(await _store.ReadSnapshotAsync(default), Is.Null);
        await _store.WriteSnapshotAsync(epoch, Snapshot(2, 7), default);
        Assert.That(async () => await _store.WriteSnapshotAsync(epoch, Snapshot(1, 8), default), Throws.ArgumentException, "older than the one before");
        Assert.That((await _store.ReadSnapshotAsync(default))!.Sequence, Is.EqualTo(2));
    }

    private static StoreSnapshot Snapshot(ulong sequence, params ulong[] ids) =>
        new(sequence, new[] { (byte)sequence }, ids.Select(id => new StoredState(id, new[] { (byte)id, (byte)sequence })));

    [Test]
    public async Task Ids_are_never_given_twice_over_epochs()
    {
        ulong first = await _store.ReserveIdsAsync(await _store.AcquireEpochAsync(default), 100, default);
        ulong second = await _store.ReserveIdsAsync(await _store.AcquireEpochAsync(default), 100, default);
        Assert.That(first, Is.Not.Zero);
        Assert.That(second, Is.GreaterThanOrEqualTo(first + 100));
    }
}

/// <summary>The store in memory.</summary>
public sealed class MemoryHubStoreTests : HubStoreConformance
{
    /// <inheritdoc/>
    protected override IHubStore Create() => new MemoryHubStore();
}
