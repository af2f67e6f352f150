namespace Weft.Protocol;

/// <summary>The first byte of an encoded value. Values describe themselves, so that the hub finds references and skips what it does not know.</summary>
public enum ValueTag : byte
{
    /// <summary>Null. Nothing follows.</summary>
    Null = 0,

    /// <summary>False.</summary>
    False = 1,

    /// <summary>True.</summary>
    True = 2,

    /// <summary>A zigzag varint: sbyte, short, int, long, nint, and enums of these.</summary>
    Signed = 3,

    /// <summary>A varint: byte, ushort, uint, ulong, nuint, char, and enums of these.</summary>
    Unsigned = 4,

    /// <summary>Four bytes, IEEE 754.</summary>
    Single = 5,

    /// <summary>Eight bytes, IEEE 754.</summary>
    Double = 6,

    /// <summary>Text.</summary>
    Text = 7,

    /// <summary>Sixteen bytes, as <see cref="decimal.GetBits(decimal)"/>.</summary>
    Decimal = 8,

    /// <summary>DateTime: ticks (varint) and kind (byte).</summary>
    DateTime = 9,

    /// <summary>DateTimeOffset: ticks (varint) and offset in minutes (zigzag).</summary>
    DateTimeOffset = 10,

    /// <summary>TimeSpan, DateOnly, TimeOnly: zigzag ticks, or day number.</summary>
    Ticks = 11,

    /// <summary>Sixteen bytes.</summary>
    Guid = 12,

    /// <summary>A literal that travels as text (BigInteger, Version, Uri, CultureInfo, IPAddress, Type, Int128, UInt128, Half): type id (8 bytes) and text.</summary>
    LiteralText = 13,

    /// <summary>A shared object: object id (8 bytes), type id (8 bytes), length (varint; arrays only have one other than 0).</summary>
    Reference = 14,

    /// <summary>A value in a place of a wider static type: type id (8 bytes) and a value.</summary>
    Typed = 15,

    /// <summary>Several values as one: count and values. Composite keys, structs by value.</summary>
    Tuple = 16,

    /// <summary>Raw bytes: length and bytes. Arrays of primitives by value in call arguments.</summary>
    Bytes = 17,
}
