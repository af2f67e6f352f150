namespace Refused;

/// <summary>A root that <c>LazyInitializer</c> fills without a factory.</summary>
public sealed partial class Shared
{
    public static Shared LazyRoot() => LazyInitializer.EnsureInitialized(ref s_root); // WEFT1603
}
