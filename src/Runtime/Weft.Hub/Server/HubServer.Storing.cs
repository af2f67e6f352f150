using Weft.Hub.Core;
using Weft.Hub.Storage;

namespace Weft.Hub.Server;

/// <content>The store: what the hub before has left there, and what waits until something is in it.</content>
public sealed partial class HubServer
{
    private static async Task<(ulong Epoch, ulong FirstId, StoredHub? Stored)> TakeOverAsync(IHubStore store)
    {
        using var limit = new CancellationTokenSource(s_startLimit);
        ulong epoch = await store.AcquireEpochAsync(limit.Token).ConfigureAwait(false);
        StoredHub? stored = store.IsLasting ? await StoredHub.ReadAsync(store, limit.Token).ConfigureAwait(false) : null;
        ulong firstId = await store.ReserveIdsAsync(epoch, IdRange, limit.Token).ConfigureAwait(false);
        return firstId != 0 ? (epoch, firstId, stored) : throw new InvalidOperationException("Another hub took the store over while this one started.");
    }

    // The store has taken a batch.
    private void Stored()
    {
        List<Peer> touched = [];
        lock (_gate)
        {
            _outbox.Clear();
            _core.Stored(_storeWriter.Stored, _storeWriter.Durable, _outbox);
            foreach (Peer peer in _held)
                peer.Output.Release(_storeWriter.Stored);
            touched.AddRange(_held);
            _held.RemoveWhere(static peer => !peer.Output.IsHeld);
            CarryOut(touched);
        }
        foreach (Peer peer in touched)
            peer.Output.Flush();
    }
}
