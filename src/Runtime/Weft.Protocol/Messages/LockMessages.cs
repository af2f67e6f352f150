namespace Weft.Protocol;

/// <summary>
/// Asks for the lease of a lock. Answered by <see cref="Grant"/>, or <see cref="LockDenied"/>. A node that asks for more than it has, and does not say that it keeps that, gives it back
/// by asking: none of its threads is in the lock.
/// </summary>
/// <param name="RequestId">Chosen by the node.</param>
/// <param name="Lock">The lock.</param>
/// <param name="Try">Whether the answer is <see cref="LockDenied"/> where a holder is using the lock now.</param>
/// <param name="Mode">What the lease must allow.</param>
/// <param name="Keeps">Whether the node keeps what it has while it waits, since threads of it are in the lock. Denied with <see cref="LockDenied.Conflict"/> where another node does so too, as both would wait for each other.</param>
public sealed record LockRequest(ulong RequestId, LockId Lock, bool Try, LockMode Mode = LockMode.Write, bool Keeps = false) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.LockRequest;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        Lock.Write(writer);
        WriteFlag(writer, Try);
        writer.Byte((byte)Mode);
        WriteFlag(writer, Keeps);
    }

    /// <summary>Reads the payload.</summary>
    public static LockRequest Read(ref WireReader reader) => new(reader.Unsigned(), LockId.Read(ref reader), ReadFlag(ref reader), ReadLockMode(ref reader, least: LockMode.Read), ReadFlag(ref reader));
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

/// <summary>Gives a lease back, or a part of it. The groups with what was done under the lock go before it.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Term">Which lease: the request that was granted, 0 for the one that a new object's lock is born with. Of a lease that has been granted anew meanwhile nothing is given back.</param>
/// <param name="Keep">What the node keeps.</param>
public sealed record LockReturn(LockId Lock, ulong Term, LockMode Keep = LockMode.None) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.LockReturn;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        Lock.Write(writer);
        writer.Unsigned(Term);
        writer.Byte((byte)Keep);
    }

    /// <summary>Reads the payload.</summary>
    public static LockReturn Read(ref WireReader reader) => new(LockId.Read(ref reader), reader.Unsigned(), ReadLockMode(ref reader, LockMode.None));
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
/// <param name="RequestId">The request that this answers; the lease's term.</param>
/// <param name="Lock">The lock.</param>
/// <param name="Sequence">What the node must have applied before it enters; in one stream it has.</param>
/// <param name="Wanted">What others wait for already: the node returns the lease soon, without being asked. <see cref="LockMode.None"/> where nobody waits.</param>
/// <param name="Waited">Threads wait for a pulse, in the hub's wait set of this lock.</param>
/// <param name="Mode">What the lease allows.</param>
public sealed record Grant(ulong RequestId, LockId Lock, ulong Sequence, LockMode Wanted, bool Waited, LockMode Mode = LockMode.Write) : HubMessage
{
    /// <summary>Whether others wait already.</summary>
    public bool Contended => Wanted != LockMode.None;

    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Grant;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        Lock.Write(writer);
        writer.Unsigned(Sequence);
        writer.Byte((byte)Wanted);
        WriteFlag(writer, Waited);
        writer.Byte((byte)Mode);
    }

    /// <summary>Reads the payload.</summary>
    public static Grant Read(ref WireReader reader) =>
        new(reader.Unsigned(), LockId.Read(ref reader), reader.Unsigned(), ReadLockMode(ref reader, LockMode.None), ReadFlag(ref reader), ReadLockMode(ref reader, LockMode.Read));
}

/// <summary>A request with <see cref="LockRequest.Try"/> failed, or a request was cancelled.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Lock">The lock.</param>
/// <param name="Conflict">Whether it cannot be granted because a thread of another node that is in the lock waits for what this node keeps.</param>
public sealed record LockDenied(ulong RequestId, LockId Lock, bool Conflict = false) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.LockDenied;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        Lock.Write(writer);
        WriteFlag(writer, Conflict);
    }

    /// <summary>Reads the payload.</summary>
    public static LockDenied Read(ref WireReader reader) => new(reader.Unsigned(), LockId.Read(ref reader), ReadFlag(ref reader));
}

/// <summary>
/// Another node wants the lock. Sent as an order once for a lease and what is wanted, and before it perhaps as a question. An order is answered by <see cref="LockReturn"/> as soon as no local
/// thread is in the lock in a way that excludes what is wanted; a question at once, by <see cref="LockReturn"/> or <see cref="LockBusy"/>. A node that has returned the lease meanwhile ignores it.
/// </summary>
/// <param name="Lock">The lock.</param>
/// <param name="Try">Whether it is a question.</param>
/// <param name="Term">Which lease; see <see cref="LockReturn"/>.</param>
/// <param name="Wanted">What the other node wants.</param>
public sealed record Recall(LockId Lock, bool Try, ulong Term, LockMode Wanted = LockMode.Write) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Recall;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        Lock.Write(writer);
        WriteFlag(writer, Try);
        writer.Unsigned(Term);
        writer.Byte((byte)Wanted);
    }

    /// <summary>Reads the payload.</summary>
    public static Recall Read(ref WireReader reader) => new(LockId.Read(ref reader), ReadFlag(ref reader), reader.Unsigned(), ReadLockMode(ref reader, LockMode.Read));
}
