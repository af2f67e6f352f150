using Weft.Protocol;
using Weft.Runtime.Values;

namespace Weft.Runtime.Literals;

/// <summary>The codecs of literal types.</summary>
internal static class LiteralCodecs
{
    /// <summary>The codec of a literal type (enums and Nullable included), or null for any other.</summary>
    internal static IValueCodec? Find(Type type) =>
        type == typeof(int) ? new Int32Codec() : type == typeof(string) ? new StringCodec() : null;

    private sealed class Int32Codec : ValueCodec<int>
    {
        public override bool IsLiteral => true;

        internal override void Write(WireWriter writer, int value)
        {
            writer.Byte((byte)ValueTag.Signed);
            writer.Signed(value);
        }

        internal override int Read(ref WireReader reader) => reader.Byte() == (byte)ValueTag.Signed ? (int)reader.Signed() : throw new ProtocolException("An integer was expected.");
    }

    private sealed class StringCodec : ValueCodec<string?>
    {
        public override bool IsLiteral => true;

        internal override void Write(WireWriter writer, string? value)
        {
            writer.Byte((byte)(value is null ? ValueTag.Null : ValueTag.Text));
            if (value is not null)
                writer.Text(value);
        }

        internal override string? Read(ref WireReader reader) => (ValueTag)reader.Byte() switch
        {
            ValueTag.Null => null,
            ValueTag.Text => reader.Text(),
            ValueTag other => throw new ProtocolException($"Text was expected, but {other} came."),
        };
    }
}
