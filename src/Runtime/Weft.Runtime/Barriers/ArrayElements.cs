using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weft.Runtime.Barriers;

/// <summary>Elements of arrays of any number of dimensions by their number: row by row, from zero, whatever the lower bounds are.</summary>
internal static class ArrayElements
{
    /// <summary>The place of an element. The element type may be a wider reference type, or another name of the same bits; the number must be in range.</summary>
    internal static ref T At<T>(Array array, int index) => ref Unsafe.Add(ref First<T>(array), index);

    /// <summary>All elements. The array's own element type must be <typeparamref name="T"/>.</summary>
    internal static Span<T> Of<T>(Array array) => MemoryMarshal.CreateSpan(ref First<T>(array), array.Length);

    /// <summary>The number of the element at a place.</summary>
    internal static int IndexOf<T>(Array array, ref readonly T place) => (int)(Unsafe.ByteOffset(in First<T>(array), in place) / Unsafe.SizeOf<T>());

    /// <summary>The number of the element that indices name, which must be in range.</summary>
    internal static int NumberOf(Array array, params ReadOnlySpan<long> indices)
    {
        long number = 0;
        for (int dimension = 0; dimension < indices.Length; dimension++)
            number = number * array.GetLength(dimension) + indices[dimension] - array.GetLowerBound(dimension);
        return (int)number;
    }

    /// <summary>The indices of an element, as programs write them.</summary>
    internal static string Indices(Array array, int index)
    {
        int[] indices = new int[array.Rank];
        for (int dimension = array.Rank - 1; dimension >= 0; dimension--)
        {
            (index, int rest) = Math.DivRem(index, array.GetLength(dimension));
            indices[dimension] = rest + array.GetLowerBound(dimension);
        }
        return string.Join(',', indices);
    }

    private static ref T First<T>(Array array) => ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array));
}
