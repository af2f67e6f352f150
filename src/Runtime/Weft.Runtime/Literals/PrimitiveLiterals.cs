using Weft.Protocol;

namespace Weft.Runtime.Literals;

internal readonly struct BooleanLiteral : ILiteral<bool>
{
    public static void Write(WireWriter writer, bool value) => writer.Byte((byte)(value ? ValueTag.True : ValueTag.False));

    public static bool Read(ref WireReader reader)
    {
        byte tag = reader.Byte();
        return tag switch
        {
            (byte)ValueTag.True => true,
            (byte)ValueTag.False => false,
            _ => throw new ProtocolException($"Tag {tag} at byte {reader.Position - 1} is no Boolean."),
        };
    }
}

/// <summary>Travels as its bits, so that the payload of a NaN survives.</summary>
internal readonly struct SingleLiteral : ILiteral<float>
{
    public static void Write(WireWriter writer, float value)
    {
        writer.Byte((byte)ValueTag.Single);
        writer.Fixed32(BitConverter.SingleToUInt32Bits(value));
    }

    public static float Read(ref WireReader reader)
    {
        Tagged.Expect(ref reader, ValueTag.Single, typeof(float));
        return BitConverter.UInt32BitsToSingle(reader.Fixed32());
    }
}

/// <summary>Travels as its bits, so that the payload of a NaN survives.</summary>
internal readonly struct DoubleLiteral : ILiteral<double>
{
    public static void Write(WireWriter writer, double value)
    {
        writer.Byte((byte)ValueTag.Double);
        writer.Fixed64(BitConverter.DoubleToUInt64Bits(value));
    }

    public static double Read(ref WireReader reader)
    {
        Tagged.Expect(ref reader, ValueTag.Double, typeof(double));
        return BitConverter.UInt64BitsToDouble(reader.Fixed64());
    }
}

/// <summary>Travels as its four integers, so that trailing zeros survive.</summary>
internal readonly struct DecimalLiteral : ILiteral<decimal>
{
    public static void Write(WireWriter writer, decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        writer.Byte((byte)ValueTag.Decimal);
        foreach (int part in bits)
            writer.Fixed32((uint)part);
    }

    public static decimal Read(ref WireReader reader)
    {
        Tagged.Expect(ref reader, ValueTag.Decimal, typeof(decimal));
        Span<int> bits = stackalloc int[4];
        foreach (ref int part in bits)
            part = (int)reader.Fixed32();
        try
        {
            return new decimal(bits);
        }
        catch (ArgumentException e)
        {
            throw new ProtocolException($"The sixteen bytes before byte {reader.Position} are no decimal.", e);
        }
    }
}

internal readonly struct GuidLiteral : ILiteral<Guid>
{
    public static void Write(WireWriter writer, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        writer.Byte((byte)ValueTag.Guid);
        writer.Raw(bytes);
    }

    public static Guid Read(ref WireReader reader)
    {
        Tagged.Expect(ref reader, ValueTag.Guid, typeof(Guid));
        return new Guid(reader.Raw(16));
    }
}

internal readonly struct StringLiteral : ILiteral<string?>
{
    public static void Write(WireWriter writer, string? value)
    {
        if (value is null)
        {
            writer.Byte((byte)ValueTag.Null);
            return;
        }
        writer.Byte((byte)ValueTag.Text);
        writer.Text(value);
    }

    public static string? Read(ref WireReader reader)
    {
        byte tag = reader.Byte();
        return tag switch
        {
            (byte)ValueTag.Null => null,
            (byte)ValueTag.Text => reader.Text(),
            _ => throw new ProtocolException($"Tag {tag} at byte {reader.Position - 1} is no string."),
        };
    }
}
