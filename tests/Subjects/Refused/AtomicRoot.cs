namespace Refused;

/// <summary>An atomic operation on a root.</summary>
public sealed partial class Shared
{
    public static Shared? OfRoot() => Interlocked.Exchange(ref s_root, null); // WEFT1603
}
