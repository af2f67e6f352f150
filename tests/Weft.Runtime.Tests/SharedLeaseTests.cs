using Weft.Protocol;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Tests;

/// <summary>What a node knows of its lease of a lock with readers.</summary>
internal sealed class SharedLeaseTests
{
    private static readonly LockId Id = LockId.OfObject(7);

    [Test]
    public void What_goes_back_is_the_lease_that_was_taken_back_though_another_has_come_since()
    {
        SharedLease lease = new(Id, leased: false);
        lease.TakeOver(new Grant(RequestId: 1, Id, Sequence: 1, LockMode.Write, Waited: false), LockMode.None);
        (LockMode Keep, ulong Term)? returned = lease.TryTakeBack(LockMode.Write);
        // The thread that tells the hub is preempted here; another one asks, and the hub, which knows nothing of the return, gives the lease again.
        lease.TakeOver(new Grant(RequestId: 2, Id, Sequence: 2, LockMode.None, Waited: false), LockMode.Write);
        Assert.Multiple(() =>
        {
            Assert.That(returned, Is.EqualTo(((LockMode, ulong)?)(LockMode.None, 1)));
            Assert.That(lease.Held, Is.EqualTo(LockMode.Write));
        });
    }

    [Test]
    public void It_does_not_go_back_while_a_thread_is_inside()
    {
        SharedLease lease = new(Id, leased: false);
        lease.TakeOver(new Grant(RequestId: 1, Id, Sequence: 1, LockMode.Write, Waited: false), LockMode.Write);
        Assert.That(lease.TryTakeBack(LockMode.Read), Is.Null);
        lease.Leave(LockMode.Write);
        Assert.That(lease.TryTakeBack(LockMode.Read), Is.EqualTo(((LockMode, ulong)?)(LockMode.Read, 1)));
    }
}
