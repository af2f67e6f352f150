using Weft.Hub.Storage;

namespace Weft.Hub.Core;

/// <summary>What a lasting store has of the hub that used it before.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Last">The number of the last record.</param>
/// <param name="Snapshot">The state of objects and types as of a number; null if there was none yet.</param>
/// <param name="Records">The records after it, in order.</param>
/// <param name="Roots">All roots as they are now.</param>
/// <param name="Synchronizers">All synchronizers as they are now.</param>
/// <param name="Members">All members.</param>
public sealed record StoredHub(
    StoredCluster Cluster,
    ulong Last,
    StoreSnapshot? Snapshot,
    IReadOnlyList<LogRecord> Records,
    IReadOnlyList<StoredRoot> Roots,
    IReadOnlyList<StoredSynchronizer> Synchronizers,
    IReadOnlyList<StoredMember> Members)
{
    /// <summary>Reads a store; null if no hub has used it.</summary>
    /// <exception cref="InvalidDataException">Part of it is missing.</exception>
    public static async ValueTask<StoredHub?> ReadAsync(IHubStore store, CancellationToken cancellation)
    {
        StoredCluster? cluster = await store.ReadClusterAsync(cancellation).ConfigureAwait(false);
        ulong last = await store.ReadLastSequenceAsync(cancellation).ConfigureAwait(false);
        if (cluster is null)
            return last == 0 ? null : throw new InvalidDataException($"The store has {last} records and does not say of which cluster.");
        StoreSnapshot? snapshot = await store.ReadSnapshotAsync(cancellation).ConfigureAwait(false);
        ulong next = (snapshot?.Sequence ?? 0) + 1;
        List<LogRecord> records = [];
        await foreach (LogRecord record in store.ReadLogAsync(next, cancellation).ConfigureAwait(false))
        {
            if (record.Sequence != next++)
                throw new InvalidDataException($"The store's record {next - 1} is missing; record {record.Sequence} follows.");
            records.Add(record);
        }
        if (next != last + 1)
            throw new InvalidDataException($"The store's records end with {next - 1}; the last was {last}.");
        return new StoredHub(
            cluster,
            last,
            snapshot,
            records,
            await store.ReadRootsAsync(cancellation).ConfigureAwait(false),
            await store.ReadSynchronizersAsync(cancellation).ConfigureAwait(false),
            await store.ReadMembersAsync(cancellation).ConfigureAwait(false));
    }
}
