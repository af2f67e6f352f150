namespace Weft.Protocol;

/// <summary>A node's first message.</summary>
/// <param name="ProtocolVersion">See <see cref="FrameCodec.ProtocolVersion"/>. Always the first field, in every version.</param>
/// <param name="ContractVersion">Version of the contract between woven code and runtime.</param>
/// <param name="ClusterName">The cluster that the node belongs to.</param>
/// <param name="NodeName">A name for people.</param>
/// <param name="ConfigurationHash">Hash of the configuration that the assemblies were woven with.</param>
/// <param name="Session">Chosen by the node; the same when it comes back after a cut.</param>
/// <param name="LastApplied">The last sequence number that this session has applied; 0 for a new one.</param>
/// <param name="LastAcknowledgedGroup">The last of its own groups that was acknowledged; 0 for a new session.</param>
/// <param name="ProcessId">The node's process.</param>
/// <param name="Host">The node's machine.</param>
public sealed record Hello(
    int ProtocolVersion,
    int ContractVersion,
    string ClusterName,
    string NodeName,
    string ConfigurationHash,
    Guid Session,
    ulong LastApplied,
    ulong LastAcknowledgedGroup,
    int ProcessId,
    string Host) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Hello;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned((uint)ProtocolVersion);
        writer.Unsigned((uint)ContractVersion);
        writer.Text(ClusterName);
        writer.Text(NodeName);
        writer.Text(ConfigurationHash);
        Span<byte> session = stackalloc byte[16];
        Session.TryWriteBytes(session);
        writer.Raw(session);
        writer.Unsigned(LastApplied);
        writer.Unsigned(LastAcknowledgedGroup);
        writer.Unsigned((uint)ProcessId);
        writer.Text(Host);
    }

    /// <summary>Reads the payload. Of another protocol version only the version is read.</summary>
    public static Hello Read(ref WireReader reader)
    {
        int version = ReadInt32(ref reader);
        if (version != FrameCodec.ProtocolVersion)
        {
            reader.Rest();
            return new Hello(version, 0, "", "", "", Guid.Empty, 0, 0, 0, "");
        }
        return new Hello(
            version, ReadInt32(ref reader), reader.Text(), reader.Text(), reader.Text(), new Guid(reader.Raw(16)), reader.Unsigned(), reader.Unsigned(),
            ReadInt32(ref reader), reader.Text());
    }
}

/// <summary>One member of the cluster.</summary>
/// <param name="Number">1 and up, 24 bits, never used again.</param>
/// <param name="Name">The node's name.</param>
/// <param name="Host">Its machine.</param>
/// <param name="ProcessId">Its process.</param>
public sealed record MemberInfo(int Number, string Name, string Host, int ProcessId)
{
    internal void Write(WireWriter writer)
    {
        writer.Unsigned((uint)Number);
        writer.Text(Name);
        writer.Text(Host);
        writer.Unsigned((uint)ProcessId);
    }

    internal static MemberInfo Read(ref WireReader reader) => new(Number32(ref reader), reader.Text(), reader.Text(), Number32(ref reader));

    private static int Number32(ref WireReader reader)
    {
        ulong value = reader.Unsigned();
        return value <= int.MaxValue ? (int)value : throw new ProtocolException($"The number {value} before byte {reader.Position} is larger than {int.MaxValue}.");
    }
}

/// <summary>The hub takes the node as a member.</summary>
/// <param name="Member">The node's member number: the upper 24 bits of its entry ids and call ids.</param>
/// <param name="Resumed">Whether an earlier session goes on; if not, all that the node had of the cluster is void.</param>
/// <param name="LastGroup">The last of the session's groups that the hub has handled; 0 unless resumed.</param>
/// <param name="FirstId">First of a block of object ids for the node's use.</param>
/// <param name="IdCount">Size of that block.</param>
/// <param name="ReconnectWindowMilliseconds">How long the hub keeps a cut node's leases.</param>
/// <param name="NodeTimeoutMilliseconds">Silence after which the hub takes a node for dead. A node pings several times in this time.</param>
/// <param name="ClusterName">The cluster's name.</param>
/// <param name="Members">All members, this one included.</param>
/// <param name="Types">All type definitions known: <see cref="EntryKind.Type"/> entries.</param>
public sealed record Welcome(
    int Member,
    bool Resumed,
    ulong LastGroup,
    ulong FirstId,
    int IdCount,
    int ReconnectWindowMilliseconds,
    int NodeTimeoutMilliseconds,
    string ClusterName,
    IReadOnlyList<MemberInfo> Members,
    ReadOnlyMemory<byte> Types) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Welcome;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned((uint)Member);
        writer.Byte(Resumed ? (byte)1 : (byte)0);
        writer.Unsigned(LastGroup);
        writer.Fixed64(FirstId);
        writer.Unsigned((uint)IdCount);
        writer.Unsigned((uint)ReconnectWindowMilliseconds);
        writer.Unsigned((uint)NodeTimeoutMilliseconds);
        writer.Text(ClusterName);
        writer.Unsigned((uint)Members.Count);
        foreach (MemberInfo member in Members)
            member.Write(writer);
        writer.Raw(Types.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static Welcome Read(ref WireReader reader)
    {
        int member = ReadInt32(ref reader);
        bool resumed = ReadFlag(ref reader);
        ulong lastGroup = reader.Unsigned();
        ulong firstId = reader.Fixed64();
        int idCount = ReadInt32(ref reader);
        int window = ReadInt32(ref reader);
        int timeout = ReadInt32(ref reader);
        string cluster = reader.Text();
        var members = new MemberInfo[reader.Count()];
        for (int i = 0; i < members.Length; i++)
            members[i] = MemberInfo.Read(ref reader);
        return new Welcome(member, resumed, lastGroup, firstId, idCount, window, timeout, cluster, members, reader.Rest());
    }
}

/// <summary>The hub does not take the node, or ends its session. The connection is closed after it.</summary>
/// <param name="Code">The diagnostic code, <c>WEFT10xx</c>.</param>
/// <param name="Text">What is wrong and how to mend it.</param>
public sealed record Refused(string Code, string Text) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Refused;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Text(Code);
        writer.Text(Text);
    }

    /// <summary>Reads the payload.</summary>
    public static Refused Read(ref WireReader reader) => new(reader.Text(), reader.Text());
}

/// <summary>What happened to a member.</summary>
public enum MemberChange : byte
{
    /// <summary>It joined.</summary>
    Joined = 0,

    /// <summary>It left. Told to the leaving node too: the answer to its <see cref="Leave"/>.</summary>
    Left = 1,

    /// <summary>Its reconnect window closed, or nothing was heard of it for the node time-out. Its leases are free.</summary>
    Died = 2,
}

/// <summary>A member came or went.</summary>
public sealed record MemberChanged(MemberChange Change, MemberInfo Member) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.MemberChanged;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Byte((byte)Change);
        Member.Write(writer);
    }

    /// <summary>Reads the payload.</summary>
    public static MemberChanged Read(ref WireReader reader) => new((MemberChange)ReadEnum(ref reader, 2, "change of a member"), MemberInfo.Read(ref reader));
}

/// <summary>A sign of life, answered by <see cref="Pong"/>: then the hub has handled all that the node sent before.</summary>
/// <param name="Stamp">Comes back as it is.</param>
public sealed record Ping(ulong Stamp) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Ping;

    /// <inheritdoc/>
    public override void Write(WireWriter writer) => writer.Unsigned(Stamp);

    /// <summary>Reads the payload.</summary>
    public static Ping Read(ref WireReader reader) => new(reader.Unsigned());
}

/// <summary>The answer to <see cref="Ping"/>.</summary>
public sealed record Pong(ulong Stamp) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Pong;

    /// <inheritdoc/>
    public override void Write(WireWriter writer) => writer.Unsigned(Stamp);

    /// <summary>Reads the payload.</summary>
    public static Pong Read(ref WireReader reader) => new(reader.Unsigned());
}

/// <summary>
/// The node leaves: its leases are freed and nothing more is relayed to it. It may go on asking with <see cref="Fault"/> and <see cref="Ping"/> until it
/// closes the connection. Answered by <see cref="MemberChanged"/> about itself.
/// </summary>
public sealed record Leave : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Leave;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
    }

    /// <summary>Reads the payload.</summary>
    public static Leave Read(ref WireReader reader) => new();
}
