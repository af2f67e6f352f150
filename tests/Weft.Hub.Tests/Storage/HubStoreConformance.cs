using Weft.Hub.Storage;

namespace Weft.Hub.Tests.Storage;

/// <summary>What every store must do. A store's tests derive from it.</summary>
public abstract class HubStoreConformance
{
    private readonly Guid _session = Guid.NewGuid();
    private IHubStore _store = null!;

    /// <summary>An empty store.</summary>
    protected abstract IHubStore Create();

    /// <summary>The store as a hub finds it that starts after the one before has ended.</summary>
    protected abstract IHubStore Reopen(IHubStore store);

    [SetUp]
    public void SetUp() => _store = Create();

    private LogRecord Record(ulong sequence) => new(sequence, _session, sequence, new byte[] { (byte)sequence, 7 });

    private StoredRoot Root(string name, ReadOnlyMemory<byte> value) => new(name, 1, value, 7, _session, 3);

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
        Assert.That(await _store.AppendAsync(old, Everything(1), default), Is.EqualTo(AppendOutcome.Fenced));
        Assert.That(await _store.ReserveIdsAsync(old, 5, default), Is.Zero);
        await AssertEmpty();
    }

    [Test]
    public async Task A_gap_is_an_error_and_leaves_nothing()
    {
        ulong epoch = await _store.AcquireEpochAsync(default);
        Assert.That(async () => await _store.AppendAsync(epoch, Everything(1, 3), default), Throws.ArgumentException);
        await AssertEmpty();
    }

    [Test]
    public async Task Roots_are_replaced_and_deleted_with_their_batch()
    {
        ulong epoch = await _store.AcquireEpochAsync(default);
        await _store.AppendAsync(epoch, new StoreBatch([Record(1)], [Root("a", new byte[] { 1 }), Root("b", new byte[] { 1 })]), default);
        await _store.AppendAsync(epoch, new StoreBatch([Record(2)], [Root("a", new byte[] { 2 }), Root("b", default)]), default);
        StoredRoot only = (await _store.ReadRootsAsync(default)).Single();
        Assert.That((only.Name, only.Value.ToArray()[0]), Is.EqualTo(("a", (byte)2)));
        Assert.That((only.TypeId, only.Sequence, only.Session, only.RequestId), Is.EqualTo((1UL, 7UL, _session, 3UL)));
    }

    [Test]
    public async Task Of_the_states_of_a_synchronizer_the_last_counts_and_an_empty_one_deletes()
    {
        ulong epoch = await _store.AcquireEpochAsync(default);
        Assert.That(await _store.AppendAsync(epoch, new StoreBatch([], []) { Synchronizers = [State(5, 1), State(6, 1), State(5, 2)] }, default), Is.EqualTo(AppendOutcome.Stored));
        await _store.AppendAsync(epoch, new StoreBatch([], []) { Synchronizers = [new StoredSynchronizer(6, default), State(ulong.MaxValue, 9)] }, default);
        IReadOnlyList<StoredSynchronizer> all = await _store.ReadSynchronizersAsync(default);
        Assert.That(all.Select(each => (each.Id, each.State.ToArray()[0])), Is.EquivalentTo(new[] { (5UL, (byte)2), (ulong.MaxValue, (byte)9) }));
    }

    [Test]
    public async Task Of_items_what_has_changed_is_stored_and_what_was_taken_is_gone()
    {
        ulong epoch = await _store.AcquireEpochAsync(default);
        await AppendItems(5, 0, 0, 10, 11, 12);
        await AppendItems(6, 0, 0, 20);
        await AppendItems(5, 2, 3, 13);
        Assert.That(await Items(5), Is.EqualTo(new byte[] { 12, 13 }));
        await AppendItems(5, 2, 3, 14, 15);
        await _store.AppendAsync(epoch, new StoreBatch([], []) { Synchronizers = [State(5, 2)] }, default);
        Assert.That(await Items(5), Is.EqualTo(new byte[] { 12, 14, 15 }), "those from a place on are replaced, and none are without a word");
        await AppendItems(5, 5, 5);
        Assert.That(await Items(5), Is.Empty);
        await AppendItems(5, 5, 5, 16);
        Assert.That(await Items(5), Is.EqualTo(new byte[] { 16 }));
        Assert.That(await Items(6), Is.EqualTo(new byte[] { 20 }));
        await _store.AppendAsync(epoch, new StoreBatch([], []) { Synchronizers = [new StoredSynchronizer(6, default)] }, default);
        await _store.AppendAsync(epoch, new StoreBatch([], []) { Synchronizers = [State(6, 1)] }, default);
        Assert.That(await Items(6), Is.Empty);

        async Task AppendItems(ulong id, long first, long from, params byte[] values) =>
            await _store.AppendAsync(epoch, new StoreBatch([], []) { Synchronizers = [State(id, 1) with { Items = new StoredItems(first, from, [.. values.Select(value => (ReadOnlyMemory<byte>)new[] { value })]) }] }, default);

        async Task<byte[]> Items(ulong id) => [.. ((await _store.ReadSynchronizersAsync(default)).Single(each => each.Id == id).Items?.Values ?? []).Select(value => value.ToArray().Single())];
    }

    [Test]
    public async Task Members_keep_the_position_of_their_session_until_they_are_gone()
    {
        ulong epoch = await _store.AcquireEpochAsync(default);
        StoredMember member = new(_session, 3, "a", "machine", 77);
        StoredMember other = new(Guid.NewGuid(), 4, "b", "machine", 78);
        await _store.AppendAsync(epoch, new StoreBatch([Record(1)], []) { Members = [member, other] }, default);
        await _store.AppendAsync(epoch, new StoreBatch([Record(2), new LogRecord(3, _session, 0, default)], []) { Members = [member with { Name = "renamed" }] }, default);
        Assert.That(await _store.ReadMembersAsync(default), Is.EquivalentTo(new[] { member with { Name = "renamed", LastGroup = 2 }, other }));
        await _store.AppendAsync(epoch, new StoreBatch([Record(4)], []) { Members = [other with { IsGone = true }] }, default);
        await _store.WriteSnapshotAsync(epoch, Snapshot(4, 7), default);
        Assert.That((await _store.ReadMembersAsync(default)).Single().LastGroup, Is.EqualTo(4), "the log does not have it any more");
        await _store.AppendAsync(epoch, new StoreBatch([], []) { Members = [member with { IsGone = true }, member with { Number = 5 }] }, default);
        Assert.That((await _store.ReadMembersAsync(default)).Single(), Is.EqualTo(member with { Number = 5 }), "another member by the same session begins anew");
    }

    [Test]
    public async Task The_cluster_is_kept_until_it_is_said_anew()
    {
        ulong epoch = await _store.AcquireEpochAsync(default);
        Assert.That(await _store.ReadClusterAsync(default), Is.Null);
        StoredCluster cluster = new(Guid.NewGuid(), null, null, 0, 0);
        await _store.AppendAsync(epoch, new StoreBatch([], []) { Cluster = cluster }, default);
        await _store.AppendAsync(epoch, new StoreBatch([Record(1)], []), default);
        Assert.That(await _store.ReadClusterAsync(default), Is.EqualTo(cluster));
        cluster = cluster with { ClusterName = "c", ConfigurationHash = "h", ContractVersion = 4, LastMemberNumber = 9 };
        await _store.AppendAsync(epoch, new StoreBatch([], []) { Cluster = cluster }, default);
        Assert.That(await _store.ReadClusterAsync(default), Is.EqualTo(cluster));
    }

    [Test]
    public async Task The_last_number_is_known_also_where_the_log_is_gone()
    {
        Assert.That(await _store.ReadLastSequenceAsync(default), Is.Zero);
        ulong epoch = await _store.AcquireEpochAsync(default);
        await _store.AppendAsync(epoch, new StoreBatch([Record(1), Record(2)], []), default);
        await _store.AppendAsync(epoch, new StoreBatch([], []) { Synchronizers = [State(5, 1)] }, default);
        Assert.That(await _store.ReadLastSequenceAsync(default), Is.EqualTo(2));
        await _store.WriteSnapshotAsync(epoch, Snapshot(2, 7), default);
        Assert.That(await _store.ReadLastSequenceAsync(default), Is.EqualTo(2));
    }

    private StoreBatch Everything(params ulong[] sequences) => new([.. sequences.Select(Record)], [Root("r", new byte[] { 1 })])
    {
        Synchronizers = [State(5, 1)],
        Members = [new StoredMember(_session, 1, "a", "machine", 77)],
        Cluster = new StoredCluster(Guid.NewGuid(), "c", "h", 1, 1),
    };

    private static StoredSynchronizer State(ulong id, byte state) => new(id, new[] { state });

    private async Task AssertEmpty()
    {
        Assert.That(await Log(0), Is.Empty);
        Assert.That(await _store.ReadRootsAsync(default), Is.Empty);
        Assert.That(await _store.ReadSynchronizersAsync(default), Is.Empty);
        Assert.That(await _store.ReadMembersAsync(default), Is.Empty);
        Assert.That(await _store.ReadClusterAsync(default), Is.Null);
        Assert.That(await _store.ReadLastSequenceAsync(default), Is.Zero);
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

    [Test]
    public async Task Another_hub_finds_everything_and_goes_on_from_there()
    {
        ulong epoch = await _store.AcquireEpochAsync(default);
        ulong id = await _store.ReserveIdsAsync(epoch, 100, default);
        StoreBatch all = Everything(1, 2, 3);
        await _store.AppendAsync(epoch, all, default);
        await _store.WriteSnapshotAsync(epoch, Snapshot(2, 7, 8), default);
        _store = Reopen(_store);
        Assert.That((await Log(0)).Select(record => record.Sequence), Is.EqualTo(new ulong[] { 3 }));
        Assert.That((await _store.ReadSnapshotAsync(default))!.Objects.Select(state => state.Id), Is.EquivalentTo(new ulong[] { 7, 8 }));
        Assert.That((await _store.ReadRootsAsync(default)).Single().Name, Is.EqualTo("r"));
        Assert.That((await _store.ReadSynchronizersAsync(default)).Single().Id, Is.EqualTo(5));
        Assert.That((await _store.ReadMembersAsync(default)).Single(), Is.EqualTo(all.Members[0] with { LastGroup = 3 }));
        Assert.That(await _store.ReadClusterAsync(default), Is.EqualTo(all.Cluster));
        ulong next = await _store.AcquireEpochAsync(default);
        Assert.That(next, Is.GreaterThan(epoch));
        Assert.That(await _store.ReserveIdsAsync(next, 1, default), Is.GreaterThanOrEqualTo(id + 100));
        Assert.That(await _store.AppendAsync(next, new StoreBatch([Record(4)], []), default), Is.EqualTo(AppendOutcome.Stored));
    }

    [Test]
    public async Task A_store_tells_how_long_its_log_is()
    {
        ulong epoch = await _store.AcquireEpochAsync(default);
        StoreSummary empty = _store.Describe();
        Assert.That((empty.Last, empty.LogRecords, empty.LogBytes, empty.Snapshot, empty.SnapshotBytes), Is.EqualTo((0UL, 0L, 0L, (ulong?)null, 0L)));
        await _store.AppendAsync(epoch, new StoreBatch([Record(1), Record(2), Record(3)], []), default);
        await _store.WriteSnapshotAsync(epoch, Snapshot(1, 7, 8), default);
        StoreSummary summary = _store.Describe();
        Assert.That((summary.Last, summary.LogRecords, summary.LogBytes, summary.Snapshot, summary.SnapshotBytes), Is.EqualTo((3UL, 2L, 4L, (ulong?)1, 4L)));
        StoreSummary reopened = Reopen(_store).Describe();
        Assert.That(reopened with { SnapshotTime = summary.SnapshotTime }, Is.EqualTo(summary));
    }
}
