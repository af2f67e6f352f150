namespace Refused;

/// <summary>A field returned by reference.</summary>
public sealed partial class Shared
{
    public ref int RefReturn() => ref _number; // WEFT1601
}
