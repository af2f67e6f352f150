using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Weft.Hub.Storage.Sqlite;

/// <content>Reading. What may be long is read by a connection of its own, so that appends go on.</content>
public sealed partial class SqliteHubStore
{
    /// <inheritdoc/>
    public ValueTask<ulong> ReadLastSequenceAsync(CancellationToken cancellation) => Call(() => (ulong)ReadState().Last, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredRoot>> ReadRootsAsync(CancellationToken cancellation) =>
        ReadAll("SELECT name, type, value, sum, sequence, session, request FROM root ORDER BY name", row =>
            new StoredRoot(row.GetString(0), (ulong)row.GetInt64(1), Checked(row, 2, $"root '{row.GetString(0)}'"), (ulong)row.GetInt64(4), Session(row, 5), (ulong)row.GetInt64(6)), cancellation);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredSynchronizer>> ReadSynchronizersAsync(CancellationToken cancellation)
    {
        var items = (await ReadAll("SELECT synchronizer, place, value, sum FROM item ORDER BY synchronizer, place", row =>
            (Id: (ulong)row.GetInt64(0), Place: row.GetInt64(1), Value: Checked(row, 2, $"item {row.GetInt64(1)} of {row.GetInt64(0):x}")), cancellation).ConfigureAwait(false)).ToLookup(static item => item.Id);
        return await ReadAll("SELECT id, state, sum FROM synchronizer ORDER BY id", row =>
        {
            StoredSynchronizer synchronizer = new((ulong)row.GetInt64(0), Checked(row, 1, $"synchronizer {row.GetInt64(0):x}"));
            if (!items.Contains(synchronizer.Id))
                return synchronizer;
            long first = items[synchronizer.Id].First().Place;
            return synchronizer with { Items = new StoredItems(first, first, [.. items[synchronizer.Id].Select(static item => (ReadOnlyMemory<byte>)item.Value)]) };
        }, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredMember>> ReadMembersAsync(CancellationToken cancellation) =>
        ReadAll("SELECT session, number, name, host, process, last_group FROM member ORDER BY number", row =>
            new StoredMember(Session(row, 0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetInt32(4), LastGroup: (ulong)row.GetInt64(5)), cancellation);

    /// <inheritdoc/>
    public ValueTask<StoredCluster?> ReadClusterAsync(CancellationToken cancellation) => Call(() =>
    {
        using Statement find = new(_connection, "SELECT lineage, name, hash, contract, last_member FROM cluster");
        using SqliteDataReader row = find.Read();
        return row.Read() ? new StoredCluster(Session(row, 0), Text(row, 1), Text(row, 2), row.GetInt32(3), row.GetInt32(4)) : null;
    }, cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogRecord> ReadLogAsync(ulong from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        IEnumerable<LogRecord> records = Stream($"SELECT sequence, session, number, entries, sum FROM log WHERE sequence >= {from} AND sequence > coalesce((SELECT snapshot FROM hub), 0) ORDER BY sequence", row =>
            new LogRecord((ulong)row.GetInt64(0), Session(row, 1), (ulong)row.GetInt64(2), Checked(row, 3, $"record {row.GetInt64(0)} of the log")));
        foreach (LogRecord record in records)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return record;
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoreSnapshot?> ReadSnapshotAsync(CancellationToken cancellation) => Call(() =>
    {
        State state = ReadState();
        if (state.Snapshot is not { } sequence)
            return null;
        using Statement types = new(_connection, "SELECT types, types_sum FROM hub");
        using SqliteDataReader row = types.Read();
        row.Read();
        return new StoreSnapshot((ulong)sequence, Checked(row, 0, "the table of types"), Objects(sequence, state.Generation));
    }, cancellation);

    /// <inheritdoc/>
    public ValueTask<StoredState?> ReadObjectAsync(ulong id, CancellationToken cancellation) => Call(() =>
    {
        using Statement find = new(_connection, $"SELECT id, creation, sum FROM object_{ReadState().Generation} WHERE id = ?1");
        using SqliteDataReader row = find.Read((long)id);
        return row.Read() ? ReadObject(row) : null;
    }, cancellation);

    // In pieces, each in a transaction of its own: one that lasted as long as whoever takes them would keep SQLite from beginning its log anew, which would grow meanwhile.
    private IEnumerable<StoredState> Objects(long sequence, long generation)
    {
        using SqliteConnection connection = Convert(() => HubDatabase.OpenReader(_folder.Database));
        using Statement select = new(connection, $"SELECT id, creation, sum FROM object_{generation} WHERE id >= ?1 ORDER BY id");
        for (long? from = long.MinValue; from is { } first;)
        {
            List<StoredState> piece = Convert(() => ReadPiece(connection, select, first, sequence));
            foreach (StoredState state in piece)
                yield return state;
            from = piece.Count == 0 || (long)piece[^1].Id == long.MaxValue ? null : (long)piece[^1].Id + 1;
        }
    }

    private List<StoredState> ReadPiece(SqliteConnection connection, Statement select, long from, long sequence)
    {
        List<StoredState> piece = [];
        connection.Do("BEGIN");
        try
        {
            // The store may have a later one by now.
            if (connection.Ask("SELECT snapshot FROM hub") != sequence)
                throw new InvalidOperationException($"The snapshot of {sequence} was replaced before it was read.");
            using SqliteDataReader row = select.Read(from);
            for (int bytes = 0; bytes < PieceBytes && piece.Count < PieceRows && row.Read(); bytes += piece[^1].Creation.Length)
                piece.Add(ReadObject(row));
        }
        finally
        {
            connection.Do("COMMIT");
        }
        return piece;
    }

    private StoredState ReadObject(SqliteDataReader row) => new((ulong)row.GetInt64(0), Checked(row, 1, $"object {row.GetInt64(0):x}"));

    private ValueTask<IReadOnlyList<T>> ReadAll<T>(string text, Func<SqliteDataReader, T> read, CancellationToken cancellation) => Call<IReadOnlyList<T>>(() =>
    {
        List<T> all = [];
        using Statement statement = new(_connection, text);
        using SqliteDataReader row = statement.Read();
        while (row.Read())
            all.Add(read(row));
        return all;
    }, cancellation);

    private IEnumerable<T> Stream<T>(string text, Func<SqliteDataReader, T> read)
    {
        using SqliteConnection connection = Convert(() => HubDatabase.OpenReader(_folder.Database));
        using Statement statement = new(connection, text);
        using SqliteDataReader row = Convert(() => statement.Read());
        while (Convert(row.Read))
            yield return Convert(() => read(row));
    }

    private T Convert<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException failure)
        {
            throw StoreErrors.From(failure, _folder.Database);
        }
    }

    /// <summary>The bytes of a column, whose checksum is in the next one.</summary>
    private byte[] Checked(SqliteDataReader row, int column, string what)
    {
        byte[] bytes = row.GetFieldValue<byte[]>(column);
        return Checksum.Of(bytes) == row.GetInt64(column + 1) ? bytes : throw StoreErrors.Damaged(_folder.Database, $"{what} is not as it was written");
    }

    private static Guid Session(SqliteDataReader row, int column) => new(row.GetFieldValue<byte[]>(column));

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
