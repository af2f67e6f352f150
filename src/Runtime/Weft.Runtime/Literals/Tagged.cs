using System.Numerics;
using Weft.Protocol;

namespace Weft.Runtime.Literals;

/// <summary>Reads and writes tags and the integers and texts behind them.</summary>
internal static class Tagged
{
    internal static void Signed(WireWriter writer, long value)
    {
        writer.Byte((byte)ValueTag.Signed);
        writer.Signed(value);
    }

    internal static void Unsigned(WireWriter writer, ulong value)
    {
        writer.Byte((byte)ValueTag.Unsigned);
        writer.Unsigned(value);
    }

    internal static void Ticks(WireWriter writer, long value)
    {
        writer.Byte((byte)ValueTag.Ticks);
        writer.Signed(value);
    }

    internal static void Expect(ref WireReader reader, ValueTag tag, Type type)
    {
        byte found = reader.Byte();
        if (found != (byte)tag)
            throw new ProtocolException($"Tag {found} at byte {reader.Position - 1} does not start a value of {type}, which has tag {tag}.");
    }

    internal static T Signed<T>(ref WireReader reader) where T : IBinaryInteger<T>
    {
        Expect(ref reader, ValueTag.Signed, typeof(T));
        return Fit<T, long>(reader.Signed(), reader.Position);
    }

    internal static T Unsigned<T>(ref WireReader reader) where T : IBinaryInteger<T>
    {
        Expect(ref reader, ValueTag.Unsigned, typeof(T));
        return Fit<T, ulong>(reader.Unsigned(), reader.Position);
    }

    internal static long Ticks(ref WireReader reader, Type type, long least, long most)
    {
        Expect(ref reader, ValueTag.Ticks, type);
        long ticks = reader.Signed();
        return ticks >= least && ticks <= most ? ticks : throw OutOfRange(type, ticks, reader.Position);
    }

    internal static ProtocolException OutOfRange(Type type, object value, int position) =>
        new($"{value} before byte {position} is outside the range of {type}.");

    private static T Fit<T, TWide>(TWide value, int position)
        where T : IBinaryInteger<T>
        where TWide : IBinaryInteger<TWide>
    {
        T narrow = T.CreateTruncating(value);
        return TWide.CreateTruncating(narrow) == value ? narrow : throw OutOfRange(typeof(T), value, position);
    }
}
