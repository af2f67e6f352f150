namespace Accepted;

/// <summary>The root: all constructs of one program.</summary>
public sealed class World(Construct[] constructs)
{
    public static World? s_root;

    public readonly Construct[] Constructs = constructs;
    public readonly object Gate = new();
    public bool Done;
}
