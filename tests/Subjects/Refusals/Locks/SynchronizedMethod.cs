using System.Runtime.CompilerServices;

namespace Refusals.Locks;

public class Synchronized
{
    public int value;
    public static Synchronized Root;
    [MethodImpl(MethodImplOptions.Synchronized)] public void Increment() => value++;
    [MethodImpl(MethodImplOptions.Synchronized)] public static void IncrementRoot() => Root.value++;
}

public class SynchronizedInGeneric
{
    public int value;
    public static SynchronizedInGeneric Root;
    public class Of<T> { [MethodImpl(MethodImplOptions.Synchronized)] public static void Increment() => Root.value++; }
}
