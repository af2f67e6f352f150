using Weft.Protocol;

namespace Weft.Hub.Tests.Support;

/// <summary>One direction of a session whose connection may break: what is sent is kept until the other side has confirmed it, and what was on the way is lost.</summary>
internal sealed class Direction
{
    private readonly Queue<(byte[] Frame, ulong After)> _heldDirect = new();
    private FrameLog _log = new();
    private FrameBuffer _cutter = new();

    /// <summary>Frames on their way, without their lengths.</summary>
    public Queue<byte[]> OnTheWay { get; private set; } = new();

    public bool IsOpen { get; private set; } = true;

    public ulong Sent => _log.Appended;

    public void Send(NodeMessage message)
    {
        _log.Append(message);
        Pump();
    }

    /// <summary>A message of the session.</summary>
    /// <param name="stamp">What its frame begins with.</param>
    /// <param name="message">The message.</param>
    /// <param name="after">If not 0, it and what follows waits for <see cref="Release"/>.</param>
    public void Send(in HubStamp stamp, HubMessage message, ulong after = 0)
    {
        _log.Append(stamp, message, after);
        Pump();
    }

    /// <summary>What waits for this number, or a lower one, is sent.</summary>
    public void Release(ulong number)
    {
        while (_heldDirect.TryPeek(out var first) && first.After <= number)
            OnTheWay.Enqueue(_heldDirect.Dequeue().Frame);
        _log.Release(number);
        Pump();
    }

    /// <summary>Whether something waits for <see cref="Release"/>.</summary>
    public bool IsHeld => _heldDirect.Count > 0 || _log.IsHeld;

    /// <summary>Frames are counted anew, and nothing of before is sent again; the other side is not heard until <see cref="Continue"/>.</summary>
    public void Restart(bool open)
    {
        (_log, _cutter, IsOpen) = (new FrameLog(), new FrameBuffer(), open);
        _heldDirect.Clear();
    }

    /// <summary>A message outside of the session: a greeting, or the answer to one.</summary>
    public void SendDirect(NodeMessage message)
    {
        var writer = new WireWriter();
        FrameCodec.Write(writer, message);
        OnTheWay.Enqueue(writer.Written[FrameCodec.PrefixLength..].ToArray());
    }

    /// <summary>A message outside of the session: a greeting, or the answer to one.</summary>
    /// <param name="stamp">What its frame begins with.</param>
    /// <param name="message">The message.</param>
    /// <param name="after">If not 0, it waits for <see cref="Release"/>.</param>
    public void SendDirect(in HubStamp stamp, HubMessage message, ulong after = 0)
    {
        var writer = new WireWriter();
        FrameCodec.Write(writer, stamp, message);
        byte[] frame = writer.Written[FrameCodec.PrefixLength..].ToArray();
        if (after == 0 && _heldDirect.Count == 0)
            OnTheWay.Enqueue(frame);
        else
            _heldDirect.Enqueue((frame, after));
    }

    public void Confirm(ulong count) => _log.Confirm(count);

    /// <summary>The connection breaks.</summary>
    /// <returns>What was on the way.</returns>
    public Queue<byte[]> Break()
    {
        Queue<byte[]> lost = OnTheWay;
        (IsOpen, OnTheWay) = (false, new Queue<byte[]>());
        _heldDirect.Clear();
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
        while (IsOpen && _heldDirect.Count == 0 && _log.TryTake(out ReadOnlyMemory<byte> bytes))
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
