namespace Refused;

/// <summary>A collection's member reached through <c>dynamic</c>, whose binder works on framework types directly.</summary>
public static class DynamicCollection
{
    public static void Reach(dynamic anything)
    {
        anything.Add(2); // warning WEFT1607
        anything.Unknown();
    }
}
