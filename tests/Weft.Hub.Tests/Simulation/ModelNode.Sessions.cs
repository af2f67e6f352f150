using Weft.Hub.Core;
using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <content>Broken connections.</content>
internal sealed partial class ModelNode
{
    private bool _greeted;
    private bool _isClosed;

    /// <summary>Whether it hears nothing of the hub any more, since <see cref="CutAt"/>: it has noticed, or the hub has closed its connection, and the end is on the way.</summary>
    public bool IsCut => IsBroken || _isClosed;

    /// <summary>Whether it has not heard of the hub for so long that its leases may be others'.</summary>
    private bool IsStale => IsCut && _cluster.Now >= CutAt + Cluster.StaleMilliseconds;

    /// <summary>Its connection breaks; what was on the way from the hub is lost.</summary>
    /// <returns>What was on the way to the hub.</returns>
    public Queue<byte[]> Break()
    {
        Closed();
        (IsBroken, _greeted, _isClosed) = (true, false, false);
        FromHub.Break();
        return ToHub.Break();
    }

    /// <summary>The hub has closed its connection, as it does where one comes that was on the way for longer. What it had sent may arrive yet; no ping is answered.</summary>
    public void Closed()
    {
        if (!IsCut)
            CutAt = _cluster.Now;
        _isClosed = true;
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
        (IsBroken, _isClosed) = (false, false);
        _cluster.Returned++;
        ToHub.Continue(welcome.Received);
    }
}
