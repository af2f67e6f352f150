namespace Refused;

/// <summary>Members reached through <c>dynamic</c>, whose binder works on fields and framework types directly.</summary>
public static class Dynamics
{
    public static void Reach(dynamic anything, dynamic other)
    {
        anything.Visible = 1; // warning WEFT1607
        other.Add(2); // warning WEFT1607
        other.Unknown();
    }
}

public sealed partial class Shared
{
    public int Visible;
}
