using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Numerics;
using Weft.Runtime.Values;

namespace Weft.Runtime.Literals;

/// <summary>The codecs of literal types.</summary>
internal static class LiteralCodecs
{
    private static readonly FrozenDictionary<Type, IValueCodec> Known = new Dictionary<Type, IValueCodec>
    {
        [typeof(bool)] = new LiteralCodec<bool, BooleanLiteral>(),
        [typeof(sbyte)] = new LiteralCodec<sbyte, SByteLiteral>(),
        [typeof(short)] = new LiteralCodec<short, Int16Literal>(),
        [typeof(int)] = new LiteralCodec<int, Int32Literal>(),
        [typeof(long)] = new LiteralCodec<long, Int64Literal>(),
        [typeof(nint)] = new LiteralCodec<nint, IntPtrLiteral>(),
        [typeof(byte)] = new LiteralCodec<byte, ByteLiteral>(),
        [typeof(ushort)] = new LiteralCodec<ushort, UInt16Literal>(),
        [typeof(uint)] = new LiteralCodec<uint, UInt32Literal>(),
        [typeof(ulong)] = new LiteralCodec<ulong, UInt64Literal>(),
        [typeof(nuint)] = new LiteralCodec<nuint, UIntPtrLiteral>(),
        [typeof(char)] = new LiteralCodec<char, CharLiteral>(),
        [typeof(float)] = new LiteralCodec<float, SingleLiteral>(),
        [typeof(double)] = new LiteralCodec<double, DoubleLiteral>(),
        [typeof(decimal)] = new LiteralCodec<decimal, DecimalLiteral>(),
        [typeof(Half)] = new LiteralCodec<Half, TextLiteral<Half, HalfForm>>(),
        [typeof(Int128)] = new LiteralCodec<Int128, TextLiteral<Int128, Int128Form>>(),
        [typeof(UInt128)] = new LiteralCodec<UInt128, TextLiteral<UInt128, UInt128Form>>(),
        [typeof(string)] = new LiteralCodec<string?, StringLiteral>(),
        [typeof(Guid)] = new LiteralCodec<Guid, GuidLiteral>(),
        [typeof(DateTime)] = new LiteralCodec<DateTime, DateTimeLiteral>(),
        [typeof(DateTimeOffset)] = new LiteralCodec<DateTimeOffset, DateTimeOffsetLiteral>(),
        [typeof(DateOnly)] = new LiteralCodec<DateOnly, DateOnlyLiteral>(),
        [typeof(TimeOnly)] = new LiteralCodec<TimeOnly, TimeOnlyLiteral>(),
        [typeof(TimeSpan)] = new LiteralCodec<TimeSpan, TimeSpanLiteral>(),
        [typeof(BigInteger)] = new LiteralCodec<BigInteger, TextLiteral<BigInteger, BigIntegerForm>>(),
        [typeof(Version)] = new LiteralCodec<Version?, TextLiteral<Version, VersionForm>>(),
        [typeof(Uri)] = new LiteralCodec<Uri?, TextLiteral<Uri, UriForm>>(),
        [typeof(CultureInfo)] = new LiteralCodec<CultureInfo?, TextLiteral<CultureInfo, CultureInfoForm>>(),
        [typeof(IPAddress)] = new LiteralCodec<IPAddress?, TextLiteral<IPAddress, IPAddressForm>>(),
        // IPAddress.Loopback and its kin are instances of a private class of the framework.
        [IPAddress.Loopback.GetType()] = new LiteralCodec<IPAddress?, TextLiteral<IPAddress, IPAddressForm>>(),
        [typeof(Type)] = new LiteralCodec<Type?, TextLiteral<Type, TypeForm>>(),
    }.ToFrozenDictionary();

    /// <summary>The codec of a literal type (enums and Nullable included), or null for any other.</summary>
    internal static IValueCodec? Find(Type type)
    {
        if (Known.TryGetValue(type, out IValueCodec? known))
            return known;
        if (type.IsEnum)
            return HasIntegerOfCSharp(type) ? Make(typeof(LiteralCodec<,>).MakeGenericType(type, typeof(EnumLiteral<>).MakeGenericType(type))) : null;
        return Nullable.GetUnderlyingType(type) is { } underlying ? Make(typeof(NullableCodec<>).MakeGenericType(underlying)) : null;
    }

    private static bool HasIntegerOfCSharp(Type type) => Type.GetTypeCode(type.GetEnumUnderlyingType()) is >= TypeCode.SByte and <= TypeCode.UInt64;

    private static IValueCodec Make(Type codec) => (IValueCodec)Activator.CreateInstance(codec, nonPublic: true)!;
}
