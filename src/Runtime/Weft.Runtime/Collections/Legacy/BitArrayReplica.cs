using System.Collections;
using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>Operations of this node on one shared <see cref="BitArray"/>. The class is sealed, so all of them have their headers in the side table.</summary>
internal sealed class BitArrayReplica(SharedHeader header) : SequenceReplica<BitArray, int, BitArrayContent>(header)
{
    /// <summary>The replica of a shared array, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static BitArrayReplica? Of(BitArray bits) => SealedReplicas<BitArray, BitArrayReplica>.Of(bits);

    /// <summary>An array that only this thread knows, with the bits of one that may be shared.</summary>
    internal static BitArray Snapshot(BitArray bits) => Of(bits) is { } replica ? replica.Read(bits, bits, static b => (BitArray)b.Clone()) : bits;

    /// <summary>Changes any number of bits.</summary>
    internal static BitArray Change<TArgument>(BitArray bits, TArgument argument, Action<BitArray, TArgument> change)
    {
        if (Of(bits) is { } replica)
        {
            replica.ChangeMany(bits, argument, change);
            return bits;
        }
        change(bits, argument);
        Of(bits)?.ReportLate(bits);
        return bits;
    }

    internal void Set(BitArray bits, int index, bool value) => Change(bits, (this, bits, index, value), static a =>
    {
        a.bits[a.index] = a.value;
        int place = BitArrayContent.PlaceOf(a.index);
        a.Item1.RecordSet(a.bits, place, BitArrayContent.WordAt(a.bits, place));
        return true;
    });

    private void ChangeMany<TArgument>(BitArray bits, TArgument argument, Action<BitArray, TArgument> change) => Change(bits, (this, bits, argument, change), static a =>
    {
        int[] before = BitArrayContent.Copy(a.bits);
        a.change(a.bits, a.argument);
        a.Item1.RecordDifference(a.bits, before, BitArrayContent.Copy(a.bits));
        return true;
    });

    // Words that did not change stay other nodes' to change. Where most did, the whole is shorter.
    private void RecordDifference(BitArray bits, int[] before, int[] after)
    {
        int[] changed = before.Length == after.Length && before[0] == after[0] ? [.. Enumerable.Range(1, after.Length - 1).Where(place => before[place] != after[place])] : [];
        if (before[0] != after[0] || changed.Length > after.Length / 3)
        {
            RecordReplace(bits);
            return;
        }
        foreach (int place in changed)
            RecordSet(bits, place, after[place]);
    }
}
