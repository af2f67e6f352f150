using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="BitArray"/>'s members. The unshared case costs a look at one flag.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.BitArray", Untouched = ".ctor get_IsReadOnly get_IsSynchronized get_SyncRoot")]
public static class BitArrayShims
{
    /// <summary>See <see cref="BitArray.this"/>.</summary>
    public static bool get_Item(BitArray self, int index) => SealedReplicas<BitArray, BitArrayReplica>.Current(self)[index];

    /// <summary>See <see cref="BitArray.this"/>.</summary>
    public static void set_Item(BitArray self, int index, bool value) => Set(self, index, value);

    /// <summary>See <see cref="BitArray.Get(int)"/>.</summary>
    public static bool Get(BitArray self, int index) => SealedReplicas<BitArray, BitArrayReplica>.Current(self)[index];

    /// <summary>See <see cref="BitArray.Set(int, bool)"/>.</summary>
    public static void Set(BitArray self, int index, bool value)
    {
        if (BitArrayReplica.Of(self) is { } replica)
        {
            replica.Set(self, index, value);
            return;
        }
        self.Set(index, value);
        SealedReplicas<BitArray, BitArrayReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="BitArray.SetAll(bool)"/>.</summary>
    public static void SetAll(BitArray self, bool value) => BitArrayReplica.Change(self, value, static (bits, value) => bits.SetAll(value));

    /// <summary>See <see cref="BitArray.And(BitArray)"/>.</summary>
    public static BitArray And(BitArray self, BitArray value) => BitArrayReplica.Change(self, BitArrayReplica.Snapshot(value), static (bits, value) => bits.And(value));

    /// <summary>See <see cref="BitArray.Or(BitArray)"/>.</summary>
    public static BitArray Or(BitArray self, BitArray value) => BitArrayReplica.Change(self, BitArrayReplica.Snapshot(value), static (bits, value) => bits.Or(value));

    /// <summary>See <see cref="BitArray.Xor(BitArray)"/>.</summary>
    public static BitArray Xor(BitArray self, BitArray value) => BitArrayReplica.Change(self, BitArrayReplica.Snapshot(value), static (bits, value) => bits.Xor(value));

    /// <summary>See <see cref="BitArray.Not()"/>.</summary>
    public static BitArray Not(BitArray self) => BitArrayReplica.Change(self, 0, static (bits, _) => bits.Not());

    /// <summary>See <see cref="BitArray.RightShift(int)"/>.</summary>
    public static BitArray RightShift(BitArray self, int count) => BitArrayReplica.Change(self, count, static (bits, count) => bits.RightShift(count));

    /// <summary>See <see cref="BitArray.LeftShift(int)"/>.</summary>
    public static BitArray LeftShift(BitArray self, int count) => BitArrayReplica.Change(self, count, static (bits, count) => bits.LeftShift(count));

    /// <summary>See <see cref="BitArray.Length"/>.</summary>
    public static int get_Length(BitArray self) => SealedReplicas<BitArray, BitArrayReplica>.Current(self).Length;

    /// <summary>See <see cref="BitArray.Length"/>.</summary>
    public static void set_Length(BitArray self, int value) => BitArrayReplica.Change(self, value, static (bits, length) => bits.Length = length);

    /// <summary>See <see cref="BitArray.Count"/>.</summary>
    public static int get_Count(BitArray self) => SealedReplicas<BitArray, BitArrayReplica>.Current(self).Count;

    /// <summary>See <see cref="BitArray.HasAllSet()"/>.</summary>
    public static bool HasAllSet(BitArray self) => SealedReplicas<BitArray, BitArrayReplica>.Current(self).HasAllSet();

    /// <summary>See <see cref="BitArray.HasAnySet()"/>.</summary>
    public static bool HasAnySet(BitArray self) => SealedReplicas<BitArray, BitArrayReplica>.Current(self).HasAnySet();

    /// <summary>See <see cref="BitArray.Clone()"/>.</summary>
    public static object Clone(BitArray self) => SealedReplicas<BitArray, BitArrayReplica>.Current(self).Clone();

    /// <summary>See <see cref="BitArray.GetEnumerator()"/>.</summary>
    public static IEnumerator GetEnumerator(BitArray self) => SealedReplicas<BitArray, BitArrayReplica>.Current(self).GetEnumerator();

    /// <summary>See <see cref="BitArray.CopyTo(Array, int)"/>.</summary>
    public static void CopyTo(BitArray self, Array array, int index)
    {
        SealedReplicas<BitArray, BitArrayReplica>.Current(self).CopyTo(array, index);
        int bits = array is int[] ? 32 : array is byte[] ? 8 : 1;
        ArrayWrites.Written(array, index, ((long)self.Length + bits - 1) / bits);
    }
}
