using System.Globalization;
using System.Net;
using System.Numerics;
using Weft.Protocol;
using Weft.Runtime.Values;

namespace Weft.Runtime.Tests.Collections;

[TestFixture]
public sealed class LiteralRoundTripTests
{
    private enum Small : byte
    {
        One = 1,
        Top = 255,
    }

    private enum Wide : long
    {
        Bottom = long.MinValue,
        Top = long.MaxValue,
    }

    private static readonly Random Random = new(20260417);

    [Test]
    public void IntegersOfEverySizeComeBack()
    {
        Edges<sbyte>(sbyte.MinValue, -1, 0, 1, sbyte.MaxValue);
        Edges<short>(short.MinValue, -1, 0, short.MaxValue);
        Edges<int>(int.MinValue, -1, 0, int.MaxValue);
        Edges<long>(long.MinValue, -1, 0, long.MaxValue);
        Edges<nint>(nint.MinValue, -1, 0, nint.MaxValue);
        Edges<byte>(0, 127, 128, byte.MaxValue);
        Edges<ushort>(0, ushort.MaxValue);
        Edges<uint>(0, uint.MaxValue);
        Edges<ulong>(0, ulong.MaxValue);
        Edges<nuint>(0, nuint.MaxValue);
        Edges('\0', 'x', '\uD800', char.MaxValue);
        Edges(true, false);
        Edges<Int128>(Int128.MinValue, -1, Int128.MaxValue);
        Edges<UInt128>(UInt128.MinValue, 1, UInt128.MaxValue);
        for (int i = 0; i < 200; i++)
        {
            Edges(Random.NextInt64(long.MinValue, long.MaxValue));
            Edges((ulong)Random.NextInt64(long.MinValue, long.MaxValue));
        }
    }

    [Test]
    public void FloatingPointComesBackBitForBit()
    {
        foreach (uint bits in new uint[] { 0, 0x8000_0000, 0x7FC0_1234, 0xFFC0_0001, 1, 0x7F80_0000, (uint)Random.Next() })
            Assert.That(BitConverter.SingleToUInt32Bits(RoundTrip(BitConverter.UInt32BitsToSingle(bits))), Is.EqualTo(bits));
        foreach (ulong bits in new ulong[] { 0, 1UL << 63, 0x7FF8_0000_0000_BEEF, 0xFFF8_0000_0000_0001, 1, (ulong)Random.NextInt64() })
            Assert.That(BitConverter.DoubleToUInt64Bits(RoundTrip(BitConverter.UInt64BitsToDouble(bits))), Is.EqualTo(bits));
        for (int bits = 0; bits <= ushort.MaxValue; bits += 7)
            Assert.That(BitConverter.HalfToUInt16Bits(RoundTrip(BitConverter.UInt16BitsToHalf((ushort)bits))), Is.EqualTo((ushort)bits));
    }

    [Test]
    public void DecimalsKeepTheirTrailingZeros()
    {
        foreach (decimal value in new[] { 0m, -0.0m, 1.00m, 1m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m })
            Assert.That(decimal.GetBits(RoundTrip(value)), Is.EqualTo(decimal.GetBits(value)));
    }

    [Test]
    public void TextComesBackWithLoneSurrogates()
    {
        foreach (string value in new[] { "", "plain", "Grüße 🌍", "\uD800", "a\uDC00b", "\uDC00\uD800", "\0", new string('x', 100_000) })
            Assert.That(RoundTrip(value), Is.EqualTo(value));
        Assert.That(RoundTrip<string?>(null), Is.Null);
        for (int i = 0; i < 200; i++)
        {
            string any = new([.. Enumerable.Range(0, Random.Next(20)).Select(_ => (char)Random.Next(char.MaxValue + 1))]);
            Assert.That(RoundTrip(any), Is.EqualTo(any));
        }
    }

    [Test]
    public void TimesKeepKindAndOffset()
    {
        foreach (DateTimeKind kind in Enum.GetValues<DateTimeKind>())
        {
            DateTime value = new(Random.NextInt64(DateTime.MaxValue.Ticks), kind);
            DateTime back = RoundTrip(value);
            Assert.That((back.Ticks, back.Kind), Is.EqualTo((value.Ticks, value.Kind)));
        }
        DateTimeOffset offset = new(2026, 2, 3, 4, 5, 6, TimeSpan.FromMinutes(-570));
        Assert.That(RoundTrip(offset).EqualsExact(offset));
        Assert.That(RoundTrip(DateTimeOffset.MaxValue).EqualsExact(DateTimeOffset.MaxValue));
        Edges(DateOnly.MinValue, DateOnly.MaxValue);
        Edges(TimeOnly.MinValue, TimeOnly.MaxValue);
        Edges(TimeSpan.MinValue, TimeSpan.Zero, TimeSpan.MaxValue);
    }

    [Test]
    public void LiteralsThatTravelAsTextComeBack()
    {
        Edges(BigInteger.Zero, BigInteger.MinusOne, BigInteger.Pow(7, 500), -BigInteger.Pow(3, 400));
        Edges(new Version(), new Version(1, 2), new Version(1, 2, 3), new Version(1, 2, 3, 4));
        Edges(CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("de-DE"));
        Edges(IPAddress.Loopback, IPAddress.IPv6Any, IPAddress.Parse("fe80::1%3"), IPAddress.Parse("::ffff:10.1.2.3"));
        Edges(typeof(int), typeof(string), typeof(List<int>), typeof(int[]), typeof(Dictionary<string, Guid>));
        foreach (Uri uri in new[] { new Uri("https://example.org/a%20b?q=1#f"), new Uri("/relative", UriKind.Relative), new Uri("x/y", UriKind.Relative) })
        {
            Uri back = RoundTrip(uri);
            Assert.That((back.OriginalString, back.IsAbsoluteUri), Is.EqualTo((uri.OriginalString, uri.IsAbsoluteUri)));
        }
        Guid guid = new("00112233-4455-6677-8899-aabbccddeeff");
        Edges(guid, Guid.Empty);
    }

    [Test]
    public void EnumsNullablesAndStructsOfLiteralsComeBack()
    {
        Edges(Small.One, Small.Top, (Small)77);
        Edges(Wide.Bottom, Wide.Top, (Wide)5);
        Edges<int?>(null, 0, 7);
        Edges<Small?>(null, Small.One);
        Edges((1, "two", 3.0), (0, "", double.MaxValue));
        Edges<(int, string)?>(null, (1, "x"));
        Edges(new KeyValuePair<string, int>("k", 1));
    }

    [Test]
    public void BytesOfAnotherTypeAreRefused()
    {
        WireWriter writer = new();
        ValueCodec<string>.For.Write(writer, "text");
        byte[] text = writer.Written.ToArray();
        Assert.Throws<ProtocolException>(() => Read<int>(text));
        Assert.Throws<ProtocolException>(() => Read<Guid>(text));
        Assert.Throws<ProtocolException>(() => Read<Version>(text));
        writer.Clear();
        ValueCodec<int>.For.Write(writer, 70_000);
        byte[] large = writer.Written.ToArray();
        Assert.Throws<ProtocolException>(() => Read<short>(large));
    }

    private static void Edges<T>(params T[] values)
    {
        foreach (T value in values)
            Assert.That(RoundTrip(value), Is.EqualTo(value), typeof(T).ToString());
    }

    private static T RoundTrip<T>(T value)
    {
        WireWriter writer = new();
        ValueCodec<T>.For.Write(writer, value);
        WireReader reader = new(writer.Written);
        T back = ValueCodec<T>.For.Read(ref reader);
        Assert.That(reader.AtEnd, $"{value} left bytes over");
        return back;
    }

    private static T Read<T>(byte[] bytes)
    {
        WireReader reader = new(bytes.AsSpan());
        return ValueCodec<T>.For.Read(ref reader);
    }
}
