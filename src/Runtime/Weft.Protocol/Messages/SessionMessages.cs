namespace Weft.Protocol;

/// <summary>A node's first message.</summary>
/// <param name="ProtocolVersion">See <see cref="FrameCodec.ProtocolVersion"/>. Always the first field, in every version.</param>
/// <param name="ContractVersion">Version of the contract between woven code and runtime.</param>
/// <param name="ClusterName">The cluster that the node belongs to.</param>
/// <param name="NodeName">A name for people.</param>
/// <param name="ConfigurationHash">Hash of the configuration that the assemblies were woven with.</param>
/// <param name="Session">Chosen by the node; the same when it comes back after a cut.</param>
/// <param name="Incarnation">The hub with which the session was begun, see <see cref="Welcome.Incarnation"/>; empty for a new session. The answer is <see cref="Welcome"/> with <see cref="Welcome.Resumed"/>, <see cref="Reclaim"/>, or <see cref="Refused"/>.</param>
/// <param name="Epoch">The epoch of the hub that welcomed the session last, see <see cref="HubStamp.Epoch"/>; 0 for a new session.</param>
/// <param name="Received">How many of the hub's frames this session has handled, <see cref="Welcome"/> and <see cref="Refused"/> not counted; 0 for a new one.</param>
/// <param name="ProcessId">The node's process.</param>
/// <param name="Host">The node's machine.</param>
public sealed record Hello(
    int ProtocolVersion,
    int ContractVersion,
    string ClusterName,
    string NodeName,
    string ConfigurationHash,
    Guid Session,
    Guid Incarnation,
    ulong Epoch,
    ulong Received,
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
        WriteGuid(writer, Session);
        WriteGuid(writer, Incarnation);
        writer.Unsigned(Epoch);
        writer.Unsigned(Received);
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
            return new Hello(version, 0, "", "", "", Guid.Empty, Guid.Empty, 0, 0, 0, "");
        }
        return new Hello(
            version, ReadInt32(ref reader), reader.Text(), reader.Text(), reader.Text(), new Guid(reader.Raw(16)), new Guid(reader.Raw(16)), reader.Unsigned(), reader.Unsigned(),
            ReadInt32(ref reader), reader.Text());
    }
}

/// <summary>One member of the cluster.</summary>
/// <param name="Number">1 and up, 24 bits, never used again.</param>
/// <param name="Name">The node's name.</param>
/// <param name="Host">Its machine.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Session">Its session, see <see cref="Hello.Session"/>.</param>
public sealed record MemberInfo(int Number, string Name, string Host, int ProcessId, Guid Session)
{
    internal void Write(WireWriter writer)
    {
        writer.Unsigned((uint)Number);
        writer.Text(Name);
        writer.Text(Host);
        writer.Unsigned((uint)ProcessId);
        Span<byte> session = stackalloc byte[16];
        Session.TryWriteBytes(session);
        writer.Raw(session);
    }

    internal static MemberInfo Read(ref WireReader reader) => new(Number32(ref reader), reader.Text(), reader.Text(), Number32(ref reader), new Guid(reader.Raw(16)));

    private static int Number32(ref WireReader reader)
    {
        ulong value = reader.Unsigned();
        return value <= int.MaxValue ? (int)value : throw new ProtocolException($"The number {value} before byte {reader.Position} is larger than {int.MaxValue}.");
    }
}

/// <summary>The hub takes the node as a member.</summary>
/// <param name="Member">The node's member number: the upper 24 bits of its entry ids and call ids.</param>
/// <param name="Resumed">
/// Whether an earlier session goes on: what of either side's frames was lost is sent again, and nothing that was handled. The block of ids is empty then, and no types are told. After a
/// <see cref="Reclaim"/> both sides count their frames from 1 again, and nothing of before is sent again but what the node has no answer to.
/// </param>
/// <param name="Received">How many of the session's frames the hub has handled, <see cref="Hello"/> not counted; 0 unless resumed.</param>
/// <param name="Incarnation">Which hub this is: one that was started anew, and has lost all that it had in memory, is another. One that has its store stays the same, with a higher <see cref="HubStamp.Epoch"/>.</param>
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
    ulong Received,
    Guid Incarnation,
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
        writer.Unsigned(Received);
        WriteGuid(writer, Incarnation);
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
        ulong received = reader.Unsigned();
        var incarnation = new Guid(reader.Raw(16));
        ulong firstId = reader.Fixed64();
        int idCount = ReadInt32(ref reader);
        int window = ReadInt32(ref reader);
        int timeout = ReadInt32(ref reader);
        string cluster = reader.Text();
        var members = new MemberInfo[reader.Count()];
        for (int i = 0; i < members.Length; i++)
            members[i] = MemberInfo.Read(ref reader);
        return new Welcome(member, resumed, received, incarnation, firstId, idCount, window, timeout, cluster, members, reader.Rest());
    }
}

/// <summary>What a node that is refused may do about it.</summary>
public enum RejoinAdvice : byte
{
    /// <summary>Nothing: it would be refused again.</summary>
    None = 0,

    /// <summary>Its session is over; it may join anew. The hub has the objects that it knew.</summary>
    Rejoin = 1,

    /// <summary>The hub was started anew and has nothing of what the node knew; it may join as one that was started anew itself.</summary>
    Afresh = 2,
}

/// <summary>The hub does not take the node, or ends its session. The connection is closed after it.</summary>
/// <param name="Code">The diagnostic code, <c>WEFT10xx</c>.</param>
/// <param name="Text">What is wrong and how to mend it.</param>
/// <param name="Advice">What the node may do.</param>
public sealed record Refused(string Code, string Text, RejoinAdvice Advice = RejoinAdvice.None) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Refused;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Text(Code);
        writer.Text(Text);
        writer.Byte((byte)Advice);
    }

    /// <summary>Reads the payload.</summary>
    public static Refused Read(ref WireReader reader) => new(reader.Text(), reader.Text(), (RejoinAdvice)ReadEnum(ref reader, (byte)RejoinAdvice.Afresh, "advice"));
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
/// <param name="WhenStored">Whether the answer waits until what the hub had handled before is in its store. Other answers do not wait for this one.</param>
public sealed record Ping(ulong Stamp, bool WhenStored = false) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Ping;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Unsigned(Stamp);
        WriteFlag(writer, WhenStored);
    }

    /// <summary>Reads the payload.</summary>
    public static Ping Read(ref WireReader reader) => new(reader.Unsigned(), ReadFlag(ref reader));
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

/// <summary>The node has handled so many frames of its session: the hub need not keep them any longer.</summary>
/// <param name="Count">All frames of the session, <see cref="Welcome"/> and <see cref="Refused"/> not counted.</param>
public sealed record Received(ulong Count) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.Received;

    /// <inheritdoc/>
    public override void Write(WireWriter writer) => writer.Unsigned(Count);

    /// <summary>Reads the payload.</summary>
    public static Received Read(ref WireReader reader) => new(reader.Unsigned());
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
