using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Barriers;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of <see cref="Buffer"/> that write arrays. Copies between addresses are refused where they are found.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Buffer", Untouched = "ByteLength GetByte")]
public static class BufferShims
{
    /// <summary>See <see cref="Buffer.BlockCopy(Array, int, Array, int, int)"/>.</summary>
    public static void BlockCopy(Array src, int srcOffset, Array dst, int dstOffset, int count)
    {
        Buffer.BlockCopy(src, srcOffset, dst, dstOffset, count);
        Written(dst, dstOffset, count);
    }

    /// <summary>See <see cref="Buffer.SetByte(Array, int, byte)"/>.</summary>
    public static void SetByte(Array array, int index, byte value)
    {
        Buffer.SetByte(array, index, value);
        Written(array, index, 1);
    }

    private static void Written(Array array, int firstByte, int bytes)
    {
        if (bytes == 0)
            return;
        int size = Buffer.ByteLength(array) / array.Length;
        int first = firstByte / size;
        ArrayWrites.WrittenAt(array, first, (firstByte + bytes - 1) / size - first + 1);
    }
}
