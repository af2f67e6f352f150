namespace Weft.Hub.Storage;

/// <summary>What became of an append.</summary>
public enum AppendOutcome
{
    /// <summary>The batch is on stable storage.</summary>
    Stored = 0,

    /// <summary>Another hub has a newer epoch; nothing was stored, and nothing ever will be under this one.</summary>
    Fenced = 1,

    /// <summary>It cannot be told whether the batch was stored. The hub must read the log before it goes on.</summary>
    Unknown = 2,
}

/// <summary>One group, or root decision, in the order of the cluster.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Session">The session that made it.</param>
/// <param name="GroupNumber">Its number in that session; stored with it, so that a group sent again is known.</param>
/// <param name="Entries">Its entries; none for a root decision.</param>
public sealed record LogRecord(ulong Sequence, Guid Session, ulong GroupNumber, ReadOnlyMemory<byte> Entries);

/// <summary>A named variable as stored.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeId">The type of its field.</param>
/// <param name="Value">Its encoded value; empty: the root is deleted.</param>
public sealed record StoredRoot(string Name, ulong TypeId, ReadOnlyMemory<byte> Value);

/// <summary>What is stored at once: all of it or nothing.</summary>
/// <param name="Records">Consecutive records, the first following the last one stored.</param>
/// <param name="Roots">Roots that changed.</param>
public sealed record StoreBatch(IReadOnlyList<LogRecord> Records, IReadOnlyList<StoredRoot> Roots);

/// <summary>The state of one object.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Creation">A creation entry, as in a group.</param>
public sealed record StoredState(ulong Id, ReadOnlyMemory<byte> Creation);

/// <summary>The state of everything but roots, which are always stored as they are now.</summary>
/// <param name="Sequence">All records up to this number are contained in it.</param>
/// <param name="Types">All type definitions, as entries.</param>
/// <param name="Objects">All objects; enumerated once.</param>
public sealed record StoreSnapshot(ulong Sequence, ReadOnlyMemory<byte> Types, IEnumerable<StoredState> Objects);

/// <summary>
/// Where a hub keeps its log. Every write carries the epoch of the hub that makes it, and the store refuses those of earlier epochs: so two hubs that both believe to be the
/// active one cannot both write.
/// </summary>
public interface IHubStore
{
    /// <summary>Makes the caller the active hub: returns an epoch higher than all before.</summary>
    ValueTask<ulong> AcquireEpochAsync(CancellationToken cancellation);

    /// <summary>Appends a batch.</summary>
    /// <remarks>The batch is the store's until the answer; nobody changes it meanwhile.</remarks>
    /// <exception cref="ArgumentException">Its records do not follow the last one stored without a gap.</exception>
    ValueTask<AppendOutcome> AppendAsync(ulong epoch, StoreBatch batch, CancellationToken cancellation);

    /// <summary>Stores a snapshot in the place of the one before, and forgets the records that it contains.</summary>
    /// <exception cref="ArgumentException">It is older than the one before, or newer than the last record.</exception>
    ValueTask<AppendOutcome> WriteSnapshotAsync(ulong epoch, StoreSnapshot snapshot, CancellationToken cancellation);

    /// <summary>The last snapshot; null if there is none.</summary>
    ValueTask<StoreSnapshot?> ReadSnapshotAsync(CancellationToken cancellation);

    /// <summary>The state of one object as of the last snapshot; null if that does not have it.</summary>
    ValueTask<StoredState?> ReadObjectAsync(ulong id, CancellationToken cancellation);

    /// <summary>The records from a number on that no snapshot contains, in order.</summary>
    IAsyncEnumerable<LogRecord> ReadLogAsync(ulong from, CancellationToken cancellation);

    /// <summary>All roots.</summary>
    ValueTask<IReadOnlyList<StoredRoot>> ReadRootsAsync(CancellationToken cancellation);

    /// <summary>Takes object ids that nobody was given before, this store's earlier users included.</summary>
    /// <returns>The first; 0 if the epoch is fenced.</returns>
    ValueTask<ulong> ReserveIdsAsync(ulong epoch, int count, CancellationToken cancellation);
}
