namespace Refused;

/// <summary>A field returned by read-only reference: what the caller reads later is the field.</summary>
public sealed partial class Shared
{
    public ref readonly int RefReadonlyReturn() => ref _number; // WEFT1601
}
