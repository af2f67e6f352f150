namespace Weft.Protocol;

/// <summary>What a later assignment to a root does.</summary>
public enum RootAssignment : byte
{
    /// <summary>Nothing: the first one stays.</summary>
    FirstWins = 0,

    /// <summary>It replaces the root for every node.</summary>
    Replaceable = 1,

    /// <summary>It is an error.</summary>
    Error = 2,
}

/// <summary>How a request about a root ended.</summary>
public enum RootOutcome : byte
{
    /// <summary>There is no root of this name. The node is told by <see cref="RootChanged"/> once there is.</summary>
    Absent = 0,

    /// <summary>The root exists; an assignment was discarded.</summary>
    Existing = 1,

    /// <summary>The assignment made the root.</summary>
    Created = 2,

    /// <summary>The assignment replaced the root.</summary>
    Replaced = 3,

    /// <summary>The policy is <see cref="RootAssignment.Error"/> and the root existed.</summary>
    AlreadySet = 4,
}

/// <summary>What made a root as it is.</summary>
/// <param name="Sequence">The decision's place in the order of the cluster; 0 where there is no root.</param>
/// <param name="Session">Whose assignment it was; empty for an administrator.</param>
/// <param name="RequestId">Which request of that session.</param>
public readonly record struct RootDecision(ulong Sequence, Guid Session, ulong RequestId)
{
    internal void Write(WireWriter writer)
    {
        Span<byte> session = stackalloc byte[16];
        Session.TryWriteBytes(session);
        writer.Unsigned(Sequence);
        writer.Raw(session);
        writer.Unsigned(RequestId);
    }

    internal static RootDecision Read(ref WireReader reader) => new(reader.Unsigned(), new Guid(reader.Raw(16)), reader.Unsigned());
}

/// <summary>Asks for a root.</summary>
/// <param name="RequestId">Chosen by the node.</param>
/// <param name="Name">The root's name, with its key where it has one.</param>
public sealed record RootLookup(ulong RequestId, string Name) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.RootLookup;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        writer.Text(Name);
    }

    /// <summary>Reads the payload.</summary>
    public static RootLookup Read(ref WireReader reader) => new(reader.Unsigned(), reader.Text());
}

/// <summary>Assigns a root. The objects below the value were created in groups sent before.</summary>
/// <param name="RequestId">Chosen by the node.</param>
/// <param name="Name">The root's name, with its key where it has one.</param>
/// <param name="TypeId">The type of the root's field.</param>
/// <param name="Policy">What this assignment does where the root exists. A type initializer or constructor uses <see cref="RootAssignment.FirstWins"/> for a literal root.</param>
/// <param name="Value">An encoded value: a reference or a literal, never null.</param>
public sealed record RootAssign(ulong RequestId, string Name, ulong TypeId, RootAssignment Policy, ReadOnlyMemory<byte> Value) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.RootAssign;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        writer.Text(Name);
        writer.Fixed64(TypeId);
        writer.Byte((byte)Policy);
        writer.Raw(Value.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static RootAssign Read(ref WireReader reader) =>
        new(reader.Unsigned(), reader.Text(), reader.Fixed64(), (RootAssignment)ReadEnum(ref reader, 2, "root policy"), reader.Rest());
}

/// <summary>The answer to <see cref="RootLookup"/> and <see cref="RootAssign"/>.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Decision">What made the root as it is.</param>
/// <param name="TypeId">The type of the root's field as the node gave it that made the root; 0 if absent.</param>
/// <param name="Value">The root's value now, encoded; empty if absent.</param>
/// <param name="Entries">Creation entries of what the value names and the node does not have, collections, arrays and lock objects with their closure.</param>
public sealed record RootReply(ulong RequestId, RootOutcome Outcome, RootDecision Decision, ulong TypeId, ReadOnlyMemory<byte> Value, ReadOnlyMemory<byte> Entries) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.RootReply;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        writer.Byte((byte)Outcome);
        Decision.Write(writer);
        writer.Fixed64(TypeId);
        writer.Bytes(Value.Span);
        writer.Raw(Entries.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static RootReply Read(ref WireReader reader) =>
        new(reader.Unsigned(), (RootOutcome)ReadEnum(ref reader, 4, "outcome of a root"), RootDecision.Read(ref reader), reader.Fixed64(), reader.Section(), reader.Rest());
}

/// <summary>A root was created, replaced or deleted. Goes to every member but the one that assigned it.</summary>
/// <param name="Name">The root's name, with its key where it has one.</param>
/// <param name="Decision">What did it.</param>
/// <param name="TypeId">The type of the root's field; 0 if the root was deleted.</param>
/// <param name="Value">
/// The root's value now, encoded. Empty: the node asks with <see cref="RootLookup"/> at its next read (it never asked before, or the root was deleted).
/// </param>
/// <param name="Entries">As in <see cref="RootReply"/>.</param>
public sealed record RootChanged(string Name, RootDecision Decision, ulong TypeId, ReadOnlyMemory<byte> Value, ReadOnlyMemory<byte> Entries) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.RootChanged;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Text(Name);
        Decision.Write(writer);
        writer.Fixed64(TypeId);
        writer.Bytes(Value.Span);
        writer.Raw(Entries.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static RootChanged Read(ref WireReader reader) => new(reader.Text(), RootDecision.Read(ref reader), reader.Fixed64(), reader.Section(), reader.Rest());
}
