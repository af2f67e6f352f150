namespace Weft.Protocol;

/// <summary>
/// A thread of this node waits for a pulse of a lock that the node holds: it goes to the end of the lock's wait set at the hub. Answered by <see cref="LockNotified"/> after a
/// pulse; a <see cref="LockCancel"/> takes it back. What the thread changed before goes ahead of it, the return of the lease follows it.
/// </summary>
/// <remarks>
/// A lock's wait set lies wholly at the hub or wholly at the node that holds the lease. A holder whose <see cref="Grant"/> says that nobody waits keeps its waiting threads to
/// itself, and sends them, in order, before it returns the lease.
/// </remarks>
/// <param name="RequestId">Chosen by the node.</param>
/// <param name="Lock">The lock.</param>
public sealed record LockWait(ulong RequestId, LockId Lock) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.LockWait;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        Lock.Write(writer);
    }

    /// <summary>Reads the payload.</summary>
    public static LockWait Read(ref WireReader reader) => new(reader.Unsigned(), LockId.Read(ref reader));
}

/// <summary>The node that holds a lock wakes the first thread of its wait set, or all of them.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="All">Whether all of them.</param>
public sealed record LockPulse(LockId Lock, bool All) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.LockPulse;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        Lock.Write(writer);
        writer.Byte(All ? (byte)1 : (byte)0);
    }

    /// <summary>Reads the payload.</summary>
    public static LockPulse Read(ref WireReader reader) => new(LockId.Read(ref reader), ReadFlag(ref reader));
}

/// <summary>A thread that sent <see cref="LockWait"/> was pulsed; it has left the wait set and now asks for the lock as any other.</summary>
/// <param name="RequestId">The wait.</param>
/// <param name="Lock">The lock.</param>
public sealed record LockNotified(ulong RequestId, LockId Lock) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.LockNotified;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        Lock.Write(writer);
    }

    /// <summary>Reads the payload.</summary>
    public static LockNotified Read(ref WireReader reader) => new(reader.Unsigned(), LockId.Read(ref reader));
}
