namespace Weft.Protocol;

/// <summary>What a node publishes at once. The hub applies all of it or none.</summary>
/// <param name="Number">Counts the session's groups, from 1, without gaps. A number that was handled before is acknowledged and not applied again.</param>
/// <param name="Transactions">How many transactions were merged in it.</param>
/// <param name="Entries">Entries one after the other, each an <see cref="EntryKind"/> byte and its payload. Definitions and creations come before what names them.</param>
public sealed record Group(ulong Number, int Transactions, ReadOnlyMemory<byte> Entries) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Group;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(Number);
        writer.Unsigned((uint)Transactions);
        writer.Raw(Entries.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static Group Read(ref WireReader reader) => new(reader.Unsigned(), ReadInt32(ref reader), reader.Rest());
}

/// <summary>Another node's group, pruned to what this node has, with the creation records that it needs put first.</summary>
/// <param name="Sequence">The group's place in the order of the cluster.</param>
/// <param name="Origin">Who made it; 0 for the hub.</param>
/// <param name="GroupNumber">See <see cref="Group.Number"/>; 0 for the hub's own.</param>
/// <param name="Whole">Whether the entries are those of the group, with nothing left out and nothing put in.</param>
/// <param name="Entries">Entries to apply, all or none before user code sees any.</param>
public sealed record Apply(ulong Sequence, int Origin, ulong GroupNumber, bool Whole, ReadOnlyMemory<byte> Entries) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Apply;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(Sequence);
        writer.Unsigned((uint)Origin);
        writer.Unsigned(GroupNumber);
        WriteFlag(writer, Whole);
        writer.Raw(Entries.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static Apply Read(ref WireReader reader) => new(reader.Unsigned(), ReadInt32(ref reader), reader.Unsigned(), ReadFlag(ref reader), reader.Rest());
}

/// <summary>The node's own group has this place in the order: it comes where an <see cref="Apply"/> would.</summary>
/// <param name="Sequence">The group's number in the order of the cluster.</param>
/// <param name="GroupNumber">See <see cref="Group.Number"/>.</param>
public sealed record Acknowledge(ulong Sequence, ulong GroupNumber) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Acknowledge;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(Sequence);
        writer.Unsigned(GroupNumber);
    }

    /// <summary>Reads the payload.</summary>
    public static Acknowledge Read(ref WireReader reader) => new(reader.Unsigned(), reader.Unsigned());
}

/// <summary>A distributed call that was relayed to this node has run.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Failed">Whether it ended with an exception.</param>
public sealed record CallDone(ulong CallId, bool Failed) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.CallDone;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Fixed64(CallId);
        writer.Byte(Failed ? (byte)1 : (byte)0);
    }

    /// <summary>Reads the payload.</summary>
    public static CallDone Read(ref WireReader reader) => new(reader.Fixed64(), ReadFlag(ref reader));
}

/// <summary>The node has these objects no more. Ignored for each that the hub named to it in a later frame.</summary>
/// <param name="LastApplied">The last sequence number that the node had applied when it dropped them: <see cref="HubStamp.Complete"/> of the last frame handled.</param>
/// <param name="Objects">Object ids.</param>
public sealed record Drop(ulong LastApplied, ulong[] Objects) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Drop;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(LastApplied);
        WriteIds(writer, Objects);
    }

    /// <summary>Reads the payload.</summary>
    public static Drop Read(ref WireReader reader) => new(reader.Unsigned(), ReadIds(ref reader));
}
