namespace Weft.Protocol;

/// <summary>Walks encoded values without decoding them.</summary>
public static class WireValue
{
    /// <summary>How deep values may nest.</summary>
    public const int MaxDepth = 64;

    /// <summary>Skips one value.</summary>
    /// <param name="reader">Stands before the value; afterwards, behind it.</param>
    /// <param name="references">Takes the ids of the objects that the value refers to, if given.</param>
    /// <exception cref="ProtocolException">The bytes are no value.</exception>
    public static void Skip(ref WireReader reader, List<ulong>? references = null) => Skip(ref reader, references, 0);

    /// <summary>Skips text.</summary>
    public static void SkipText(ref WireReader reader)
    {
        ulong length = reader.Unsigned();
        if (length >> 1 > (ulong)reader.Remaining)
            throw new ProtocolException($"A text of {length >> 1} bytes at byte {reader.Position} is longer than the {reader.Remaining} bytes that follow.");
        if ((length & 3) == 3)
            throw new ProtocolException($"UTF-16 text at byte {reader.Position} has an odd length.");
        reader.Raw((int)(length >> 1));
    }

    private static void Skip(ref WireReader reader, List<ulong>? references, int depth)
    {
        var tag = (ValueTag)reader.Byte();
        switch (tag)
        {
            case ValueTag.Null or ValueTag.False or ValueTag.True:
                break;
            case ValueTag.Signed or ValueTag.Unsigned or ValueTag.Ticks:
                reader.Unsigned();
                break;
            case ValueTag.Single:
                reader.Raw(4);
                break;
            case ValueTag.Double:
                reader.Raw(8);
                break;
            case ValueTag.Text:
                SkipText(ref reader);
                break;
            case ValueTag.Decimal or ValueTag.Guid:
                reader.Raw(16);
                break;
            case ValueTag.DateTime:
                reader.Unsigned();
                reader.Byte();
                break;
            case ValueTag.DateTimeOffset:
                reader.Unsigned();
                reader.Unsigned();
                break;
            case ValueTag.LiteralText:
                reader.Raw(8);
                SkipText(ref reader);
                break;
            case ValueTag.Reference:
                ulong id = reader.Fixed64();
                reader.Raw(8);
                reader.Unsigned();
                references?.Add(id);
                break;
            case ValueTag.Typed:
                reader.Raw(8);
                SkipNested(ref reader, references, depth, 1);
                break;
            case ValueTag.Tuple:
                SkipNested(ref reader, references, depth, reader.Count());
                break;
            case ValueTag.Bytes:
                reader.Bytes();
                break;
            default:
                throw new ProtocolException($"{(byte)tag} at byte {reader.Position - 1} is no value tag.");
        }
    }

    private static void SkipNested(ref WireReader reader, List<ulong>? references, int depth, int count)
    {
        if (depth == MaxDepth)
            throw new ProtocolException($"The value at byte {reader.Position} nests deeper than {MaxDepth}.");
        for (int i = 0; i < count; i++)
            Skip(ref reader, references, depth + 1);
    }
}
