namespace Weft.Protocol;

/// <summary>
/// Collects received bytes and cuts them into messages: receive into <see cref="Free"/>, tell with <see cref="Received"/>, then take messages until there are none. Not thread-safe.
/// </summary>
public sealed class FrameBuffer
{
    private const int Initial = 64 * 1024;
    private byte[] _buffer = new byte[Initial];
    private int _start;
    private int _end;

    /// <summary>The message that is coming in pieces.</summary>
    public PieceBuffer Pieces { get; } = new(FrameCodec.MaxMessageLength);

    /// <summary>How many bytes of whole frames were taken since the start of the stream.</summary>
    public long Position { get; private set; }

    /// <summary>Room for the next bytes; never empty. Asking for it ends the life of the frames taken before.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_start == _end)
                _start = _end = 0;
            int wanted = _end - _start >= FrameCodec.PrefixLength ? FrameCodec.ReadLength(_buffer.AsSpan(_start)) + FrameCodec.PrefixLength : FrameCodec.PrefixLength;
            if (_buffer.Length - _start < wanted || _end == _buffer.Length)
                MakeRoom(wanted);
            return _buffer.AsMemory(_end);
        }
    }

    /// <summary>Tells how many bytes were put into <see cref="Free"/>.</summary>
    public void Received(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_buffer.Length - _end), nameof(count));
        _end += count;
    }

    /// <summary>Takes the next message if it is whole.</summary>
    /// <param name="message">Kind and payload; valid until <see cref="Free"/> is asked for.</param>
    /// <exception cref="ProtocolException">The bytes are no frames, or these no message.</exception>
    public bool TryTake(out ReadOnlyMemory<byte> message)
    {
        while (TryCut(out ReadOnlyMemory<byte> frame))
        {
            if (Pieces.TryTake(frame, out message))
                return true;
        }
        message = default;
        return false;
    }

    private bool TryCut(out ReadOnlyMemory<byte> frame)
    {
        frame = default;
        if (_end - _start < FrameCodec.PrefixLength)
            return false;
        int length = FrameCodec.ReadLength(_buffer.AsSpan(_start));
        if (_end - _start - FrameCodec.PrefixLength < length)
            return false;
        frame = _buffer.AsMemory(_start + FrameCodec.PrefixLength, length);
        _start += FrameCodec.PrefixLength + length;
        Position += FrameCodec.PrefixLength + length;
        return true;
    }

    private void MakeRoom(int wanted)
    {
        int pending = _end - _start;
        // A frame's stated length is believed only as far as bytes have come: a false one cannot make the buffer grow at once.
        byte[] target = wanted > _buffer.Length && pending * 2L >= _buffer.Length ? new byte[(int)Math.Min(Math.Max(_buffer.Length * 2L, Initial), wanted + (long)Initial)] : _buffer;
        _buffer.AsSpan(_start, pending).CopyTo(target);
        _buffer = target;
        _start = 0;
        _end = pending;
    }
}
