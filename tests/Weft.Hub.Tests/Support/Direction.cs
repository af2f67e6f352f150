using Weft.Protocol;

namespace Weft.Hub.Tests.Support;

/// <summary>One direction of a session whose connection may break: what is sent is kept until the other side has confirmed it, and what was on the way is lost.</summary>
internal sealed class Direction
{
    private readonly FrameLog _log = new();
    private readonly FrameBuffer _cutter = new();

    /// <summary>Frames on their way, without their lengths.</summary>
    public Queue<byte[]> OnTheWay { get; private set; } = new();

    public bool IsOpen { get; private set; } = true;

    public ulong Sent => _log.Appended;

    public void Send(NodeMessage message)
    {
        _log.Append(message);
        Pump();
    }

    public void Send(in HubStamp stamp, HubMessage message)
    {
        _log.Append(stamp, message);
        Pump();
    }

    /// <summary>A message outside of the session: a greeting, or the answer to one.</summary>
    public void SendDirect(NodeMessage message)
    {
        var writer = new WireWriter();
        FrameCodec.Write(writer, message);
        OnTheWay.Enqueue(writer.Written[FrameCodec.PrefixLength..].ToArray());
    }

    /// <summary>A message outside of the session: a greeting, or the answer to one.</summary>
    public void SendDirect(in HubStamp stamp, HubMessage message)
    {
        var writer = new WireWriter();
        FrameCodec.Write(writer, stamp, message);
        OnTheWay.Enqueue(writer.Written[FrameCodec.PrefixLength..].ToArray());
    }

    public void Confirm(ulong count) => _log.Confirm(count);

    /// <summary>The connection breaks.</summary>
    /// <returns>What was on the way.</returns>
    public Queue<byte[]> Break()
    {
        Queue<byte[]> lost = OnTheWay;
        (IsOpen, OnTheWay) = (false, new Queue<byte[]>());
        return lost;
    }

    /// <summary>Another connection goes on.</summary>
    /// <param name="handled">How many frames the other side has handled.</param>
    /// <param name="open">Whether it is not broken too.</param>
    public void Continue(ulong handled, bool open = true)
    {
        IsOpen = open;
        _log.Rewind(handled);
        Pump();
    }

    private void Pump()
    {
        while (IsOpen && _log.TryTake(out ReadOnlyMemory<byte> bytes))
        {
            while (!bytes.IsEmpty)
            {
                int count = Math.Min(bytes.Length, _cutter.Free.Length);
                bytes[..count].CopyTo(_cutter.Free);
                _cutter.Received(count);
                bytes = bytes[count..];
                while (_cutter.TryTake(out ReadOnlyMemory<byte> frame))
                    OnTheWay.Enqueue(frame.ToArray());
            }
        }
    }
}
