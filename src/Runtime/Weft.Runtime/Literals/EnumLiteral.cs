using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Protocol;

namespace Weft.Runtime.Literals;

/// <summary>An enum travels as its underlying integer, values without a name included.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
internal readonly struct EnumLiteral<TEnum> : ILiteral<TEnum> where TEnum : struct
{
    private static readonly TypeCode Underlying = Type.GetTypeCode(Enum.GetUnderlyingType(typeof(TEnum)));

    public static void Write(WireWriter writer, TEnum value)
    {
        switch (Underlying)
        {
            case TypeCode.SByte: Tagged.Signed(writer, Unsafe.BitCast<TEnum, sbyte>(value)); break;
            case TypeCode.Int16: Tagged.Signed(writer, Unsafe.BitCast<TEnum, short>(value)); break;
            case TypeCode.Int32: Tagged.Signed(writer, Unsafe.BitCast<TEnum, int>(value)); break;
            case TypeCode.Int64: Tagged.Signed(writer, Unsafe.BitCast<TEnum, long>(value)); break;
            case TypeCode.Byte: Tagged.Unsigned(writer, Unsafe.BitCast<TEnum, byte>(value)); break;
            case TypeCode.UInt16: Tagged.Unsigned(writer, Unsafe.BitCast<TEnum, ushort>(value)); break;
            case TypeCode.UInt32: Tagged.Unsigned(writer, Unsafe.BitCast<TEnum, uint>(value)); break;
            case TypeCode.UInt64: Tagged.Unsigned(writer, Unsafe.BitCast<TEnum, ulong>(value)); break;
            default: throw Unknown();
        }
    }

    public static TEnum Read(ref WireReader reader) => Underlying switch
    {
        TypeCode.SByte => Unsafe.BitCast<sbyte, TEnum>(Tagged.Signed<sbyte>(ref reader)),
        TypeCode.Int16 => Unsafe.BitCast<short, TEnum>(Tagged.Signed<short>(ref reader)),
        TypeCode.Int32 => Unsafe.BitCast<int, TEnum>(Tagged.Signed<int>(ref reader)),
        TypeCode.Int64 => Unsafe.BitCast<long, TEnum>(Tagged.Signed<long>(ref reader)),
        TypeCode.Byte => Unsafe.BitCast<byte, TEnum>(Tagged.Unsigned<byte>(ref reader)),
        TypeCode.UInt16 => Unsafe.BitCast<ushort, TEnum>(Tagged.Unsigned<ushort>(ref reader)),
        TypeCode.UInt32 => Unsafe.BitCast<uint, TEnum>(Tagged.Unsigned<uint>(ref reader)),
        TypeCode.UInt64 => Unsafe.BitCast<ulong, TEnum>(Tagged.Unsigned<ulong>(ref reader)),
        _ => throw Unknown(),
    };

    private static UnreachableException Unknown() => new($"{typeof(TEnum)} has an underlying type that is no integer of C#; the resolver takes such enums for structs.");
}
