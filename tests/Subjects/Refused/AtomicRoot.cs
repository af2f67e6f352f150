namespace Refused;

/// <summary>An atomic operation on one of several places, of which one is a root.</summary>
public sealed partial class Shared
{
    private static Shared? s_other;

    public static Shared? OfRoot(bool other) => Interlocked.Exchange(ref other ? ref s_other : ref s_root, null); // WEFT1603
}
