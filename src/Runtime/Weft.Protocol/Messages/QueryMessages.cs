namespace Weft.Protocol;

/// <summary>What an administrator asks.</summary>
public enum QueryKind : byte
{
    /// <summary>Numbers about the hub as a whole.</summary>
    Status = 0,

    /// <summary>The roots.</summary>
    Roots = 1,

    /// <summary>The members.</summary>
    Nodes = 2,

    /// <summary>One object; the argument is its id.</summary>
    Show = 3,

    /// <summary>The locks that are leased or wanted.</summary>
    Locks = 4,

    /// <summary>Deletes a root; the argument is its name.</summary>
    DeleteRoot = 5,

    /// <summary>Where the nodes have written shared objects outside of locks. The hub asks them.</summary>
    Audit = 6,
}

/// <summary>An administrator's question. Needs no <see cref="Hello"/>.</summary>
/// <param name="ProtocolVersion">See <see cref="FrameCodec.ProtocolVersion"/>.</param>
/// <param name="RequestId">Chosen by the sender.</param>
/// <param name="What">The question.</param>
/// <param name="Argument">Its argument, or empty.</param>
public sealed record Query(int ProtocolVersion, ulong RequestId, QueryKind What, string Argument) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Query;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned((uint)ProtocolVersion);
        writer.Unsigned(RequestId);
        writer.Byte((byte)What);
        writer.Text(Argument);
    }

    /// <summary>Reads the payload. Of another protocol version only the version is read.</summary>
    public static Query Read(ref WireReader reader)
    {
        int version = ReadInt32(ref reader);
        if (version != FrameCodec.ProtocolVersion)
        {
            reader.Rest();
            return new Query(version, 0, QueryKind.Status, "");
        }
        return new Query(version, reader.Unsigned(), (QueryKind)ReadEnum(ref reader, (byte)QueryKind.Audit, "question"), reader.Text());
    }
}

/// <summary>The answer to <see cref="Query"/>.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Found">Whether what was asked about exists.</param>
/// <param name="Json">A JSON document in UTF-8.</param>
public sealed record QueryReply(ulong RequestId, bool Found, ReadOnlyMemory<byte> Json) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.QueryReply;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(RequestId);
        writer.Byte(Found ? (byte)1 : (byte)0);
        writer.Raw(Json.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static QueryReply Read(ref WireReader reader) => new(reader.Unsigned(), ReadFlag(ref reader), reader.Rest());
}
