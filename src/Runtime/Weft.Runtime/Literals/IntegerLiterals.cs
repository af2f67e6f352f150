using Weft.Protocol;

namespace Weft.Runtime.Literals;

internal readonly struct SByteLiteral : ILiteral<sbyte>
{
    public static void Write(WireWriter writer, sbyte value) => Tagged.Signed(writer, value);

    public static sbyte Read(ref WireReader reader) => Tagged.Signed<sbyte>(ref reader);
}

internal readonly struct Int16Literal : ILiteral<short>
{
    public static void Write(WireWriter writer, short value) => Tagged.Signed(writer, value);

    public static short Read(ref WireReader reader) => Tagged.Signed<short>(ref reader);
}

internal readonly struct Int32Literal : ILiteral<int>
{
    public static void Write(WireWriter writer, int value) => Tagged.Signed(writer, value);

    public static int Read(ref WireReader reader) => Tagged.Signed<int>(ref reader);
}

internal readonly struct Int64Literal : ILiteral<long>
{
    public static void Write(WireWriter writer, long value) => Tagged.Signed(writer, value);

    public static long Read(ref WireReader reader) => Tagged.Signed<long>(ref reader);
}

internal readonly struct IntPtrLiteral : ILiteral<nint>
{
    public static void Write(WireWriter writer, nint value) => Tagged.Signed(writer, value);

    public static nint Read(ref WireReader reader) => Tagged.Signed<nint>(ref reader);
}

internal readonly struct ByteLiteral : ILiteral<byte>
{
    public static void Write(WireWriter writer, byte value) => Tagged.Unsigned(writer, value);

    public static byte Read(ref WireReader reader) => Tagged.Unsigned<byte>(ref reader);
}

internal readonly struct UInt16Literal : ILiteral<ushort>
{
    public static void Write(WireWriter writer, ushort value) => Tagged.Unsigned(writer, value);

    public static ushort Read(ref WireReader reader) => Tagged.Unsigned<ushort>(ref reader);
}

internal readonly struct UInt32Literal : ILiteral<uint>
{
    public static void Write(WireWriter writer, uint value) => Tagged.Unsigned(writer, value);

    public static uint Read(ref WireReader reader) => Tagged.Unsigned<uint>(ref reader);
}

internal readonly struct UInt64Literal : ILiteral<ulong>
{
    public static void Write(WireWriter writer, ulong value) => Tagged.Unsigned(writer, value);

    public static ulong Read(ref WireReader reader) => Tagged.Unsigned<ulong>(ref reader);
}

internal readonly struct UIntPtrLiteral : ILiteral<nuint>
{
    public static void Write(WireWriter writer, nuint value) => Tagged.Unsigned(writer, value);

    public static nuint Read(ref WireReader reader) => Tagged.Unsigned<nuint>(ref reader);
}

internal readonly struct CharLiteral : ILiteral<char>
{
    public static void Write(WireWriter writer, char value) => Tagged.Unsigned(writer, value);

    public static char Read(ref WireReader reader) => Tagged.Unsigned<char>(ref reader);
}
