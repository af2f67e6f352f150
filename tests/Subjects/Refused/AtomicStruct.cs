namespace Refused;

/// <summary>A field of a struct that works atomically on itself.</summary>
public sealed partial class Shared
{
    private AtomicCounter _counter;

    public int ThroughStruct() => _counter.Increment(); // WEFT1603
}

public struct AtomicCounter
{
    private int _count;

    public int Increment() => Interlocked.Increment(ref _count);
}
