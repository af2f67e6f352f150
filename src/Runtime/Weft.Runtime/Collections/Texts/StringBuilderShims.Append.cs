using System.Text;
using Weft.Runtime.Collections.Texts;

namespace Weft.Runtime.Contract;

/// <content>Appending what needs no code of the program.</content>
public static partial class StringBuilderShims
{
    /// <summary>See <see cref="StringBuilder.Append(char, int)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, char value, int repeatCount) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value, repeatCount)) : TextReplica.Seen(self.Append(value, repeatCount));

    /// <summary>See <see cref="StringBuilder.Append(char[], int, int)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, char[]? value, int startIndex, int charCount) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value, startIndex, charCount)) : TextReplica.Seen(self.Append(value, startIndex, charCount));

    /// <summary>See <see cref="StringBuilder.Append(string)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, string? value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(string, int, int)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, string? value, int startIndex, int count) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value, startIndex, count)) : TextReplica.Seen(self.Append(value, startIndex, count));

    /// <summary>See <see cref="StringBuilder.Append(bool)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, bool value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(char)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, char value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(sbyte)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, sbyte value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(byte)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, byte value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(short)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, short value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(int)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, int value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(long)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, long value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(float)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, float value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(double)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, double value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(decimal)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, decimal value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(ushort)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, ushort value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(uint)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, uint value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(ulong)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, ulong value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(char[])"/>.</summary>
    public static StringBuilder Append(StringBuilder self, char[]? value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(ReadOnlySpan{char})"/>.</summary>
    public static StringBuilder Append(StringBuilder self, ReadOnlySpan<char> value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(ReadOnlyMemory{char})"/>.</summary>
    public static StringBuilder Append(StringBuilder self, ReadOnlyMemory<char> value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value)) : TextReplica.Seen(self.Append(value));

    /// <summary>See <see cref="StringBuilder.Append(char*, int)"/>.</summary>
    public static unsafe StringBuilder Append(StringBuilder self, char* value, int valueCount) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(value, valueCount)) : TextReplica.Seen(self.Append(value, valueCount));

    /// <summary>See <see cref="StringBuilder.AppendLine()"/>.</summary>
    public static StringBuilder AppendLine(StringBuilder self) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().AppendLine()) : TextReplica.Seen(self.AppendLine());

    /// <summary>See <see cref="StringBuilder.AppendLine(string)"/>.</summary>
    public static StringBuilder AppendLine(StringBuilder self, string? value) => TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().AppendLine(value)) : TextReplica.Seen(self.AppendLine(value));

    /// <summary>See <see cref="StringBuilder.Append(StringBuilder)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, StringBuilder? value)
    {
        StringBuilder? added = TextReplica.Snapshot(value);
        return TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(added)) : TextReplica.Seen(self.Append(added));
    }

    /// <summary>See <see cref="StringBuilder.Append(StringBuilder, int, int)"/>.</summary>
    public static StringBuilder Append(StringBuilder self, StringBuilder? value, int startIndex, int count)
    {
        StringBuilder? added = TextReplica.Snapshot(value);
        return TextReplica.Of(self) is { } replica ? replica.Append(self, new StringBuilder().Append(added, startIndex, count)) : TextReplica.Seen(self.Append(added, startIndex, count));
    }
}
