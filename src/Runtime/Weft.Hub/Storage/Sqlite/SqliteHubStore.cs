using Microsoft.Data.Sqlite;

namespace Weft.Hub.Storage.Sqlite;

/// <summary>
/// Keeps the log in a folder, by SQLite: what was stored is on the disk when the answer comes. One hub uses a folder at a time. Thread-safe; calls take as long as the disk does, and the thread that makes them.
/// </summary>
public sealed partial class SqliteHubStore : IHubStore, IDisposable
{
    /// <summary>The longest group, or object, that it takes.</summary>
    public const int MaxEntryBytes = 900 * 1024 * 1024;

    // A plain object, since the writer of a snapshot waits on it.
    private readonly object _gate = new();
    private readonly DataFolder _folder;
    private readonly SqliteConnection _connection;
    private readonly BatchWriter _batches;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement _state;
    private StoreSummary _summary;
    private int _appenders;
    private bool _disposed;

    private SqliteHubStore(DataFolder folder, SqliteConnection connection)
    {
        (_folder, _connection) = (folder, connection);
        _batches = new BatchWriter(connection);
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _rollback = new Statement(connection, "ROLLBACK");
        // Whatever is no longer in the log is in the snapshot.
        _state = new Statement(connection, "SELECT epoch, next_id, max(coalesce((SELECT max(sequence) FROM log), 0), coalesce(snapshot, 0)), generation, snapshot, snapshot_time FROM hub");
        _summary = Summarize();
    }

    /// <inheritdoc/>
    public bool IsLasting => true;

    internal SqliteConnection Connection => _connection;

    /// <summary>Opens the store in a folder; makes both where they are not there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="hasNode">Whether a node runs in this process too.</param>
    /// <exception cref="HubStoreException">Another hub uses the folder, it cannot be read or written, or what lies there is damaged or not this version's.</exception>
    public static SqliteHubStore Open(string folder, bool hasNode = false)
    {
        DataFolder taken = DataFolder.Take(folder, hasNode);
        SqliteConnection? connection = null;
        SqliteHubStore? store = null;
        try
        {
            connection = HubDatabase.OpenWriter(taken.Database);
            return store = new SqliteHubStore(taken, connection);
        }
        catch (SqliteException failure)
        {
            throw StoreErrors.From(failure, taken.Database);
        }
        catch (Exception failure) when (failure is DllNotFoundException or TypeInitializationException)
        {
            throw SqliteLibrary.Missing(failure);
        }
        finally
        {
            if (store is null)
            {
                connection?.Dispose();
                taken.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public StoreSummary Describe() => Volatile.Read(ref _summary);

    /// <inheritdoc/>
    public ValueTask<ulong> AcquireEpochAsync(CancellationToken cancellation)
    {
        ulong epoch = Do(() => Transact(state =>
        {
            _connection.Do("UPDATE hub SET epoch = epoch + 1");
            return (ulong)state.Epoch + 1;
        }), cancellation);
        RemoveLeftovers(epoch);
        return ValueTask.FromResult(epoch);
    }

    /// <inheritdoc/>
    public ValueTask<ulong> ReserveIdsAsync(ulong epoch, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return Call(() => Transact(state =>
        {
            if ((ulong)state.Epoch != epoch)
                return 0UL;
            _connection.Do($"UPDATE hub SET next_id = next_id + {count}");
            return (ulong)state.NextId;
        }), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(ulong epoch, StoreBatch batch, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _appenders);
        try
        {
            return Call(() => Transact(state =>
            {
                if ((ulong)state.Epoch != epoch)
                    return AppendOutcome.Fenced;
                RequireNoGap(batch, (ulong)state.Last);
                _batches.Write(batch);
                return AppendOutcome.Stored;
            }, () => Note(batch)), cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _appenders);
            lock (_gate)
                Monitor.PulseAll(_gate);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            foreach (IDisposable each in (IDisposable[])[_batches, _begin, _commit, _rollback, _state, _connection, _folder])
                each.Dispose();
        }
    }

    private static void RequireNoGap(StoreBatch batch, ulong last)
    {
        foreach (LogRecord record in batch.Records)
        {
            if (record.Sequence != last + 1)
                throw new ArgumentException($"Record {record.Sequence} does not follow the last one, {last}.", nameof(batch));
            last = record.Sequence;
        }
    }

    private void Note(StoreBatch batch)
    {
        if (batch.Records.Count == 0)
            return;
        long bytes = batch.Records.Sum(static record => (long)record.Entries.Length);
        _summary = _summary with { Last = batch.Records[^1].Sequence, LogRecords = _summary.LogRecords + batch.Records.Count, LogBytes = _summary.LogBytes + bytes };
    }

    private StoreSummary Summarize()
    {
        State state = ReadState();
        string above = $"FROM log WHERE sequence > {state.Snapshot ?? 0}";
        return new StoreSummary(
            _folder.Path, (ulong)state.Last, _connection.Ask($"SELECT count(*) {above}"), _connection.Ask($"SELECT sum(length(entries)) {above}"), (ulong?)state.Snapshot,
            _connection.Ask($"SELECT sum(length(creation)) FROM object_{state.Generation}"), state.SnapshotTime is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null)
        {
            Before = _folder.Before,
        };
    }

    /// <summary>Does something with the connection; what SQLite says comes out as an exception of the store.</summary>
    private ValueTask<T> Call<T>(Func<T> work, CancellationToken cancellation) => ValueTask.FromResult(Do(work, cancellation));

    private T Do<T>(Func<T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return Convert(work);
        }
    }

    /// <summary>Does something in a transaction, all or nothing.</summary>
    private T Transact<T>(Func<State, T> work, Action? committed = null)
    {
        _begin.Run();
        T result;
        try
        {
            result = work(ReadState());
            _commit.Run();
        }
        finally
        {
            // It goes on only where something failed; and not even there if SQLite has ended it, as it does where a disk is full.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                _rollback.Run();
        }
        committed?.Invoke();
        return result;
    }

    private State ReadState() => ReadState(_state);

    private static State ReadState(Statement statement)
    {
        using SqliteDataReader row = statement.Read();
        return row.Read()
            ? new State(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetInt64(4), row.IsDBNull(5) ? null : row.GetInt64(5))
            : throw new SqliteException("the row of the hub is missing", SQLitePCL.raw.SQLITE_CORRUPT);
    }

    private readonly record struct State(long Epoch, long NextId, long Last, long Generation, long? Snapshot, long? SnapshotTime);
}
