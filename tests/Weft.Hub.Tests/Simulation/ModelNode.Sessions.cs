using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <content>Broken connections.</content>
internal sealed partial class ModelNode
{
    private bool _greeted;

    /// <summary>Whether it has not heard of the hub for so long that its leases may be others'.</summary>
    private bool IsStale => IsBroken && _cluster.Now >= CutAt + Cluster.StaleMilliseconds;

    /// <summary>Its connection breaks; what was on the way from the hub is lost.</summary>
    /// <returns>What was on the way to the hub.</returns>
    public Queue<byte[]> Break()
    {
        if (!IsBroken)
            CutAt = _cluster.Now;
        (IsBroken, _greeted) = (true, false);
        FromHub.Break();
        return ToHub.Break();
    }

    /// <summary>Whether this is its connection, and not broken.</summary>
    public bool Hears(HubConnection connection) => connection == Connection && (!IsBroken || _greeted);

    // As in the runtime, the node goes on meanwhile with what it has.
    private bool GoesOn()
    {
        if (!IsBroken || _greeted || _random.Next(4) != 0)
            return false;
        Connection = new HubConnection(this);
        ToHub.SendDirect(CoreHarness.Hello(Name, session: Session, incarnation: _welcome!.Incarnation, received: _handled, epoch: _epoch));
        _greeted = true;
        return true;
    }

    private void Resumed(Welcome welcome, ulong epoch)
    {
        if (epoch != _epoch)
            (_epoch, _handled) = (epoch, 0);
        Assert.That(welcome.Member, Is.EqualTo(_welcome!.Member), $"{Name} is somebody else after its return");
        IsBroken = false;
        _cluster.Returned++;
        ToHub.Continue(welcome.Received);
    }
}
