using Weft.Protocol;

namespace Weft.Runtime.Literals;

/// <summary>The text form of one literal type that has no tag of its own.</summary>
internal interface ITextForm<T>
{
    /// <summary>The text that <see cref="Parse"/> turns into an equal value on every node, whatever its culture.</summary>
    static abstract string Format(T value);

    /// <summary>The value of a text.</summary>
    static abstract T Parse(string text);
}

/// <summary>A literal that travels as type id and text.</summary>
internal readonly struct TextLiteral<T, TForm> : ILiteral<T?> where TForm : ITextForm<T>
{
    private static readonly ulong TypeId = WireHash.Of(typeof(T).FullName!);

    public static void Write(WireWriter writer, T? value)
    {
        if (value is null)
        {
            writer.Byte((byte)ValueTag.Null);
            return;
        }
        string text = TForm.Format(value);
        writer.Byte((byte)ValueTag.LiteralText);
        writer.Fixed64(TypeId);
        writer.Text(text);
    }

    public static T? Read(ref WireReader reader)
    {
        byte tag = reader.Byte();
        if (tag == (byte)ValueTag.Null && default(T) is null)
            return default;
        if (tag != (byte)ValueTag.LiteralText)
            throw new ProtocolException($"Tag {tag} at byte {reader.Position - 1} does not start a value of {typeof(T)}.");
        ulong found = reader.Fixed64();
        if (found != TypeId)
            throw new ProtocolException($"A literal of type {found:x16} before byte {reader.Position} stands where {typeof(T)} is expected.");
        string text = reader.Text();
        try
        {
            return TForm.Parse(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            throw new ProtocolException($"'{text}' before byte {reader.Position} is no value of {typeof(T)}.", e);
        }
    }
}
