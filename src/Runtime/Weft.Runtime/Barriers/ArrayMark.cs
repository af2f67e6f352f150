using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weft.Runtime.Barriers;

/// <summary>
/// A mark in each array that is, or was, shared: one load tells of all others that they have no header, where the side table would have to be asked.
/// </summary>
/// <remarks>
/// Where pointers have 64 bits, four bytes between an array's length and its elements hold nothing; the collector moves them with the array. What was there when memory was handed out uncleared, or in the original of a clone,
/// only leads to the side table, which has the last word. Where there is no such room, the flag of the storage class is asked.
/// </remarks>
internal static class ArrayMark
{
    /// <summary>The version of .NET whose arrays are known to hold nothing there: what a later one may keep in it a look at some arrays would not tell.</summary>
    private const int KnownVersion = 10;

    /// <summary>A constant for the compiler.</summary>
    private static readonly bool HasRoom = FindRoom();

    /// <summary>Whether an array may have a header; seen by each store that the process-wide barrier of its sharing does not precede.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsSet<T>(Array array) => HasRoom ? Volatile.Read(ref Room(array)) != 0 : ArrayFlags<T>.AnyShared;

    /// <summary>See <see cref="IsSet{T}"/>, of an array of any class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsSet(Array array) => HasRoom ? Volatile.Read(ref Room(array)) != 0 : ArrayFlags.AnySharedAtAll;

    /// <summary>The array gets a header. Never undone.</summary>
    internal static void Set(Array array)
    {
        if (HasRoom)
            Volatile.Write(ref Room(array), 1);
    }

    private static ref int Room(Array array) => ref Unsafe.As<Layout>(array).Room;

    private static bool FindRoom()
    {
        int[] vector = [1, 2, 3];
        int[,] matrix = { { 1, 2 }, { 3, 4 } };
        return Environment.Version.Major == KnownVersion && nint.Size == sizeof(long) && HasRoomIn(vector) && HasRoomIn(matrix) && Unsafe.AreSame(ref Unsafe.Add(ref Room(vector), 1), ref vector[0]);
    }

    private static bool HasRoomIn(Array array) => Unsafe.As<Layout>(array).Length == array.Length && Room(array) == 0 && Unsafe.AreSame(ref Unsafe.Add(ref Unsafe.As<Layout>(array).Length, 1), ref Room(array));

    /// <summary>How an array begins.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private sealed class Layout
    {
        public int Length;
        public int Room;
    }
}
