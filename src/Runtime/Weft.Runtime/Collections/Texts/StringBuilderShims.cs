using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections.Texts;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="StringBuilder"/>'s members. The unshared case costs a look at one flag. Compilers call <see cref="object.ToString"/> for the text, which stays as it is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Text.StringBuilder", Untouched = ".ctor get_MaxCapacity")]
public static partial class StringBuilderShims
{
    /// <summary>See <see cref="StringBuilder.ToString()"/>.</summary>
    public static string ToString(StringBuilder self) => TextReplica.Of(self) is { } replica ? replica.Read(self, self, static text => text.ToString()) : self.ToString();

    /// <summary>See <see cref="StringBuilder.ToString(int, int)"/>.</summary>
    public static string ToString(StringBuilder self, int startIndex, int length) =>
        TextReplica.Of(self) is { } replica ? replica.Read(self, (self, startIndex, length), static a => a.self.ToString(a.startIndex, a.length)) : self.ToString(startIndex, length);

    /// <summary>See <see cref="StringBuilder.Length"/>.</summary>
    public static int get_Length(StringBuilder self) => TextReplica.Of(self) is { } replica ? replica.Read(self, self, static text => text.Length) : self.Length;

    /// <summary>See <see cref="StringBuilder.Length"/>.</summary>
    public static void set_Length(StringBuilder self, int value)
    {
        if (TextReplica.Of(self) is { } replica)
        {
            replica.SetLength(self, value);
            return;
        }
        self.Length = value;
        TextReplica.Seen(self);
    }

    /// <summary>See <see cref="StringBuilder.this"/>.</summary>
    public static char get_Chars(StringBuilder self, int index) => TextReplica.Of(self) is { } replica ? replica.Read(self, (self, index), static a => a.self[a.index]) : self[index];

    /// <summary>See <see cref="StringBuilder.this"/>.</summary>
    public static void set_Chars(StringBuilder self, int index, char value)
    {
        if (TextReplica.Of(self) is { } replica)
        {
            replica.SetChar(self, index, value);
            return;
        }
        self[index] = value;
        TextReplica.Seen(self);
    }

    /// <summary>See <see cref="StringBuilder.Clear()"/>.</summary>
    public static StringBuilder Clear(StringBuilder self) => TextReplica.Of(self) is { } replica ? replica.Empty(self) : TextReplica.Seen(self.Clear());

    /// <summary>See <see cref="StringBuilder.Capacity"/>.</summary>
    public static int get_Capacity(StringBuilder self) => TextReplica.Of(self) is { } replica ? replica.Read(self, self, static text => text.Capacity) : self.Capacity;

    /// <summary>See <see cref="StringBuilder.Capacity"/>.</summary>
    public static void set_Capacity(StringBuilder self, int value)
    {
        if (TextReplica.Of(self) is { } replica)
            replica.Read(self, (self, value), static a => a.self.Capacity = a.value);
        else
            self.Capacity = value;
    }

    /// <summary>See <see cref="StringBuilder.EnsureCapacity(int)"/>.</summary>
    public static int EnsureCapacity(StringBuilder self, int capacity) =>
        TextReplica.Of(self) is { } replica ? replica.Read(self, (self, capacity), static a => a.self.EnsureCapacity(a.capacity)) : self.EnsureCapacity(capacity);

    /// <summary>See <see cref="StringBuilder.CopyTo(int, char[], int, int)"/>.</summary>
    public static void CopyTo(StringBuilder self, int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        Current(self).CopyTo(sourceIndex, destination, destinationIndex, count);
        ArrayWrites.Written(destination, destinationIndex, count);
    }

    /// <summary>See <see cref="StringBuilder.CopyTo(int, Span{char}, int)"/>.</summary>
    public static void CopyTo(StringBuilder self, int sourceIndex, Span<char> destination, int count) => Current(self).CopyTo(sourceIndex, destination, count);

    /// <summary>See <see cref="StringBuilder.GetChunks()"/>.</summary>
    public static StringBuilder.ChunkEnumerator GetChunks(StringBuilder self) => Current(self).GetChunks();

    /// <summary>See <see cref="StringBuilder.Equals(StringBuilder)"/>.</summary>
    public static bool Equals(StringBuilder self, StringBuilder? sb) => ReferenceEquals(self, sb) || Current(self).Equals(Current(sb!));

    /// <summary>See <see cref="StringBuilder.Equals(ReadOnlySpan{char})"/>.</summary>
    public static bool Equals(StringBuilder self, ReadOnlySpan<char> span) => Current(self).Equals(span);

    // Of a shared text a copy, which other nodes do not change.
    private static StringBuilder Current(StringBuilder self) => TextReplica.Snapshot(self)!;
}
