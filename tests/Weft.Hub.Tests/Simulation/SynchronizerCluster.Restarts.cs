using Weft.Hub.Core;
using Weft.Hub.Storage;
using Weft.Hub.Tests.Simulation.Forms;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <content>A hub that dies, perhaps with some of its nodes, and is started again on its store.</content>
internal sealed partial class SynchronizerCluster
{
    /// <summary>How often the hub died.</summary>
    public int Restarts { get; private set; }

    /// <summary>Requests that were made again.</summary>
    public int AskedAgain { get; private set; }

    private HubCore StartHub()
    {
        var options = new HubCoreOptions { ReconnectWindowMilliseconds = WindowMilliseconds, NodeTimeoutMilliseconds = int.MaxValue, IdBlockSize = 100, LendAfter = _random.Next(1, 4), MaxLendAfter = 4 };
        if (_store is null)
            return new HubCore(options);
        StoredHub? stored = _store.TakeOver();
        return new HubCore(
            options with { IsLasting = true, Epoch = _store.Epoch, RecoveryMilliseconds = 2 * WindowMilliseconds, FirstId = _store.ReserveIds(1 << 20), IdCount = 1 << 20 }, stored, _milliseconds);
    }

    private void Flush(bool all)
    {
        if (_store is null)
            return;
        _store.Flush(all ? int.MaxValue : _random.Next(1, 8));
        _outbox.Clear();
        NoteStored();
        _core.Stored(_store.LastCall, _store.Durable, _outbox);
        foreach (Client client in _clients)
            client.FromHub.Release(_store.LastCall);
        Deliver();
    }

    // Some of what is on the way to the nodes arrives, all that is on the way to the hub is lost.
    private void Crash()
    {
        Restarts++;
        _store!.Crash(_random);
        NoteStored();
        ForgetUnstored();
        foreach (Client client in _clients.Where(client => !client.IsDead))
        {
            for (int survives = _random.Next(client.FromHub.OnTheWay.Count + 1); survives > 0 && !client.IsDead && client.FromHub.OnTheWay.Count > 0; survives--)
                Answered(client, Receive(client));
            if (client.IsDead)
                continue;
            (client.IsBroken, client.HasGreeted, client.CutAt, client.CutMilliseconds) = (true, false, _now, _milliseconds);
            client.ToHub.Break();
            client.FromHub.Break();
            client.FromHub.Restart(open: false);
            if (_random.Next(10) == 0 && _clients.Count(each => !each.IsDead) > 1)
                Died(client);
        }
        _core = StartHub();
    }

    private void NoteStored()
    {
        foreach (Client client in _clients)
            client.Done.RemoveAll(done => done.Call != 0 && done.Call <= _store!.LastCall);
    }

    // What it had done after its nodes, and not stored, is gone with it; who is dead cannot tell the next hub.
    private void ForgetUnstored()
    {
        foreach (Client client in _clients)
        {
            foreach (DoneHere done in client.Done)
                (done.Call, done.Sent) = (0, ulong.MaxValue);
            if (!client.IsDead || client.Done.Count == 0)
                continue;
            LoseUntold(client);
            _history.AddRange(Form.MayFollowFromDeathOf(client.Threads));
        }
    }

    // From here on the hub has what the nodes have told it.
    private void NoteRecovered()
    {
        foreach (DoneHere done in _clients.Where(client => _core.Membership.FindSession(client.Session) is { State: not MemberState.Dead }).SelectMany(static client => client.Done.Where(static done => done.Sent == ulong.MaxValue)))
            done.Call = _outbox.Call;
    }

    private static void GiveBackAnew(Client client)
    {
        client.Loan?.Surrender();
        client.Loan = null;
        foreach (DoneHere done in client.Done)
            done.Sent = ulong.MaxValue;
        client.HandledByHub = 0;
    }

    private static void Settle(Client client, SyncSettled settled)
    {
        if (client.Kept?.Loan != settled.Loan)
            return;
        client.Kept = null;
    }

    private void HandBack(Client client, Reclaim reclaim)
    {
        client.ToHub.Restart(open: false);
        GiveBackAnew(client);
        foreach (SimulatedThread thread in client.Threads)
        {
            if (thread.Open is not { } open)
                continue;
            AskedAgain++;
            Send(client, open);
            if (thread.IsCancelled)
                Send(client, new SyncCancel(open.RequestId, _object));
        }
        if (client.Kept is { } kept)
            client.ToHub.SendDirect(kept);
        client.ToHub.SendDirect(new Reclaimed(client.Applied, reclaim.LastGroup));
    }
}
