namespace Weft.Hub.Storage.Sqlite;

/// <content>
/// Snapshots. One is written piece by piece into the table of objects that is not in use, with appends in between; then one transaction puts it in the place of the other. What is left of that,
/// and the records that it contains, go piece by piece too, and what a hub that died has left of either goes when the next one takes the store over.
/// </content>
public sealed partial class SqliteHubStore
{
    private const int PieceBytes = 1024 * 1024;
    private const int PieceRows = 1024;
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> WriteSnapshotAsync(ulong epoch, StoreSnapshot snapshot, CancellationToken cancellation)
    {
        long other = 0;
        AppendOutcome outcome = InTurn(epoch, state =>
        {
            Require(snapshot, state);
            other = 1 - state.Generation;
        }, cancellation);
        if (outcome == AppendOutcome.Stored)
            outcome = Write(epoch, snapshot, other, cancellation);
        return ValueTask.FromResult(outcome);
    }

    private AppendOutcome Write(ulong epoch, StoreSnapshot snapshot, long table, CancellationToken cancellation)
    {
        long bytes = 0;
        bool isInPlace = false;
        try
        {
            foreach (List<StoredState> piece in Pieces(snapshot.Objects))
            {
                AppendOutcome outcome = InTurn(epoch, _ => Insert(piece, table), cancellation);
                if (outcome != AppendOutcome.Stored)
                    return outcome;
                bytes += piece.Sum(static state => (long)state.Creation.Length);
            }
            AppendOutcome replaced = InTurn(epoch, state => Replace(snapshot, state, table), cancellation);
            isInPlace = replaced == AppendOutcome.Stored;
            return replaced;
        }
        finally
        {
            RemoveAll(epoch, $"object_{(isInPlace ? 1 - table : table)}");
            if (isInPlace)
                Forget(epoch, snapshot.Sequence, bytes);
        }
    }

    private static void Require(StoreSnapshot snapshot, State state)
    {
        if (snapshot.Sequence > (ulong)state.Last || snapshot.Sequence < (ulong)(state.Snapshot ?? 0))
            throw new ArgumentException($"A snapshot of {snapshot.Sequence} does not lie between the one before, {state.Snapshot ?? 0}, and the last record, {state.Last}.", nameof(snapshot));
    }

    private static IEnumerable<List<StoredState>> Pieces(IEnumerable<StoredState> objects)
    {
        List<StoredState> piece = [];
        int bytes = 0;
        foreach (StoredState state in objects)
        {
            if (piece.Count == PieceRows || bytes + state.Creation.Length > PieceBytes && piece.Count > 0)
            {
                yield return piece;
                (piece, bytes) = ([], 0);
            }
            piece.Add(state);
            bytes += state.Creation.Length;
        }
        if (piece.Count > 0)
            yield return piece;
    }

    private void Insert(List<StoredState> piece, long table)
    {
        using Statement insert = new(_connection, $"INSERT INTO object_{table} (id, creation, sum) VALUES (?1, ?2, ?3)");
        foreach (StoredState state in piece)
            insert.Run((long)state.Id, BatchWriter.Array(state.Creation), Checksum.Of(state.Creation.Span));
    }

    private void Replace(StoreSnapshot snapshot, State state, long table)
    {
        Require(snapshot, state);
        using Statement replace = new(_connection, "UPDATE hub SET snapshot = ?1, snapshot_time = ?2, generation = ?3, types = ?4, types_sum = ?5");
        replace.Run((long)snapshot.Sequence, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), table, BatchWriter.Array(snapshot.Types), Checksum.Of(snapshot.Types.Span));
    }

    private void Forget(ulong epoch, ulong sequence, long bytes)
    {
        RemoveAll(epoch, "log", $"sequence <= {sequence}");
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _summary = Convert(Summarize) with { SnapshotBytes = bytes };
        }
    }

    private void RemoveLeftovers(ulong epoch)
    {
        (long generation, long? snapshot) = (0, null);
        InTurn(epoch, state => (generation, snapshot) = (state.Generation, state.Snapshot), CancellationToken.None);
        RemoveAll(epoch, $"object_{1 - generation}");
        if (snapshot is { } sequence)
            RemoveAll(epoch, "log", $"sequence <= {sequence}");
    }

    private void RemoveAll(ulong epoch, string table, string condition = "1")
    {
        string key = table == "log" ? "sequence" : "id";
        int removed = 0;
        do
        {
            AppendOutcome outcome = InTurn(epoch, _ =>
            {
                using Statement remove = new(_connection, $"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {condition} LIMIT {PieceRows})");
                removed = remove.Run();
            }, CancellationToken.None);
            if (outcome != AppendOutcome.Stored)
                return;
        }
        while (removed == PieceRows);
    }

    private AppendOutcome InTurn(ulong epoch, Action<State> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            LetAppend();
            return Convert(() => Transact(state =>
            {
                if ((ulong)state.Epoch != epoch)
                    return AppendOutcome.Fenced;
                work(state);
                return AppendOutcome.Stored;
            }));
        }
    }

    // Who appends goes first, but a snapshot comes to its end under any load.
    private void LetAppend()
    {
        if (Volatile.Read(ref _appenders) > 0)
            Monitor.Wait(_gate, s_turn);
    }
}
