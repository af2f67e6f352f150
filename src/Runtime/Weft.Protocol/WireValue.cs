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
    public static void Skip(ref WireReader reader, List<ulong>? references = null)
    {
        var collector = new Collector(references);
        Visit(ref reader, ref collector, 0);
    }

    /// <summary>Skips one value and shows the references in it.</summary>
    /// <param name="reader">Stands before the value; afterwards, behind it.</param>
    /// <param name="onReference">Is given each reference, if there is a handler.</param>
    /// <exception cref="ProtocolException">The bytes are no value.</exception>
    public static void Visit(ref WireReader reader, ReferenceHandler? onReference)
    {
        var handler = new Handler(onReference);
        Visit(ref reader, ref handler, 0);
    }

    /// <summary>Is shown a reference: object id, type id, and length of an array.</summary>
    public delegate void ReferenceHandler(ulong objectId, ulong typeId, int length);

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

    private static void Visit<TSink>(ref WireReader reader, ref TSink sink, int depth)
        where TSink : struct, IReferenceSink
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
                ulong type = reader.Fixed64();
                ulong length = reader.Unsigned();
                if (length > int.MaxValue)
                    throw new ProtocolException($"The array length {length} before byte {reader.Position} is too large.");
                sink.Take(id, type, (int)length);
                break;
            case ValueTag.Typed:
                reader.Raw(8);
                VisitNested(ref reader, ref sink, depth, 1);
                break;
            case ValueTag.Tuple:
                VisitNested(ref reader, ref sink, depth, reader.Count());
                break;
            case ValueTag.Bytes:
                reader.Bytes();
                break;
            default:
                throw new ProtocolException($"{(byte)tag} at byte {reader.Position - 1} is no value tag.");
        }
    }

    private static void VisitNested<TSink>(ref WireReader reader, ref TSink sink, int depth, int count)
        where TSink : struct, IReferenceSink
    {
        if (depth == MaxDepth)
            throw new ProtocolException($"The value at byte {reader.Position} nests deeper than {MaxDepth}.");
        for (int i = 0; i < count; i++)
            Visit(ref reader, ref sink, depth + 1);
    }

    /// <summary>A struct, so that the hub's hot path allocates nothing and calls nothing through a delegate.</summary>
    private interface IReferenceSink
    {
        void Take(ulong objectId, ulong typeId, int length);
    }

    private readonly struct Collector(List<ulong>? references) : IReferenceSink
    {
        public void Take(ulong objectId, ulong typeId, int length) => references?.Add(objectId);
    }

    private readonly struct Handler(ReferenceHandler? handler) : IReferenceSink
    {
        public void Take(ulong objectId, ulong typeId, int length) => handler?.Invoke(objectId, typeId, length);
    }
}
