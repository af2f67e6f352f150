using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>Shows encoded values as JSON, for people.</summary>
internal static class JsonValues
{
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> value, TypeTable types)
    {
        var reader = new WireReader(value);
        Write(json, ref reader, types);
    }

    private static void Write(Utf8JsonWriter json, ref WireReader reader, TypeTable types)
    {
        var tag = (ValueTag)reader.Byte();
        switch (tag)
        {
            case ValueTag.Null:
                json.WriteNullValue();
                break;
            case ValueTag.False or ValueTag.True:
                json.WriteBooleanValue(tag == ValueTag.True);
                break;
            case ValueTag.Signed or ValueTag.Ticks:
                json.WriteNumberValue(reader.Signed());
                break;
            case ValueTag.Unsigned:
                json.WriteNumberValue(reader.Unsigned());
                break;
            case ValueTag.Single:
                WriteNumber(json, BinaryPrimitives.ReadSingleLittleEndian(reader.Raw(4)));
                break;
            case ValueTag.Double:
                WriteNumber(json, BinaryPrimitives.ReadDoubleLittleEndian(reader.Raw(8)));
                break;
            case ValueTag.Text:
                json.WriteStringValue(reader.Text());
                break;
            case ValueTag.Decimal:
                WriteDecimal(json, reader.Raw(16));
                break;
            case ValueTag.DateTime:
                ulong ticks = reader.Unsigned();
                json.WriteStringValue(ticks <= (ulong)DateTime.MaxValue.Ticks ? new DateTime((long)ticks).ToString("O", CultureInfo.InvariantCulture) : "?");
                reader.Byte();
                break;
            case ValueTag.DateTimeOffset:
                json.WriteStringValue($"ticks {reader.Unsigned()}, offset {reader.Signed()} min");
                break;
            case ValueTag.Guid:
                json.WriteStringValue(new Guid(reader.Raw(16)));
                break;
            case ValueTag.LiteralText:
                reader.Raw(8);
                json.WriteStringValue(reader.Text());
                break;
            case ValueTag.Reference:
                WriteReference(json, ref reader, types);
                break;
            case ValueTag.Typed:
                reader.Raw(8);
                Write(json, ref reader, types);
                break;
            case ValueTag.Tuple:
                json.WriteStartArray();
                int count = reader.Count();
                for (int i = 0; i < count; i++)
                    Write(json, ref reader, types);
                json.WriteEndArray();
                break;
            case ValueTag.Bytes:
                json.WriteBase64StringValue(reader.Bytes());
                break;
        }
    }

    private static void WriteReference(Utf8JsonWriter json, ref WireReader reader, TypeTable types)
    {
        ulong id = reader.Fixed64();
        ulong typeId = reader.Fixed64();
        reader.Unsigned();
        json.WriteStartObject();
        json.WriteString("ref", id.ToString("x", CultureInfo.InvariantCulture));
        json.WriteString("type", types.NameOf(typeId) ?? typeId.ToString("x", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteDecimal(Utf8JsonWriter json, ReadOnlySpan<byte> bytes)
    {
        Span<int> bits = [0, 0, 0, 0];
        for (int i = 0; i < bits.Length; i++)
            bits[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * 4)..]);
        try
        {
            json.WriteNumberValue(new decimal(bits));
        }
        catch (ArgumentException)
        {
            json.WriteStringValue(Convert.ToHexString(bytes));
        }
    }
}
