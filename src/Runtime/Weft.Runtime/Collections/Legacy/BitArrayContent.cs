using System.Collections;
using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The content of a <see cref="BitArray"/> as numbers: how many bits there are, then the bits, 32 in a number.</summary>
internal readonly struct BitArrayContent : ISequenceContent<BitArray, int>
{
    private const int BitsInWord = 32;

    public static BitArray Create() => new(0);

    public static Replica MakeReplica(SharedHeader header) => new BitArrayReplica(header);

    public static long Stamp(BitArray bits) => ContentStamp.Of(Version(bits), bits.Length);

    public static int Count(BitArray bits) => 1 + WordsIn(bits);

    public static int[] Copy(BitArray bits)
    {
        int[] content = new int[Count(bits)];
        content[0] = bits.Length;
        bits.CopyTo(content, 1);
        return content;
    }

    public static void Load(BitArray bits, int[] content)
    {
        int length = content.Length == 0 ? 0 : Math.Clamp(content[0], 0, (content.Length - 1) * BitsInWord);
        bits.Length = length;
        bits.SetAll(false);
        if (length > 0)
            bits.Or(new BitArray(content[1..]) { Length = length });
    }

    // The number of bits comes with the bits, never alone.
    public static bool TryInsert(BitArray bits, int index, int item) => false;

    public static bool TryRemove(BitArray bits, int index, int count) => false;

    public static bool TrySet(BitArray bits, int index, int item)
    {
        if (index == 0)
            return item == bits.Length;
        int start = (index - 1) * BitsInWord;
        for (int bit = 0; bit < BitsInWord && start + bit < bits.Length; bit++)
            bits[start + bit] = (item >> bit & 1) != 0;
        return true;
    }

    /// <summary>Where a bit is in the content.</summary>
    internal static int PlaceOf(int bit) => 1 + bit / BitsInWord;

    /// <summary>The number at a place of the content other than the first.</summary>
    internal static int WordAt(BitArray bits, int place)
    {
        int start = (place - 1) * BitsInWord, word = 0;
        for (int bit = 0; bit < BitsInWord && start + bit < bits.Length; bit++)
            word |= bits[start + bit] ? 1 << bit : 0;
        return word;
    }

    private static int WordsIn(BitArray bits) => (int)(((long)bits.Length + BitsInWord - 1) / BitsInWord);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(BitArray bits);
}
