namespace Refused;

/// <summary>A member of a struct in an array that <c>LazyInitializer</c> fills with what a function makes.</summary>
public sealed partial class Shared
{
    private readonly Labeled[] _labeled = [default];

    public string LazyMemberOfElement() => LazyInitializer.EnsureInitialized(ref _labeled[0].Label, () => "made"); // warning WEFT1605
}

public struct Labeled
{
    public string? Label;
}
