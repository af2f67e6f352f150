using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <content>A hub that is started again on its store.</content>
internal sealed partial class ModelNode
{
    /// <summary>Up to which number it has handled everything.</summary>
    public ulong Applied => _lastApplied;

    /// <summary>Own groups that the hub has said to be stored, and their numbers.</summary>
    public IReadOnlyList<(ulong Sequence, ulong Group)> Promised => _tail.Promised;

    /// <summary>The number at which it joined.</summary>
    public ulong JoinedAt { get; private set; }

    /// <summary>A node that never heard that it was welcomed begins anew.</summary>
    public void BeginAgain()
    {
        (Connection, IsBroken) = (new HubConnection(this), false);
        ToHub.Restart(open: true);
        ToHub.SendDirect(CoreHarness.Hello(Name, session: Session));
    }

    // All that it has, of this moment: what it sends from here on is not in it.
    private void HandBack(Reclaim reclaim)
    {
        ToHub.Restart(open: false);
        _unsentDrop = null;
        AskAgain();
        foreach (NodeMessage message in _tail.HandBack(reclaim))
            ToHub.SendDirect(message);
        ulong[] born = [.. _leases.Where(each => each.Value is { Term: 0, Held: LockMode.Write }).Select(each => each.Key)];
        LockClaim[] granted = [.. _leases.Where(each => each.Value.Held != LockMode.None && !born.Contains(each.Key)).Select(each => new LockClaim(LockId.OfObject(each.Key), each.Value.Held, each.Value.Term))];
        if (granted.Length > 0)
            ToHub.SendDirect(new ClaimLocks(granted));
        ToHub.SendDirect(new ClaimBorn(born));
        ToHub.SendDirect(new ClaimObjects([.. Objects.Keys]));
        ToHub.SendDirect(new ClaimRoots([.. Enumerable.Range(0, Cluster.RootCount).Select(root => $"r{root}")]));
        ToHub.SendDirect(new Reclaimed(_lastApplied, _group));
    }

    // Waits for pulses end, since one may have been lost with the hub.
    private void AskAgain()
    {
        foreach (Lease lease in _leases.Values)
            lease.WaitsAtHub = false;
        if (_activity is Activity.WaitForPulse && LeaseOf(_target).WaitsHere)
            return;
        if (_activity is Activity.WaitForPulse or Activity.WaitForPulseCancel)
        {
            AskForLock(isTry: false, LockMode.Write);
            return;
        }
        if (_activity is Activity.Idle or Activity.Inside)
            return;
        Send(_open!);
        if (_activity is Activity.WaitForCancel or Activity.WaitForUpgradeCancel)
            Send(new LockCancel(_lockRequest, LockId.OfObject(_target)));
    }
}
