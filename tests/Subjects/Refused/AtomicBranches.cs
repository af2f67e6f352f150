namespace Refused;

/// <summary>An atomic operation on a field or on something else, chosen by a conditional operator.</summary>
public sealed partial class Shared
{
    public void Branches(bool left, ref int given)
    {
        Interlocked.Increment(ref left ? ref _number : ref given); // WEFT1603
    }
}
