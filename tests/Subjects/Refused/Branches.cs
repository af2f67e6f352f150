namespace Refused;

/// <summary>An atomic operation on one of two fields, chosen by a conditional operator.</summary>
public sealed partial class Shared
{
    public void Branches(bool left)
    {
        Interlocked.Increment(ref left ? ref _pair.Left : ref _pair.Right); // WEFT1603
    }
}
