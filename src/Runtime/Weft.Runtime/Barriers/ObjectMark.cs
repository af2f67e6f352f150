using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Barriers;

/// <summary>
/// A mark at each collection and synchronizer that is, or was, shared, whatever its class: one load tells of all others that they have no header, where a field of the runtime's own class, or the side table, would have to be asked.
/// </summary>
/// <remarks>
/// Before each object lies a header of the runtime: where pointers have 64 bits, four bytes that hold nothing and four of its lock. The collector moves both with the object, and a clone has a header of its own. What is there by
/// chance only leads to the object's header in the cluster, which has the last word. Where there is no such room, each look goes that way.
/// </remarks>
internal static class ObjectMark
{
    /// <summary>The version of .NET whose objects are known to have nothing there: what a later one may keep in it a look at some objects would not tell.</summary>
    private const int KnownVersion = 10;

    /// <summary>A constant for the compiler.</summary>
    private static readonly bool HasRoom = FindRoom();

    /// <summary>Whether an object may have a header; seen by each operation that the process-wide barrier of its sharing does not precede.</summary>
    /// <exception cref="NullReferenceException">There is no object.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsSet(object instance) => !HasRoom || Volatile.Read(ref Room(instance)) != 0;

    /// <summary>What an object is marked with; 0 for nothing, and where there is no room for marks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Number(object instance) => HasRoom ? Volatile.Read(ref Room(instance)) : 0;

    /// <summary>The object gets a header. Never undone.</summary>
    internal static void Set(object instance)
    {
        if (HasRoom)
            Interlocked.CompareExchange(ref Room(instance), HeaderSlots.None, 0);
    }

    /// <summary>The object gets a header that has a number in <see cref="HeaderSlots"/>.</summary>
    /// <returns>Whether that is its mark; else it has another one, which is not told from what lies there by chance.</returns>
    internal static bool TrySet(object instance, int number)
    {
        if (!HasRoom)
            return false;
        int before = Volatile.Read(ref Room(instance));
        return before is 0 or HeaderSlots.None && Interlocked.CompareExchange(ref Room(instance), number, before) == before;
    }

    // From its first field, so that the compiler compares the object with null: an address below that of nothing is none that tells.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref int Room(object instance) => ref Unsafe.AddByteOffset(ref Unsafe.As<Layout>(instance).First, -2 * sizeof(long));

    private static ref int LockWord(object instance) => ref Unsafe.Add(ref Room(instance), 1);

    // A lock that nobody waits for is in the header: that shows where it is.
    private static bool FindRoom()
    {
        if (Environment.Version.Major != KnownVersion || nint.Size != sizeof(long))
            return false;
        Layout probe = new() { First = 1 };
        if (Room(probe) != 0 || LockWord(probe) != 0)
            return false;
        lock (probe)
            return Room(probe) == 0 && LockWord(probe) != 0;
    }

    /// <summary>How an object begins.</summary>
    private sealed class Layout
    {
        public int First;
    }
}
