using Weft.Hub.Storage;
using Weft.Hub.Storage.Sqlite;

namespace Weft.Hub.Tests.Storage;

/// <summary>What a power failure leaves of the last writes: any beginning of them, and any bytes in the place of the rest. Each batch is there whole or not at all.</summary>
public sealed class TornWriteTests
{
    private const int Batches = 40;
    private const int Cuts = 60;
    private readonly Guid _session = Guid.NewGuid();
    private string _folder = "";

    [SetUp]
    public void SetUp() => _folder = Directory.CreateTempSubdirectory("weft-torn-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Each_batch_is_there_whole_or_not_at_all([Values] bool spoiled)
    {
        var random = new Random(17);
        byte[] database, log;
        string running = Path.Combine(_folder, "running");
        using (SqliteHubStore store = SqliteHubStore.Open(running))
        {
            ulong epoch = await store.AcquireEpochAsync(default);
            for (ulong number = 1; number <= Batches; number++)
                Assert.That(await store.AppendAsync(epoch, Batch(number, random.Next(1, 9_000)), default), Is.EqualTo(AppendOutcome.Stored));
            (database, log) = (Read(Path.Combine(running, "hub.db")), Read(Path.Combine(running, "hub.db-wal")));
        }
        Assert.That(log, Has.Length.GreaterThan(Batches * 4_096), "all of it is still in the log of the database");

        SortedSet<ulong> found = [];
        for (int cut = 0; cut < Cuts; cut++)
        {
            int length = cut == 0 ? log.Length : random.Next(log.Length);
            byte[] torn = spoiled ? [.. log.AsSpan(0, length), .. Enumerable.Range(0, Math.Min(8_192, log.Length - length)).Select(_ => (byte)random.Next(256))] : log[..length];
            found.Add(await CheckAsync(database, torn, cut));
        }
        Assert.That(found, Has.Count.GreaterThan(10).And.Contains((ulong)Batches), "the cuts are in different places, and the whole log has everything");
    }

    // Everything in a batch tells its number.
    private StoreBatch Batch(ulong number, int bytes)
    {
        byte[] value = BitConverter.GetBytes(number);
        return new StoreBatch([new LogRecord(number, _session, number, Enumerable.Repeat((byte)number, bytes).ToArray())], [new StoredRoot("r", 1, value, number, _session, number)])
        {
            Synchronizers = [new StoredSynchronizer(5, value)],
            Members = number == 1 ? [new StoredMember(_session, 1, "a", "machine", 7)] : [],
            Cluster = new StoredCluster(_session, "c", "h", 1, (int)number),
        };
    }

    private async Task<ulong> CheckAsync(byte[] database, byte[] log, int cut)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, $"{cut}")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "hub.db"), database);
        File.WriteAllBytes(Path.Combine(folder, "hub.db-wal"), log);
        using SqliteHubStore store = SqliteHubStore.Open(folder);
        ulong last = await store.ReadLastSequenceAsync(default);
        ulong next = 1;
        await foreach (LogRecord record in store.ReadLogAsync(0, default))
            Assert.That((record.Sequence, record.Entries.Span[^1]), Is.EqualTo((next, (byte)next++)));
        Assert.That(next, Is.EqualTo(last + 1));
        Assert.That((await store.ReadRootsAsync(default)).SingleOrDefault()?.Sequence ?? 0, Is.EqualTo(last));
        Assert.That((await store.ReadSynchronizersAsync(default)).Select(each => BitConverter.ToUInt64(each.State.Span)).SingleOrDefault(), Is.EqualTo(last));
        Assert.That((await store.ReadMembersAsync(default)).SingleOrDefault()?.LastGroup ?? 0, Is.EqualTo(last));
        Assert.That((ulong)((await store.ReadClusterAsync(default))?.LastMemberNumber ?? 0), Is.EqualTo(last));
        ulong epoch = await store.AcquireEpochAsync(default);
        Assert.That(await store.AppendAsync(epoch, Batch(last + 1, 10), default), Is.EqualTo(AppendOutcome.Stored), "and it goes on from there");
        return last;
    }

    private static byte[] Read(string file)
    {
        using FileStream open = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[open.Length];
        open.ReadExactly(bytes);
        return bytes;
    }
}
