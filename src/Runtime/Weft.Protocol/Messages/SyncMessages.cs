namespace Weft.Protocol;

/// <summary>
/// An operation on a synchronizer: a semaphore, event, countdown, barrier or channel, which the hub keeps. Answered by one <see cref="SyncReply"/>; an operation that must wait
/// is answered when its time has come. What the thread changed before goes ahead of it.
/// </summary>
/// <param name="RequestId">Chosen by the node.</param>
/// <param name="ObjectId">The synchronizer.</param>
/// <param name="Operation">What to do.</param>
/// <param name="Amount">How many, where the operation counts; which member, for <see cref="SyncOperation.Read"/>.</param>
/// <param name="Try">Whether it is answered with <see cref="SyncOutcome.NotNow"/> rather than wait.</param>
/// <param name="Value">An encoded value, where the operation has one.</param>
/// <param name="Loan">
/// The number of the loan under which the node has done it itself, see <see cref="SyncLent"/>: then it has no answer. 0 for one that the hub is to do.
/// </param>
public sealed record SyncRequest(ulong RequestId, ulong ObjectId, SyncOperation Operation, long Amount, bool Try, ReadOnlyMemory<byte> Value, ulong Loan = 0) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.SyncRequest;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        writer.Fixed64(ObjectId);
        writer.Byte((byte)Operation);
        writer.Signed(Amount);
        writer.Byte(Try ? (byte)1 : (byte)0);
        writer.Bytes(Value.Span);
        writer.Unsigned(Loan);
    }

    /// <summary>Reads the payload.</summary>
    public static SyncRequest Read(ref WireReader reader) =>
        new(reader.Unsigned(), reader.Fixed64(), (SyncOperation)reader.Byte(), reader.Signed(), ReadFlag(ref reader), reader.Section(), reader.Unsigned());
}

/// <summary>
/// Takes a <see cref="SyncRequest"/> that waits back (time-out, cancellation, interruption). The request is answered with <see cref="SyncOutcome.Cancelled"/>, unless its answer is
/// on its way already: then it has happened.
/// </summary>
/// <param name="RequestId">The request.</param>
/// <param name="ObjectId">The synchronizer.</param>
/// <param name="Loan">As in <see cref="SyncRequest"/>.</param>
public sealed record SyncCancel(ulong RequestId, ulong ObjectId, ulong Loan = 0) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.SyncCancel;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        writer.Fixed64(ObjectId);
        writer.Unsigned(Loan);
    }

    /// <summary>Reads the payload.</summary>
    public static SyncCancel Read(ref WireReader reader) => new(reader.Unsigned(), reader.Fixed64(), reader.Unsigned());
}

/// <summary>The answer to a <see cref="SyncRequest"/>.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Number">A count or phase, as the operation says.</param>
/// <param name="Value">An encoded value: an item, or why a channel was closed; else empty.</param>
/// <param name="Entries">Creations that the value needs.</param>
public sealed record SyncReply(ulong RequestId, SyncOutcome Outcome, long Number, ReadOnlyMemory<byte> Value, ReadOnlyMemory<byte> Entries) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.SyncReply;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        writer.Byte((byte)Outcome);
        writer.Signed(Number);
        writer.Bytes(Value.Span);
        writer.Raw(Entries.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static SyncReply Read(ref WireReader reader) => new(reader.Unsigned(), (SyncOutcome)reader.Byte(), reader.Signed(), reader.Section(), reader.Rest());
}
