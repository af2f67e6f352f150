namespace Refused;

/// <summary>A field that <c>LazyInitializer</c> fills in a method of the application's own.</summary>
public sealed partial class Shared
{
    public string ThroughLazyHelper() => Helper(ref _text); // WEFT1603

    private static string Helper(ref string? place) => LazyInitializer.EnsureInitialized(ref place, () => "made");
}
