using System.Globalization;
using System.Net;
using System.Numerics;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Literals;

internal readonly struct Int128Form : ITextForm<Int128>
{
    public static string Format(Int128 value) => value.ToString(CultureInfo.InvariantCulture);

    public static Int128 Parse(string text) => Int128.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}

internal readonly struct UInt128Form : ITextForm<UInt128>
{
    public static string Format(UInt128 value) => value.ToString(CultureInfo.InvariantCulture);

    public static UInt128 Parse(string text) => UInt128.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>A number in its shortest exact form; a NaN as <c>#</c> and its bits, so that sign and payload survive.</summary>
internal readonly struct HalfForm : ITextForm<Half>
{
    public static string Format(Half value) => Half.IsNaN(value)
        ? "#" + BitConverter.HalfToUInt16Bits(value).ToString("x4", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    public static Half Parse(string text) => text.StartsWith('#')
        ? BitConverter.UInt16BitsToHalf(ushort.Parse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
        : Half.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}

internal readonly struct BigIntegerForm : ITextForm<BigInteger>
{
    public static string Format(BigInteger value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static BigInteger Parse(string text) => BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}

internal readonly struct VersionForm : ITextForm<Version>
{
    public static string Format(Version value) => value.ToString();

    public static Version Parse(string text) => Version.Parse(text);
}

/// <summary>
/// <c>a</c> or <c>r</c>, a space and the original string: whether <c>/path</c> is absolute depends on the platform, so the reader is told.
/// </summary>
internal readonly struct UriForm : ITextForm<Uri>
{
    public static string Format(Uri value) => (value.IsAbsoluteUri ? "a " : "r ") + value.OriginalString;

    public static Uri Parse(string text) => text switch
    {
        ['a', ' ', ..] => new Uri(text[2..], UriKind.Absolute),
        ['r', ' ', ..] => new Uri(text[2..], UriKind.Relative),
        _ => throw new FormatException("Neither absolute nor relative."),
    };
}

/// <summary>The culture's name. Changes that a program made to its own writable copy stay with that copy.</summary>
internal readonly struct CultureInfoForm : ITextForm<CultureInfo>
{
    public static string Format(CultureInfo value) => value.Name;

    public static CultureInfo Parse(string text) => CultureInfo.GetCultureInfo(text);
}

/// <summary>The address in its usual form, the scope of a link-local one included.</summary>
internal readonly struct IPAddressForm : ITextForm<IPAddress>
{
    public static string Format(IPAddress value) => value.ToString();

    public static IPAddress Parse(string text) => IPAddress.Parse(text);
}

/// <summary>The type's name on the wire. Only types of the framework and of this application are found.</summary>
internal readonly struct TypeForm : ITextForm<Type>
{
    public static string Format(Type value) => WireTypeName.Of(value);

    public static Type Parse(string text) => WireTypeResolver.Resolve(text);

    /// <summary>Refuses what has no name outside its declaration.</summary>
    internal static void ThrowIfNameless(Type type, ReferenceVisitor visitor)
    {
        if (type.IsByRef || type.IsPointer || type.IsFunctionPointer || type.ContainsGenericParameters)
            throw new NonPortableException($"{RuntimeCodes.NotPortable}: the Type {type} has no name that another node could find it by.", visitor.Place ?? type.ToString());
    }
}
