using Weft.Hub.Core;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <content>Connections that break.</content>
internal sealed partial class Cluster
{
    // What is on the way to the node is lost with the connection. The hub may find out before or after what is on the way to it arrives, or only as the node comes back.
    private void Cut(bool forGood)
    {
        if (Pick() is not { IsMember: true } node || !node.Hears(node.Connection))
            return;
        for (int survives = _random.Next(node.ToHub.OnTheWay.Count + 1); survives > 0; survives--)
            Handle(node, node.Connection, node.ToHub.OnTheWay.Dequeue());
        for (int survives = _random.Next(node.FromHub.OnTheWay.Count + 1); survives > 0 && !node.IsDead; survives--)
            Receive(node);
        HubConnection broken = node.Connection;
        Queue<byte[]> late = node.Break();
        if (forGood || _random.Next(2) == 0)
            Close(broken);
        else
            _late.Add((broken, node, late));
        node.IsDead |= forGood;
    }

    private void Close(HubConnection connection)
    {
        _outbox.Clear();
        _core.Closed(connection, _now, _outbox);
        Deliver();
    }

    // A frame of a broken connection arrives at the hub, or its end.
    private void HandleLate()
    {
        int index = _random.Next(_late.Count);
        (HubConnection connection, ModelNode node, Queue<byte[]> frames) = _late[index];
        if (frames.TryDequeue(out byte[]? frame) && _random.Next(4) != 0)
        {
            Handle(node, connection, frame);
            return;
        }
        _late.RemoveAt(index);
        Close(connection);
    }

    private static void Receive(ModelNode node)
    {
        byte[] frame = node.FromHub.OnTheWay.Dequeue();
        // The end of the stream.
        if (frame.Length == 0)
            node.Break();
        else
            node.Receive(FrameCodec.ReadHubMessage(frame, out HubStamp stamp), stamp);
    }

    private MemberState StateAtHub(ModelNode node) => _core.Membership.FindSession(node.Session)?.State ?? MemberState.Dead;
}
