namespace Refused;

/// <summary>Atomic work on a field that methods of the application's own pass on to each other.</summary>
public sealed partial class Shared
{
    public int ThroughHelpers() => Outer(ref _number); // WEFT1603

    private static int Outer(ref int place) => Middle(1, ref place);

    private static int Middle(int unused, ref int place)
    {
        ref int kept = ref place;
        return unused + Inner(ref kept);
    }

    private static int Inner(ref int place) => Interlocked.Add(ref place, 2);
}
