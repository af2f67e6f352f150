namespace Refused;

/// <summary>Atomic work on a field in a method of the application's own.</summary>
public sealed partial class Shared
{
    public int ThroughHelper() => Helper(ref _number); // WEFT1603

    private static int Helper(ref int place) => Interlocked.Add(ref place, 2);
}
