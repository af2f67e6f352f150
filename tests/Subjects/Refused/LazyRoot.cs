namespace Refused;

/// <summary>A root that <c>LazyInitializer</c> fills.</summary>
public sealed partial class Shared
{
    public static Shared LazyRoot() => LazyInitializer.EnsureInitialized(ref s_root, () => new Shared()); // WEFT1603
}
