using System.Buffers.Binary;

namespace Weft.Protocol;

/// <summary>Frames: <c>length:u32 kind:u8 payload</c>, little-endian; the length counts kind and payload. A message is one frame, or where it is long the pieces of one, see <see cref="PieceBuffer"/>.</summary>
public static class FrameCodec
{
    /// <summary>The version of the protocol that this code speaks.</summary>
    public const int ProtocolVersion = 6;

    /// <summary>Bytes before the kind.</summary>
    public const int PrefixLength = 4;

    /// <summary>The largest frame, kind and payload.</summary>
    public const int MaxFrameLength = 64 * 1024 * 1024;

    /// <summary>The longest message, kind and payload; one that is longer than <see cref="PieceLength"/> goes in several frames.</summary>
    public const int MaxMessageLength = 1024 * 1024 * 1024;

    /// <summary>How many bytes of a message go in one frame.</summary>
    public const int PieceLength = 4 * 1024 * 1024;

    // Length, kind, and how many bytes are left.
    private const int PiecePrefixLength = PrefixLength + 1 + sizeof(uint);

    /// <summary>Appends the frames of a message for the hub.</summary>
    /// <exception cref="ProtocolException">The message is too long; nothing was appended.</exception>
    public static void Write(WireWriter to, NodeMessage message)
    {
        int start = Begin(to, message.Kind);
        message.Write(to);
        End(to, start, message.Kind);
    }

    /// <summary>Appends the frames of a message from the hub.</summary>
    /// <exception cref="ProtocolException">The message is too long; nothing was appended.</exception>
    public static void Write(WireWriter to, in HubStamp stamp, HubMessage message)
    {
        int start = Begin(to, message.Kind);
        stamp.Write(to);
        message.Write(to);
        End(to, start, message.Kind);
    }

    /// <summary>Reads the length of the next frame from its prefix.</summary>
    /// <param name="prefix">At least <see cref="PrefixLength"/> bytes.</param>
    /// <exception cref="ProtocolException">The length is 0 or too large.</exception>
    public static int ReadLength(ReadOnlySpan<byte> prefix)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(prefix);
        if (length is 0 or > MaxFrameLength)
            throw new ProtocolException($"A frame of {length} bytes; frames have 1 to {MaxFrameLength}. The peer does not speak this protocol, or the stream is damaged.");
        return (int)length;
    }

    /// <summary>Reads a message from a node.</summary>
    /// <param name="frame">Kind and payload, without the length. See <see cref="Message"/> for how long it must stay unchanged.</param>
    /// <exception cref="ProtocolException">These bytes are no such message.</exception>
    public static NodeMessage ReadNodeMessage(ReadOnlyMemory<byte> frame)
    {
        var reader = new WireReader(frame);
        var kind = (FrameKind)reader.Byte();
        NodeMessage message = kind switch
        {
            FrameKind.Hello => Hello.Read(ref reader),
            FrameKind.Group => Group.Read(ref reader),
            FrameKind.Fault => Fault.Read(ref reader),
            FrameKind.LockRequest => LockRequest.Read(ref reader),
            FrameKind.LockCancel => LockCancel.Read(ref reader),
            FrameKind.LockReturn => LockReturn.Read(ref reader),
            FrameKind.LockBusy => LockBusy.Read(ref reader),
            FrameKind.RootLookup => RootLookup.Read(ref reader),
            FrameKind.RootAssign => RootAssign.Read(ref reader),
            FrameKind.ReserveIds => ReserveIds.Read(ref reader),
            FrameKind.CallDone => CallDone.Read(ref reader),
            FrameKind.Drop => Drop.Read(ref reader),
            FrameKind.Ping => Ping.Read(ref reader),
            FrameKind.Leave => Leave.Read(ref reader),
            FrameKind.Query => Query.Read(ref reader),
            FrameKind.LockWait => LockWait.Read(ref reader),
            FrameKind.LockPulse => LockPulse.Read(ref reader),
            FrameKind.InquiryReply => InquiryReply.Read(ref reader),
            FrameKind.LockStalled => LockStalled.Read(ref reader),
            FrameKind.Received => Received.Read(ref reader),
            FrameKind.SyncRequest => SyncRequest.Read(ref reader),
            FrameKind.SyncCancel => SyncCancel.Read(ref reader),
            FrameKind.SyncReturned => SyncReturned.Read(ref reader),
            FrameKind.TailGroup => TailGroup.Read(ref reader),
            FrameKind.TailRoot => TailRoot.Read(ref reader),
            FrameKind.ClaimLocks => ClaimLocks.Read(ref reader),
            FrameKind.ClaimBorn => ClaimBorn.Read(ref reader),
            FrameKind.ClaimObjects => ClaimObjects.Read(ref reader),
            FrameKind.ClaimRoots => ClaimRoots.Read(ref reader),
            FrameKind.ClaimLoan => ClaimLoan.Read(ref reader),
            FrameKind.Reclaimed => Reclaimed.Read(ref reader),
            _ => throw new ProtocolException($"Frame kind {(byte)kind} is no message for a hub."),
        };
        RequireEnd(ref reader, kind);
        return message;
    }

    /// <summary>Reads a message from the hub.</summary>
    /// <param name="frame">Kind and payload, without the length. See <see cref="Message"/> for how long it must stay unchanged.</param>
    /// <param name="stamp">What the frame begins with.</param>
    /// <exception cref="ProtocolException">These bytes are no such message.</exception>
    public static HubMessage ReadHubMessage(ReadOnlyMemory<byte> frame, out HubStamp stamp)
    {
        var reader = new WireReader(frame);
        var kind = (FrameKind)reader.Byte();
        stamp = HubStamp.Read(ref reader);
        HubMessage message = kind switch
        {
            FrameKind.Welcome => Welcome.Read(ref reader),
            FrameKind.Refused => Refused.Read(ref reader),
            FrameKind.Apply => Apply.Read(ref reader),
            FrameKind.Acknowledge => Acknowledge.Read(ref reader),
            FrameKind.FaultReply => FaultReply.Read(ref reader),
            FrameKind.Grant => Grant.Read(ref reader),
            FrameKind.LockDenied => LockDenied.Read(ref reader),
            FrameKind.Recall => Recall.Read(ref reader),
            FrameKind.RootReply => RootReply.Read(ref reader),
            FrameKind.RootChanged => RootChanged.Read(ref reader),
            FrameKind.IdBlock => IdBlock.Read(ref reader),
            FrameKind.MemberChanged => MemberChanged.Read(ref reader),
            FrameKind.Pong => Pong.Read(ref reader),
            FrameKind.QueryReply => QueryReply.Read(ref reader),
            FrameKind.LockNotified => LockNotified.Read(ref reader),
            FrameKind.Inquiry => Inquiry.Read(ref reader),
            FrameKind.DeadlockFound => DeadlockFound.Read(ref reader),
            FrameKind.SyncReply => SyncReply.Read(ref reader),
            FrameKind.SyncLent => SyncLent.Read(ref reader),
            FrameKind.SyncRecall => SyncRecall.Read(ref reader),
            FrameKind.SyncBounced => SyncBounced.Read(ref reader),
            FrameKind.SyncSettled => SyncSettled.Read(ref reader),
            FrameKind.Reclaim => Reclaim.Read(ref reader),
            _ => throw new ProtocolException($"Frame kind {(byte)kind} is no message from a hub."),
        };
        RequireEnd(ref reader, kind);
        return message;
    }

    private static int Begin(WireWriter to, FrameKind kind)
    {
        int start = to.Length;
        to.Fixed32(0);
        to.Byte((byte)kind);
        return start;
    }

    private static void End(WireWriter to, int start, FrameKind kind)
    {
        int length = to.Length - start - PrefixLength;
        if (length > MaxMessageLength)
        {
            to.Truncate(start);
            throw new ProtocolException($"A {kind} message of {length} bytes is longer than a message may be ({MaxMessageLength}).");
        }
        if (length > PieceLength)
            Cut(to, start, length);
        else
            to.PatchFixed32(start, (uint)length);
    }

    /// <summary>How many bytes the frames of a message take.</summary>
    /// <param name="frames">Begins with them.</param>
    internal static int LengthOfMessage(ReadOnlySpan<byte> frames)
    {
        int length = 0;
        uint left;
        do
        {
            ReadOnlySpan<byte> frame = frames[length..];
            left = (FrameKind)frame[PrefixLength] == FrameKind.Piece ? BinaryPrimitives.ReadUInt32LittleEndian(frame[(PrefixLength + 1)..]) : 0;
            length += PrefixLength + ReadLength(frame);
        }
        while (left != 0);
        return length;
    }

    private static void Cut(WireWriter to, int start, int length)
    {
        to.Spread(start, PrefixLength, PieceLength, PiecePrefixLength);
        int left = length;
        for (int at = start; left > 0; at += PiecePrefixLength + PieceLength)
        {
            int piece = Math.Min(left, PieceLength);
            left -= piece;
            to.PatchFixed32(at, (uint)(piece + PiecePrefixLength - PrefixLength));
            to.PatchByte(at + PrefixLength, (byte)FrameKind.Piece);
            to.PatchFixed32(at + PrefixLength + 1, (uint)left);
        }
    }

    private static void RequireEnd(ref WireReader reader, FrameKind kind)
    {
        if (!reader.AtEnd)
            throw new ProtocolException($"{reader.Remaining} bytes follow the end of a {kind} message at byte {reader.Position}.");
    }
}
