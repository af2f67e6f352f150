namespace Weft.Protocol;

/// <summary>One message of the protocol: the content of one frame.</summary>
/// <remarks>
/// A message that was read refers to the memory of its frame wherever a member is <see cref="ReadOnlyMemory{T}"/>. That memory is reused for the next
/// frame: such members are valid only until the handler of the message returns, and what is kept longer must be copied. All other members are the
/// message's own. In a message to be sent the sender keeps the memory unchanged until <see cref="FrameCodec"/> has written it.
/// </remarks>
public abstract record Message
{
    private protected Message()
    {
    }

    /// <summary>Which message this is.</summary>
    public abstract FrameKind Kind { get; }

    /// <summary>Writes the payload.</summary>
    public abstract void Write(WireWriter writer);

    private protected static bool ReadFlag(ref WireReader reader) => reader.Byte() switch
    {
        0 => false,
        1 => true,
        byte other => throw new ProtocolException($"The flag at byte {reader.Position - 1} is {other}; it must be 0 or 1."),
    };

    private protected static void WriteFlag(WireWriter writer, bool flag) => writer.Byte(flag ? (byte)1 : (byte)0);

    private protected static void WriteGuid(WireWriter writer, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        writer.Raw(bytes);
    }

    private protected static LockMode ReadLockMode(ref WireReader reader, LockMode least)
    {
        byte value = ReadEnum(ref reader, (byte)LockMode.Write, "mode of a lock");
        return value >= (byte)least ? (LockMode)value : throw new ProtocolException($"The mode {(LockMode)value} at byte {reader.Position - 1} has no place here.");
    }

    private protected static int ReadInt32(ref WireReader reader)
    {
        ulong value = reader.Unsigned();
        return value <= int.MaxValue ? (int)value : throw new ProtocolException($"The number {value} before byte {reader.Position} is larger than {int.MaxValue}.");
    }

    /// <summary>Reads how many items follow, each of which takes at least so many bytes.</summary>
    private protected static int ReadCount(ref WireReader reader, int leastBytes, string what)
    {
        int count = reader.Count();
        return count <= reader.Remaining / leastBytes
            ? count
            : throw new ProtocolException($"{count} {what} at byte {reader.Position} do not fit into the {reader.Remaining} bytes that follow.");
    }

    private protected static void WriteIds(WireWriter writer, ulong[] ids)
    {
        writer.Unsigned((uint)ids.Length);
        foreach (ulong id in ids)
            writer.Fixed64(id);
    }

    private protected static ulong[] ReadIds(ref WireReader reader)
    {
        var ids = new ulong[ReadCount(ref reader, sizeof(ulong), "object ids")];
        for (int i = 0; i < ids.Length; i++)
            ids[i] = reader.Fixed64();
        return ids;
    }

    private protected static byte ReadEnum(ref WireReader reader, byte last, string what)
    {
        byte value = reader.Byte();
        return value <= last ? value : throw new ProtocolException($"{value} at byte {reader.Position - 1} is no {what}.");
    }
}

/// <summary>A message from a node, or an administrator, to the hub.</summary>
public abstract record NodeMessage : Message
{
    private protected NodeMessage()
    {
    }
}

/// <summary>A message from the hub. Its frame begins with a <see cref="HubStamp"/>.</summary>
public abstract record HubMessage : Message
{
    private protected HubMessage()
    {
    }
}
