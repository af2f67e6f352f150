namespace Weft.Protocol;

/// <summary>Asks for the lease of a lock. Answered by <see cref="Grant"/>, or <see cref="LockDenied"/>; a node that holds the lease does not ask.</summary>
/// <param name="RequestId">Chosen by the node.</param>
/// <param name="Lock">The lock.</param>
/// <param name="Try">Whether the answer is <see cref="LockDenied"/> where the holder is using the lock now.</param>
public sealed record LockRequest(ulong RequestId, LockId Lock, bool Try) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.LockRequest;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        Lock.Write(writer);
        writer.Byte(Try ? (byte)1 : (byte)0);
    }

    /// <summary>Reads the payload.</summary>
    public static LockRequest Read(ref WireReader reader) => new(reader.Unsigned(), LockId.Read(ref reader), ReadFlag(ref reader));
}

/// <summary>
/// Takes a <see cref="LockRequest"/> or a <see cref="LockWait"/> back (time-out, interruption). Answered by <see cref="LockDenied"/> unless the answer is on its way already: a
/// node that is granted the lease may keep it until it is recalled, a thread that was pulsed counts as pulsed.
/// </summary>
public sealed record LockCancel(ulong RequestId, LockId Lock) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.LockCancel;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        Lock.Write(writer);
    }

    /// <summary>Reads the payload.</summary>
    public static LockCancel Read(ref WireReader reader) => new(reader.Unsigned(), LockId.Read(ref reader));
}

/// <summary>Gives a lease back. The groups with what was done under the lock go before it.</summary>
public sealed record LockReturn(LockId Lock) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.LockReturn;

    /// <inheritdoc/>
    public override void Write(WireWriter writer) => Lock.Write(writer);

    /// <summary>Reads the payload.</summary>
    public static LockReturn Read(ref WireReader reader) => new(LockId.Read(ref reader));
}

/// <summary>The answer to a <see cref="Recall"/> with <see cref="Recall.Try"/> while a thread of this node is in the lock; the lease stays here.</summary>
public sealed record LockBusy(LockId Lock) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.LockBusy;

    /// <inheritdoc/>
    public override void Write(WireWriter writer) => Lock.Write(writer);

    /// <summary>Reads the payload.</summary>
    public static LockBusy Read(ref WireReader reader) => new(LockId.Read(ref reader));
}

/// <summary>The node has the lease of a lock from here on.</summary>
/// <param name="RequestId">The request that this answers.</param>
/// <param name="Lock">The lock.</param>
/// <param name="Sequence">What the node must have applied before it enters; in one stream it has.</param>
/// <param name="Contended">Others wait already: the node returns the lease after one use, without being asked.</param>
/// <param name="Waited">Threads wait for a pulse, in the hub's wait set of this lock.</param>
public sealed record Grant(ulong RequestId, LockId Lock, ulong Sequence, bool Contended, bool Waited) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Grant;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        Lock.Write(writer);
        writer.Unsigned(Sequence);
        writer.Byte(Contended ? (byte)1 : (byte)0);
        writer.Byte(Waited ? (byte)1 : (byte)0);
    }

    /// <summary>Reads the payload.</summary>
    public static Grant Read(ref WireReader reader) => new(reader.Unsigned(), LockId.Read(ref reader), reader.Unsigned(), ReadFlag(ref reader), ReadFlag(ref reader));
}

/// <summary>A request with <see cref="LockRequest.Try"/> failed, or a request was cancelled.</summary>
public sealed record LockDenied(ulong RequestId, LockId Lock) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.LockDenied;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        Lock.Write(writer);
    }

    /// <summary>Reads the payload.</summary>
    public static LockDenied Read(ref WireReader reader) => new(reader.Unsigned(), LockId.Read(ref reader));
}

/// <summary>
/// Another node wants the lock. Sent once for a lease as an order, and before it perhaps as a question. An order is answered by <see cref="LockReturn"/> as soon as no local
/// thread is in the lock; a question at once, by <see cref="LockReturn"/> or <see cref="LockBusy"/>. A node that has returned the lease meanwhile ignores it.
/// </summary>
/// <param name="Lock">The lock.</param>
/// <param name="Try">Whether it is a question.</param>
public sealed record Recall(LockId Lock, bool Try) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Recall;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        Lock.Write(writer);
        writer.Byte(Try ? (byte)1 : (byte)0);
    }

    /// <summary>Reads the payload.</summary>
    public static Recall Read(ref WireReader reader) => new(LockId.Read(ref reader), ReadFlag(ref reader));
}
