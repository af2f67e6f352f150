namespace Refused;

/// <summary>A shared field reached through <c>dynamic</c>, whose binder works on fields directly.</summary>
public static class DynamicField
{
    public static void Reach(dynamic anything)
    {
        anything.Visible = 1; // warning WEFT1607
        anything.Unknown();
    }
}

public sealed partial class Shared
{
    public int Visible;
}
