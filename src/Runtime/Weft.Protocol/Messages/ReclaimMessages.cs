namespace Weft.Protocol;

/// <summary>
/// The answer of a hub that was started again on its store to the <see cref="Hello"/> of a session of before. The node hands back what the store may lack, <see cref="TailGroup"/> and
/// <see cref="TailRoot"/>, and says what it has, <see cref="ClaimLocks"/>, <see cref="ClaimBorn"/>, <see cref="ClaimObjects"/>, <see cref="ClaimRoots"/>; <see cref="Reclaimed"/> ends it.
/// Once all members have done so, or their time is over, the answer is <see cref="Welcome"/> or <see cref="Refused"/>.
/// </summary>
/// <remarks>None of these frames is one of the session's, and neither side counts them. What a node has to say may be divided among several messages of a kind.</remarks>
/// <param name="Durable">All groups and decisions up to this number are in the store.</param>
/// <param name="LastGroup">The last group of this session in the store, by its <see cref="Group.Number"/>.</param>
public sealed record Reclaim(ulong Durable, ulong LastGroup) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Reclaim;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(Durable);
        writer.Unsigned(LastGroup);
    }

    /// <summary>Reads the payload.</summary>
    public static Reclaim Read(ref WireReader reader) => new(reader.Unsigned(), reader.Unsigned());
}

/// <summary>A group that the store may lack: one of the node's own after <see cref="Reclaim.LastGroup"/>, in their order, or another's with a number above <see cref="Reclaim.Durable"/> as it was received.</summary>
/// <param name="Sequence">Its number in the order of the cluster; 0 for one of the node's own that was not acknowledged.</param>
/// <param name="Session">Who made it.</param>
/// <param name="GroupNumber">See <see cref="Group.Number"/>.</param>
/// <param name="Whole">Whether these are all of the group's entries and nothing else.</param>
/// <param name="Entries">The entries; may be left out where they are not whole.</param>
public sealed record TailGroup(ulong Sequence, Guid Session, ulong GroupNumber, bool Whole, ReadOnlyMemory<byte> Entries) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.TailGroup;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(Sequence);
        WriteGuid(writer, Session);
        writer.Unsigned(GroupNumber);
        WriteFlag(writer, Whole);
        writer.Raw(Entries.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static TailGroup Read(ref WireReader reader) =>
        new(reader.Unsigned(), new Guid(reader.Raw(16)), reader.Unsigned(), ReadFlag(ref reader), reader.Rest());
}

/// <summary>A decision about a root that the store may lack: the node was told of it by <see cref="RootReply"/> or <see cref="RootChanged"/>, with a number above <see cref="Reclaim.Durable"/>.</summary>
/// <param name="Decision">Which decision.</param>
/// <param name="Name">The root's name, with its key where it has one.</param>
/// <param name="TypeId">The type of the root's field as the node was told; 0 if the root was deleted.</param>
/// <param name="Value">The root's value; empty if it was deleted, or the node was not told the value.</param>
public sealed record TailRoot(RootDecision Decision, string Name, ulong TypeId, ReadOnlyMemory<byte> Value) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.TailRoot;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        Decision.Write(writer);
        writer.Text(Name);
        writer.Fixed64(TypeId);
        writer.Raw(Value.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static TailRoot Read(ref WireReader reader) => new(RootDecision.Read(ref reader), reader.Text(), reader.Fixed64(), reader.Rest());
}

/// <summary>One lease that a node has.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Mode">What the lease allows.</param>
/// <param name="Term">Which lease; see <see cref="LockReturn"/>.</param>
public readonly record struct LockClaim(LockId Lock, LockMode Mode, ulong Term);

/// <summary>Leases that the node has, those among them that it was told to return and has not returned; those that were granted and those that locks were born with, but for what <see cref="ClaimBorn"/> says.</summary>
public sealed record ClaimLocks(IReadOnlyList<LockClaim> Leases) : NodeMessage
{
    // An id, its part, a mode and a term.
    private const int LeastBytes = 8 + 1 + 1 + 1;

    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.ClaimLocks;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned((uint)Leases.Count);
        foreach (LockClaim each in Leases)
        {
            each.Lock.Write(writer);
            writer.Byte((byte)each.Mode);
            writer.Unsigned(each.Term);
        }
    }

    /// <summary>Reads the payload.</summary>
    public static ClaimLocks Read(ref WireReader reader)
    {
        var leases = new LockClaim[ReadCount(ref reader, LeastBytes, "leases")];
        for (int i = 0; i < leases.Length; i++)
            leases[i] = new LockClaim(LockId.Read(ref reader), ReadLockMode(ref reader, LockMode.Read), reader.Unsigned());
        return new ClaimLocks(leases);
    }
}

/// <summary>Objects that the node created and of whose locks it still has every lease that they were born with. Where it has given some back, it claims those that it has by <see cref="ClaimLocks"/>.</summary>
/// <param name="Objects">Object ids.</param>
public sealed record ClaimBorn(ulong[] Objects) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.ClaimBorn;

    /// <inheritdoc/>
    public override void Write(WireWriter writer) => WriteIds(writer, Objects);

    /// <summary>Reads the payload.</summary>
    public static ClaimBorn Read(ref WireReader reader) => new(ReadIds(ref reader));
}

/// <summary>Objects that the node has with their state: changes of them are relayed to it.</summary>
/// <param name="Objects">Object ids.</param>
public sealed record ClaimObjects(ulong[] Objects) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.ClaimObjects;

    /// <inheritdoc/>
    public override void Write(WireWriter writer) => WriteIds(writer, Objects);

    /// <summary>Reads the payload.</summary>
    public static ClaimObjects Read(ref WireReader reader) => new(ReadIds(ref reader));
}

/// <summary>Roots that the node has asked for, also in vain: it is told of their changes.</summary>
/// <param name="Names">Names, with their keys where they have one.</param>
public sealed record ClaimRoots(IReadOnlyList<string> Names) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.ClaimRoots;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned((uint)Names.Count);
        foreach (string each in Names)
            writer.Text(each);
    }

    /// <summary>Reads the payload.</summary>
    public static ClaimRoots Read(ref WireReader reader)
    {
        var names = new string[ReadCount(ref reader, 1, "names")];
        for (int i = 0; i < names.Length; i++)
            names[i] = reader.Text();
        return new ClaimRoots(names);
    }
}

/// <summary>The node has said all that a <see cref="Reclaim"/> asked for.</summary>
/// <param name="Applied">What it has handled: <see cref="HubStamp.Complete"/> of the last frame.</param>
/// <param name="LastSent">The last of its groups that it has handed back, or that the store has.</param>
public sealed record Reclaimed(ulong Applied, ulong LastSent) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Reclaimed;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(Applied);
        writer.Unsigned(LastSent);
    }

    /// <summary>Reads the payload.</summary>
    public static Reclaimed Read(ref WireReader reader) => new(reader.Unsigned(), reader.Unsigned());
}
