using System.Runtime.CompilerServices;

namespace Refused;

/// <summary>Every line that must be refused names its code.</summary>
public sealed class Uses
{
    public static Uses? s_root;

    private int _number;
    private long _big;
    private (int Left, int Right) _pair;

    public int RefLocal(bool other)
    {
        ref int place = ref _number; // WEFT1601
        if (other)
            place = ref _pair.Left; // WEFT1601
        place++;
        return place;
    }

    public ref int RefReturn() => ref _number; // WEFT1601

    // On one line: where a fixed statement begins differs between Debug and Release.
    public unsafe int Pinned() { fixed (int* pointer = &_number) return *pointer; } // WEFT1601

    public int Atomic() => Interlocked.Increment(ref _number); // WEFT1603

    public long VolatileRead() => Volatile.Read(ref _big); // WEFT1603

    public int Reinterpreted() => Unsafe.As<long, int>(ref _big); // WEFT1603

    public int ThroughHelper() => Helper(ref _number); // WEFT1603

    public void Branches(bool left)
    {
        Set(ref left ? ref _pair.Left : ref _pair.Right); // WEFT1601
    }

    public static Uses? RootAddress() => Interlocked.Exchange(ref s_root, null); // WEFT1603

    private static int Helper(ref int place) => Interlocked.Add(ref place, 2);

    private static void Set(ref int place) => place = 1;
}
