using System.Buffers.Binary;

namespace Weft.Protocol;

/// <summary>
/// Puts long messages together that came in pieces: frames <c>Piece left:u32 bytes</c>, one behind the other, where <c>left</c> is how many bytes of the message come in later pieces. The whole is what one
/// frame would have been. Not thread-safe.
/// </summary>
/// <param name="limit">The longest message, kind and payload.</param>
public sealed class PieceBuffer(int limit)
{
    private const int PrefixLength = 1 + sizeof(uint);

    private byte[] _message = [];
    private int _received;

    /// <summary>How long the message is of which pieces have come; 0 while there is none.</summary>
    public int Total { get; private set; }

    /// <summary>How many of its bytes have come.</summary>
    public int Received => Total == 0 ? 0 : _received;

    /// <summary>Whether a message was refused because it is too long.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Takes a frame; true if a message is whole with it.</summary>
    /// <param name="frame">Kind and payload.</param>
    /// <param name="message">The message, kind and payload: the frame itself, or valid until the next frame is taken.</param>
    /// <exception cref="ProtocolException">The frame is no piece of the message that was begun, or the message is too long.</exception>
    public bool TryTake(ReadOnlyMemory<byte> frame, out ReadOnlyMemory<byte> message)
    {
        message = frame;
        if ((FrameKind)frame.Span[0] != FrameKind.Piece)
            return Total == 0 ? true : throw new ProtocolException($"A message of {Total} bytes is cut off after {_received}.");
        if (frame.Length <= PrefixLength)
            throw new ProtocolException("A piece of a message has no bytes.");
        long left = BinaryPrimitives.ReadUInt32LittleEndian(frame.Span[1..]);
        Add(frame.Span[PrefixLength..], left);
        if (left != 0)
            return false;
        message = _message.AsMemory(0, Total);
        // It lives until the next piece: the buffer is not used again.
        (_message, Total) = ([], 0);
        return true;
    }

    private void Add(ReadOnlySpan<byte> piece, long left)
    {
        if (Total == 0)
            Begin(piece, left);
        else if (left != Total - _received - piece.Length)
            throw new ProtocolException($"A piece of a message says that {left} bytes are left, where {Total - _received - piece.Length} are.");
        // The stated length is believed only as far as bytes have come: a false one cannot make the buffer grow at once.
        if (_message.Length - _received < piece.Length)
            Array.Resize(ref _message, (int)Math.Min(Total, Math.Max(_message.Length * 2L, (long)_received + piece.Length)));
        piece.CopyTo(_message.AsSpan(_received));
        _received += piece.Length;
    }

    private void Begin(ReadOnlySpan<byte> piece, long left)
    {
        if ((FrameKind)piece[0] == FrameKind.Piece)
            throw new ProtocolException("A piece of a message begins with a piece.");
        if (piece.Length + left > limit)
        {
            IsTooLong = true;
            throw new ProtocolException($"A message of {piece.Length + left} bytes; {limit} are allowed.");
        }
        (Total, _received) = ((int)(piece.Length + left), 0);
    }
}
