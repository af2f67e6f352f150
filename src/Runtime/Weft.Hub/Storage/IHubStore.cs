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
/// <param name="Entries">Its entries.</param>
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

/// <summary>
/// Where a hub keeps its log. Every write carries the epoch of the hub that makes it, and the store refuses those of earlier epochs: so two hubs that both believe to be the
/// active one cannot both write.
/// </summary>
public interface IHubStore
{
    /// <summary>Makes the caller the active hub: returns an epoch higher than all before.</summary>
    ValueTask<ulong> AcquireEpochAsync(CancellationToken cancellation);

    /// <summary>Appends a batch.</summary>
    /// <exception cref="ArgumentException">Its first record does not follow the last one stored.</exception>
    ValueTask<AppendOutcome> AppendAsync(ulong epoch, StoreBatch batch, CancellationToken cancellation);

    /// <summary>The records from a number on, in order.</summary>
    IAsyncEnumerable<LogRecord> ReadLogAsync(ulong from, CancellationToken cancellation);

    /// <summary>All roots.</summary>
    ValueTask<IReadOnlyList<StoredRoot>> ReadRootsAsync(CancellationToken cancellation);

    /// <summary>Takes object ids that nobody was given before, this store's earlier users included.</summary>
    /// <returns>The first; 0 if the epoch is fenced.</returns>
    ValueTask<ulong> ReserveIdsAsync(ulong epoch, int count, CancellationToken cancellation);
}
