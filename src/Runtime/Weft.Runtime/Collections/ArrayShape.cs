using Weft.Protocol;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>
/// Lengths and lower bounds of an array that is no vector. On the wire they are the first value of the array's state, a tuple of length and lower bound for each dimension; the elements
/// follow row by row, so that the element of number n is the value of index n + 1.
/// </summary>
internal readonly record struct ArrayShape(int[] Lengths, int[] LowerBounds)
{
    internal static ArrayShape Of(Array array)
    {
        int[] lengths = new int[array.Rank];
        int[] lowerBounds = new int[array.Rank];
        for (int dimension = 0; dimension < array.Rank; dimension++)
        {
            lengths[dimension] = array.GetLength(dimension);
            lowerBounds[dimension] = array.GetLowerBound(dimension);
        }
        return new(lengths, lowerBounds);
    }

    internal void Write(WireWriter writer)
    {
        ByValue.WriteCount(writer, Lengths.Length * 2);
        for (int dimension = 0; dimension < Lengths.Length; dimension++)
        {
            ValueCodec<int>.For.Write(writer, Lengths[dimension]);
            ValueCodec<int>.For.Write(writer, LowerBounds[dimension]);
        }
    }

    /// <summary>Reads the shape of an array of a type, for which so many elements follow.</summary>
    /// <exception cref="ProtocolException">It is no shape of such an array.</exception>
    internal static ArrayShape Read(ref WireReader reader, Type type, int elements)
    {
        int rank = type.GetArrayRank();
        if (ByValue.ReadCount(ref reader) != rank * 2)
            throw new ProtocolException($"The dimensions of {type} before byte {reader.Position} are not {rank}.");
        ArrayShape shape = new(new int[rank], new int[rank]);
        long product = 1;
        for (int dimension = 0; dimension < rank; dimension++)
        {
            int length = shape.Lengths[dimension] = ValueCodec<int>.For.Read(ref reader);
            int lowerBound = shape.LowerBounds[dimension] = ValueCodec<int>.For.Read(ref reader);
            if (length < 0 || lowerBound > int.MaxValue - length)
                throw new ProtocolException($"The dimensions of {type} before byte {reader.Position} are no dimensions of an array.");
            // At most two factors of 31 bits at a time, so that nothing overflows.
            product = Math.Min(product * length, int.MaxValue);
        }
        return product == elements ? shape : throw new ProtocolException($"{elements} elements of {type} came before byte {reader.Position}, but its dimensions have room for {product}.");
    }

    internal Array Make(Type type) => Array.CreateInstanceFromArrayType(type, Lengths, LowerBounds);
}
