using Microsoft.Data.Sqlite;
using Weft.Hub.Core;
using Weft.Hub.Storage;
using Weft.Hub.Storage.Sqlite;

namespace Weft.Hub.Tests.Storage;

/// <summary>The store in a folder.</summary>
public sealed class SqliteHubStoreTests : HubStoreConformance
{
    private readonly List<SqliteHubStore> _open = [];
    private string _folder = "";

    private string Database => Path.Combine(_folder, "hub.db");

    /// <inheritdoc/>
    protected override IHubStore Create()
    {
        _folder = Path.Combine(Path.GetTempPath(), "weft-store-" + Guid.NewGuid().ToString("N"));
        return Open();
    }

    /// <inheritdoc/>
    protected override IHubStore Reopen(IHubStore store)
    {
        ((SqliteHubStore)store).Dispose();
        return Open();
    }

    private SqliteHubStore Open()
    {
        SqliteHubStore store = SqliteHubStore.Open(_folder);
        _open.Add(store);
        return store;
    }

    [TearDown]
    public void TearDown()
    {
        foreach (SqliteHubStore store in _open)
            store.Dispose();
        _open.Clear();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void A_folder_serves_one_hub_at_a_time()
    {
        Assert.That(Open, Fails(HubDiagnostics.StoreInUse).With.Message.Contains(_folder).And.Message.Contains($"process {Environment.ProcessId}"));
        _open[0].Dispose();
        Assert.That(Open, Throws.Nothing);
    }

    [Test]
    public void A_store_knows_the_process_of_a_node_that_used_it_before()
    {
        string file = Path.Combine(_folder, "hub.pid"), own = $"process {Environment.ProcessId} on {Environment.MachineName}";
        const string Since = "since 2026-01-02T03:04:05.0000000Z";
        Assert.That(_open[0].Describe().Before, Is.Null, "nobody has");
        foreach ((string text, HubProcess? before) in new (string, HubProcess?)[]
        {
            ($"{own} with a node {Since}", new HubProcess(Environment.MachineName, Environment.ProcessId)), // as in a container that was started again
            ("process 7 on other " + Since, null), // a hub without a node
            ("nonsense", null),
        })
        {
            _open[^1].Dispose();
            File.WriteAllText(file, text);
            Assert.That(Open().Describe().Before, Is.EqualTo(before), text);
        }
        _open[^1].Dispose();
        SqliteHubStore.Open(_folder, hasNode: true).Dispose();
        _open.Add(SqliteHubStore.Open(_folder, hasNode: true));
        Assert.That(_open[^1].Describe().Before, Is.Null, "this process has, and it has not ended");
    }

    [Test]
    public async Task A_second_hub_that_the_lock_does_not_keep_away_fences_the_first()
    {
        ulong epoch = await _open[0].AcquireEpochAsync(default);
        await _open[0].AppendAsync(epoch, Records(1), default);
        File.Delete(Path.Combine(_folder, "hub.lock"));
        SqliteHubStore second = Open();
        ulong next = await second.AcquireEpochAsync(default);
        Assert.That(await _open[0].AppendAsync(epoch, Records(2), default), Is.EqualTo(AppendOutcome.Fenced));
        Assert.That(await _open[0].WriteSnapshotAsync(epoch, new StoreSnapshot(1, default, []), default), Is.EqualTo(AppendOutcome.Fenced));
        Assert.That(await second.AppendAsync(next, Records(2), default), Is.EqualTo(AppendOutcome.Stored));
    }

    [Test]
    public async Task A_hub_that_dies_in_the_middle_of_a_snapshot_leaves_the_one_before()
    {
        ulong epoch = await _open[0].AcquireEpochAsync(default);
        await _open[0].AppendAsync(epoch, Records(1, 2), default);
        await _open[0].WriteSnapshotAsync(epoch, new StoreSnapshot(1, new byte[] { 1 }, Objects(1, 2)), default);
        string copy = _folder + "-copy";
        try
        {
            Assert.That(
                async () => await _open[0].WriteSnapshotAsync(epoch, new StoreSnapshot(2, new byte[] { 2 }, Objects(1, 2_000).Select(state => state.Id == 1_500 ? Copy(state, copy) : state)), default),
                Is.EqualTo(AppendOutcome.Stored));
            using SqliteHubStore died = SqliteHubStore.Open(copy);
            await AssertIsFirst(died);
            ulong next = await died.AcquireEpochAsync(default);
            await died.WriteSnapshotAsync(next, new StoreSnapshot(2, new byte[] { 2 }, Objects(2, 3)), default);
            Assert.That((await died.ReadSnapshotAsync(default))!.Objects.Select(state => state.Id), Is.EqualTo(new ulong[] { 2, 3 }));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Test]
    public async Task A_snapshot_that_fails_leaves_the_one_before()
    {
        ulong epoch = await _open[0].AcquireEpochAsync(default);
        await _open[0].AppendAsync(epoch, Records(1, 2), default);
        await _open[0].WriteSnapshotAsync(epoch, new StoreSnapshot(1, new byte[] { 1 }, Objects(1, 2)), default);
        IEnumerable<StoredState> broken = Objects(1, 2_000).Select(state => state.Id < 1_500 ? state : throw new InvalidOperationException("broken"));
        Assert.That(async () => await _open[0].WriteSnapshotAsync(epoch, new StoreSnapshot(2, default, broken), default), Throws.InvalidOperationException);
        await AssertIsFirst(_open[0]);
        Assert.That(await _open[0].AppendAsync(epoch, Records(3), default), Is.EqualTo(AppendOutcome.Stored));
    }

    [Test]
    public async Task Appends_go_on_while_a_snapshot_is_written()
    {
        ulong epoch = await _open[0].AcquireEpochAsync(default);
        await _open[0].AppendAsync(epoch, Records(1), default);
        ulong last = 1;
        IEnumerable<StoredState> slow = Objects(1, 5_000).Select(state =>
        {
            if (state.Id % 1_000 == 0)
                Assert.That(_open[0].AppendAsync(epoch, Records(++last), default).AsTask().Wait(30_000));
            return state;
        });
        await _open[0].WriteSnapshotAsync(epoch, new StoreSnapshot(1, default, slow), default);
        Assert.That(await _open[0].ReadLastSequenceAsync(default), Is.EqualTo(6));
        Assert.That((await _open[0].ReadSnapshotAsync(default))!.Objects.Count(), Is.EqualTo(5_000));
    }

    [Test]
    public async Task What_is_long_comes_back_as_it_was()
    {
        byte[] entries = new byte[20_000_000];
        new Random(5).NextBytes(entries);
        ulong epoch = await _open[0].AcquireEpochAsync(default);
        await _open[0].AppendAsync(epoch, new StoreBatch([new LogRecord(1, Guid.NewGuid(), 1, entries)], []), default);
        await foreach (LogRecord record in _open[0].ReadLogAsync(0, default))
            Assert.That(record.Entries.Span.SequenceEqual(entries));
    }

    [Test]
    public async Task A_byte_that_the_disk_changed_is_found()
    {
        ulong epoch = await _open[0].AcquireEpochAsync(default);
        await _open[0].AppendAsync(epoch, new StoreBatch([new LogRecord(1, Guid.NewGuid(), 1, "these are the entries"u8.ToArray())], []), default);
        _open[0].Dispose();
        byte[] file = File.ReadAllBytes(Database);
        file[file.AsSpan().IndexOf("these are"u8)]++;
        File.WriteAllBytes(Database, file);
        SqliteHubStore store = Open();
        Assert.That(async () => await store.ReadLogAsync(0, default).GetAsyncEnumerator().MoveNextAsync(), Fails(HubDiagnostics.StoreDamaged).With.Message.Contains("record 1 of the log"));
    }

    [Test]
    public async Task A_damaged_file_is_an_error_when_it_is_opened()
    {
        ulong epoch = await _open[0].AcquireEpochAsync(default);
        for (ulong i = 1; i <= 50; i++)
            await _open[0].AppendAsync(epoch, new StoreBatch([new LogRecord(i, Guid.NewGuid(), 1, new byte[3_000])], []), default);
        _open[0].Dispose();
        using (FileStream file = File.OpenWrite(Database))
        {
            // Behind the pages of the layout, where those of the log are.
            file.Position = file.Length * 3 / 4;
            file.Write(Enumerable.Repeat((byte)0xA5, 20_000).ToArray());
        }
        Assert.That(Open, Fails(HubDiagnostics.StoreDamaged).With.Message.Contains(Database));
        File.WriteAllText(Database, "this is no database, and long enough to be seen as none by its first bytes; " + new string('x', 2_000));
        Assert.That(Open, Fails(HubDiagnostics.StoreDamaged).With.Message.Contains(Database));
    }

    [TestCase("PRAGMA user_version = 3", "version 3")]
    [TestCase("PRAGMA application_id = 7", "another program")]
    public void What_another_version_or_program_has_written_is_left_alone(string change, string told)
    {
        _open[0].Dispose();
        using (SqliteConnection connection = new($"Data Source={Database};Pooling=False"))
        {
            connection.Open();
            Do(connection, change);
        }
        Assert.That(Open, Fails(HubDiagnostics.StoreVersion).With.Message.Contains(Database).And.Message.Contains(told));
    }

    [Test]
    public async Task A_folder_of_the_version_before_is_taken_over()
    {
        ulong epoch = await _open[0].AcquireEpochAsync(default);
        await _open[0].AppendAsync(epoch, new StoreBatch([], []) { Synchronizers = [new StoredSynchronizer(5, new byte[] { 1 })] }, default);
        _open[0].Dispose();
        using (SqliteConnection connection = new($"Data Source={Database};Pooling=False"))
        {
            connection.Open();
            Do(connection, "DROP TABLE item; PRAGMA user_version = 1");
        }
        SqliteHubStore store = Open();
        StoredSynchronizer read = (await store.ReadSynchronizersAsync(default)).Single();
        Assert.That((read.Id, read.State.Length, read.Items), Is.EqualTo((5UL, 1, (StoredItems?)null)));
        epoch = await store.AcquireEpochAsync(default);
        await store.AppendAsync(epoch, new StoreBatch([], []) { Synchronizers = [read with { Items = new StoredItems(0, 0, [new byte[] { 7 }]) }] }, default);
        Assert.That((await store.ReadSynchronizersAsync(default)).Single().Items!.Values.Single().ToArray(), Is.EqualTo(new byte[] { 7 }));
    }

    [Test]
    public void A_folder_that_cannot_be_made_is_an_error()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        string below = Path.Combine(_folder, "file", "data");
        Assert.That(() => SqliteHubStore.Open(below), Fails(HubDiagnostics.StoreNoAccess).With.Message.Contains(below));
    }

    [Test]
    public async Task A_full_disk_is_an_error_and_what_was_stored_stays()
    {
        ulong epoch = await _open[0].AcquireEpochAsync(default);
        await _open[0].AppendAsync(epoch, Records(1), default);
        Do(_open[0].Connection, "PRAGMA max_page_count = 40");
        Assert.That(async () => await _open[0].AppendAsync(epoch, new StoreBatch([new LogRecord(2, Guid.NewGuid(), 1, new byte[1_000_000])], []), default),
            Fails(HubDiagnostics.StoreFull).With.Message.Contains(_folder));
        Do(_open[0].Connection, "PRAGMA max_page_count = 1000000");
        Assert.That(await _open[0].ReadLastSequenceAsync(default), Is.EqualTo(1));
        Assert.That(await _open[0].AppendAsync(epoch, Records(2), default), Is.EqualTo(AppendOutcome.Stored));
    }

    private static void Do(SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static NUnit.Framework.Constraints.EqualStringConstraint Fails(string code) => Throws.TypeOf<HubStoreException>().With.Property(nameof(HubStoreException.Code)).EqualTo(code);

    private static StoreBatch Records(params ulong[] sequences) => new([.. sequences.Select(sequence => new LogRecord(sequence, Guid.NewGuid(), 1, new byte[] { 1 }))], []);

    private static IEnumerable<StoredState> Objects(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(id => new StoredState((ulong)id, new byte[] { 1, 2, 3 }));

    private static async Task AssertIsFirst(SqliteHubStore store)
    {
        StoreSnapshot snapshot = (await store.ReadSnapshotAsync(default))!;
        Assert.That((snapshot.Sequence, snapshot.Types.ToArray()), Is.EqualTo((1UL, new byte[] { 1 })));
        Assert.That(snapshot.Objects.Select(state => state.Id), Is.EqualTo(new ulong[] { 1, 2 }));
    }

    // What a hub that is killed now leaves on the disk.
    private StoredState Copy(StoredState state, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(_folder, "hub.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return state;
    }
}
