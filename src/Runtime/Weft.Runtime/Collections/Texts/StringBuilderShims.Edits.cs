using System.Text;
using Weft.Runtime.Collections.Texts;

namespace Weft.Runtime.Contract;

/// <content>Edits at positions.</content>
public static partial class StringBuilderShims
{
    /// <summary>See <see cref="StringBuilder.Insert(int, string, int)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, string? value, int count) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value, count)) : TextReplica.Seen(self.Insert(index, value, count));

    /// <summary>See <see cref="StringBuilder.Insert(int, string)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, string? value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, bool)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, bool value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, sbyte)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, sbyte value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, byte)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, byte value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, short)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, short value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, char)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, char value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, char[])"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, char[]? value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, char[], int, int)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, char[]? value, int startIndex, int charCount) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value, startIndex, charCount)) : TextReplica.Seen(self.Insert(index, value, startIndex, charCount));

    /// <summary>See <see cref="StringBuilder.Insert(int, int)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, int value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, long)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, long value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, float)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, float value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, double)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, double value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, decimal)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, decimal value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, ushort)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, ushort value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, uint)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, uint value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, ulong)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, ulong value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, object)"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, object? value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Insert(int, ReadOnlySpan{char})"/>.</summary>
    public static StringBuilder Insert(StringBuilder self, int index, ReadOnlySpan<char> value) => TextReplica.Of(self) is { } replica ? replica.Insert(self, index, new StringBuilder().Insert(0, value)) : TextReplica.Seen(self.Insert(index, value));

    /// <summary>See <see cref="StringBuilder.Remove(int, int)"/>.</summary>
    public static StringBuilder Remove(StringBuilder self, int startIndex, int length) => TextReplica.Of(self) is { } replica ? replica.Remove(self, startIndex, length) : TextReplica.Seen(self.Remove(startIndex, length));

    /// <summary>See <see cref="StringBuilder.Replace(string, string)"/>.</summary>
    public static StringBuilder Replace(StringBuilder self, string oldValue, string? newValue) => TextReplica.Of(self) is { } replica ? replica.Rewrite(self, (oldValue, newValue), static (text, a) => text.Replace(a.oldValue, a.newValue)) : TextReplica.Seen(self.Replace(oldValue, newValue));

    /// <summary>See <see cref="StringBuilder.Replace(string, string, int, int)"/>.</summary>
    public static StringBuilder Replace(StringBuilder self, string oldValue, string? newValue, int startIndex, int count) => TextReplica.Of(self) is { } replica ? replica.Rewrite(self, (oldValue, newValue, startIndex, count), static (text, a) => text.Replace(a.oldValue, a.newValue, a.startIndex, a.count)) : TextReplica.Seen(self.Replace(oldValue, newValue, startIndex, count));

    /// <summary>See <see cref="StringBuilder.Replace(char, char)"/>.</summary>
    public static StringBuilder Replace(StringBuilder self, char oldChar, char newChar) => TextReplica.Of(self) is { } replica ? replica.Rewrite(self, (oldChar, newChar), static (text, a) => text.Replace(a.oldChar, a.newChar)) : TextReplica.Seen(self.Replace(oldChar, newChar));

    /// <summary>See <see cref="StringBuilder.Replace(char, char, int, int)"/>.</summary>
    public static StringBuilder Replace(StringBuilder self, char oldChar, char newChar, int startIndex, int count) => TextReplica.Of(self) is { } replica ? replica.Rewrite(self, (oldChar, newChar, startIndex, count), static (text, a) => text.Replace(a.oldChar, a.newChar, a.startIndex, a.count)) : TextReplica.Seen(self.Replace(oldChar, newChar, startIndex, count));

    /// <summary>See <see cref="StringBuilder.Replace(ReadOnlySpan{char}, ReadOnlySpan{char})"/>.</summary>
    public static StringBuilder Replace(StringBuilder self, ReadOnlySpan<char> oldValue, ReadOnlySpan<char> newValue) => TextReplica.Of(self) is null ? TextReplica.Seen(self.Replace(oldValue, newValue)) : Replace(self, oldValue.ToString(), newValue.ToString());

    /// <summary>See <see cref="StringBuilder.Replace(ReadOnlySpan{char}, ReadOnlySpan{char}, int, int)"/>.</summary>
    public static StringBuilder Replace(StringBuilder self, ReadOnlySpan<char> oldValue, ReadOnlySpan<char> newValue, int startIndex, int count) => TextReplica.Of(self) is null ? TextReplica.Seen(self.Replace(oldValue, newValue, startIndex, count)) : Replace(self, oldValue.ToString(), newValue.ToString(), startIndex, count);
}
