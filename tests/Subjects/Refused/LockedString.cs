namespace Refused;

/// <summary>A lock on a string, of which each node has one of its own.</summary>
public static class LockedString
{
    private static readonly string Named = new('n', 3);

    public static void Rename(Shared shared)
    {
        lock (shared.Title) // warning WEFT1306
            shared.Title += "!";
    }

    public static void RenameByName(Shared shared)
    {
        lock (Named)
            shared.Title += "?";
    }
}

public sealed partial class Shared
{
    public string Title = "";
}
