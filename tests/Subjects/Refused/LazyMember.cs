namespace Refused;

/// <summary>A member of a struct that <c>LazyInitializer</c> fills with what a function makes.</summary>
public sealed partial class Shared
{
    private Names _names;

    public string LazyMember() => LazyInitializer.EnsureInitialized(ref _names.Name, () => "made"); // WEFT1603
}

public struct Names
{
    public string? Name;
}
