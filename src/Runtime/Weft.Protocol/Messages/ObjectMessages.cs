namespace Weft.Protocol;

/// <summary>Asks for the state of an object that the node has by reference only.</summary>
/// <param name="RequestId">Chosen by the node.</param>
/// <param name="ObjectId">The object.</param>
/// <param name="MaxObjects">How many objects of the neighbourhood may come along; the hub has a limit of its own.</param>
public sealed record Fault(ulong RequestId, ulong ObjectId, int MaxObjects) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Fault;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        writer.Fixed64(ObjectId);
        writer.Unsigned((uint)MaxObjects);
    }

    /// <summary>Reads the payload.</summary>
    public static Fault Read(ref WireReader reader) => new(reader.Unsigned(), reader.Fixed64(), ReadInt32(ref reader));
}

/// <summary>The answer to <see cref="Fault"/>.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Found">Whether the hub knows the object.</param>
/// <param name="Entries">
/// <see cref="EntryKind.Create"/> entries: first the object that was asked for, then its neighbourhood; an object may be named before its own entry. The state is that at
/// this place of the stream. A node ignores the state of an object that it has already.
/// </param>
public sealed record FaultReply(ulong RequestId, bool Found, ReadOnlyMemory<byte> Entries) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.FaultReply;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        writer.Byte(Found ? (byte)1 : (byte)0);
        writer.Raw(Entries.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static FaultReply Read(ref WireReader reader) => new(reader.Unsigned(), ReadFlag(ref reader), reader.Rest());
}

/// <summary>Asks for more object ids. Answered by <see cref="IdBlock"/>.</summary>
/// <param name="Count">How many; the hub may give fewer.</param>
public sealed record ReserveIds(int Count) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.ReserveIds;

    /// <inheritdoc/>
    public override void Write(WireWriter writer) => writer.Unsigned((uint)Count);

    /// <summary>Reads the payload.</summary>
    public static ReserveIds Read(ref WireReader reader) => new(ReadInt32(ref reader));
}

/// <summary>Object ids for the node's use, given to nobody else ever.</summary>
public sealed record IdBlock(ulong FirstId, int Count) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.IdBlock;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Fixed64(FirstId);
        writer.Unsigned((uint)Count);
    }

    /// <summary>Reads the payload.</summary>
    public static IdBlock Read(ref WireReader reader) => new(reader.Fixed64(), ReadInt32(ref reader));
}
