using Weft.Hub.Core;

namespace Weft.Hub.Server;

/// <content>What is looked at several times a second.</content>
public sealed partial class HubServer
{
    private void Tick()
    {
        var touched = new List<Peer>();
        var patience = new StallPatience(Environment.TickCount64, (long)_options.NodeTimeout.TotalMilliseconds / 5);
        while (!_stopping.Token.WaitHandle.WaitOne(TickMilliseconds))
        {
            touched.Clear();
            long now = Environment.TickCount64;
            if (!patience.MayJudge(now))
                continue;
            Peer[] peers;
            ulong compactable;
            lock (_gate)
            {
                if (_storeWriter.HasEnded)
                    return;
                _outbox.Clear();
                if (!TryTick(now))
                    return;
                CarryOut(touched);
                _cut.RemoveAll(static peer => !peer.Core.IsCut);
                peers = [.. _peers, .. _cut];
                compactable = _core.Compactable;
            }
            FlushAll(touched);
            foreach (Peer peer in peers)
                Check(peer, now);
            RefillIds();
            if (_store.IsLasting)
                _compactor.Consider(compactable, now);
        }
    }

    private bool TryTick(long now)
    {
        try
        {
            _core.Tick(now, _outbox);
            return true;
        }
        catch (InvalidDataException damage)
        {
            Halt($"{HubDiagnostics.StoreDamaged}: {damage.Message}");
            return false;
        }
    }

    private void RefillIds()
    {
        lock (_gate)
        {
            if (_core.IdsLeft > FewIds || _storeWriter.HasEnded)
                return;
        }
        ulong first;
        try
        {
            first = Task.Run(() => _store.ReserveIdsAsync(_core.Epoch, IdRange, _stopping.Token).AsTask()).GetAwaiter().GetResult();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // There are ids for a while, and the timer asks again.
            Log($"The store gave no object ids: {failure.Message}");
            return;
        }
        lock (_gate)
        {
            if (first != 0)
                _core.AddIds(first, IdRange);
        }
    }

    private void Check(Peer peer, long now)
    {
        if (!peer.Core.IsCut && peer.IsOverdue(now, _options.NodeTimeout))
        {
            peer.Abort();
            return;
        }
        // What is sent need not be kept for long by a node that confirms it.
        long waiting = peer.Core.IsCut ? peer.Output.Retained : peer.Output.Unsent;
        long blockedSince = peer.Output.BlockedSince;
        bool stuck = !peer.Core.IsCut && blockedSince != 0 && now - blockedSince > _options.NodeTimeout.TotalMilliseconds;
        if (stuck || waiting > _options.MaxUnsentBytes)
            End(peer, $"it does not read what is sent to it: {waiting} bytes wait.");
    }

    private void End(Peer peer, string why)
    {
        List<Peer> touched = [];
        lock (_gate)
        {
            if (_storeWriter.HasEnded)
                return;
            _outbox.Clear();
            _core.Overflowed(peer.Core, why, Environment.TickCount64, _outbox);
            CarryOut(touched);
        }
        peer.Abort();
        FlushAll(touched);
    }
}
