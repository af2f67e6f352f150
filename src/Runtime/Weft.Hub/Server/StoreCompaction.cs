using Weft.Hub.Core;
using Weft.Hub.Storage;

namespace Weft.Hub.Server;

/// <summary>Replaces a store's snapshot, and the records after it, by a newer snapshot. It works on the store alone, so the hub goes on meanwhile.</summary>
internal static class StoreCompaction
{
    /// <summary>Goes through snapshot and log up to a number and writes the snapshot of that.</summary>
    /// <returns>What became of it; stored without a write where there is nothing to do.</returns>
    /// <exception cref="InvalidDataException">What is stored cannot be read.</exception>
    /// <exception cref="HubStoreException">The store cannot do it.</exception>
    public static async ValueTask<AppendOutcome> RunAsync(IHubStore store, ulong epoch, ulong upTo, CancellationToken cancellation)
    {
        // What the log says nothing of goes from the one snapshot into the other: the state of all objects need not be in memory once more.
        StateReplay replay = new(await store.ReadSnapshotAsync(cancellation).ConfigureAwait(false), id => store.ReadObjectAsync(id, cancellation).AsTask().GetAwaiter().GetResult());
        if (replay.Sequence >= upTo)
            return AppendOutcome.Stored;
        await foreach (LogRecord record in store.ReadLogAsync(replay.Sequence + 1, cancellation).ConfigureAwait(false))
        {
            replay.Apply(record);
            if (record.Sequence == upTo)
                break;
        }
        if (replay.Sequence != upTo)
            throw new InvalidDataException($"The store's records end with {replay.Sequence}; {upTo} was stored.");
        StoreSnapshot? earlier = await store.ReadSnapshotAsync(cancellation).ConfigureAwait(false);
        return await store.WriteSnapshotAsync(epoch, replay.ToSnapshot(earlier), cancellation).ConfigureAwait(false);
    }
}
