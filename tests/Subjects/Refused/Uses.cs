using System.Runtime.CompilerServices;

namespace Refused;

/// <summary>Every line that must be refused names its code.</summary>
public sealed class Uses
{
    public static Uses? s_root;

    private int _number;
    private long _big;
    private string? _text;
    private AtomicCounter _counter;
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

    public string Lazy() => LazyInitializer.EnsureInitialized(ref _text, () => "made"); // WEFT1603

    public int Reinterpreted() => Unsafe.As<long, int>(ref _big); // WEFT1603

    public int ThroughHelper() => Helper(ref _number); // WEFT1603

    public int ThroughHelpers() => Outer(ref _number); // WEFT1603

    public int ThroughStruct() => _counter.Increment(); // WEFT1603

    public void Branches(bool left)
    {
        Set(ref left ? ref _pair.Left : ref _pair.Right); // WEFT1601
    }

    public static Uses? RootAddress() => Interlocked.Exchange(ref s_root, null); // WEFT1603

    private static int Outer(ref int place) => Inner(1, ref place);

    private static int Inner(int unused, ref int place)
    {
        ref int kept = ref place;
        return unused + Helper(ref kept);
    }

    private static int Helper(ref int place) => Interlocked.Add(ref place, 2);

    private static void Set(ref int place) => place = 1;
}

/// <summary>A struct that works atomically on itself.</summary>
public struct AtomicCounter
{
    private int _count;

    public int Increment() => Interlocked.Increment(ref _count);
}
