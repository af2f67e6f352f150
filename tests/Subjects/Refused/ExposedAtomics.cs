namespace Refused;

/// <summary>A field that is returned by reference, and worked on atomically elsewhere.</summary>
public sealed partial class Shared
{
    private int _counted;

    public ref int Counted() => ref _counted; // WEFT1601

    public void Count() => Interlocked.Increment(ref _counted);
}
