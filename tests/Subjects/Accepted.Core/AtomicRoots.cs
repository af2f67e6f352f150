namespace Accepted;

/// <summary>Roots for atomic operations.</summary>
public static class AtomicRoots
{
    public static Mark? s_lazy;
    public static Mark? s_swapped;
    public static Mark? s_ensured;
    public static object? s_any;
    public static Mark? s_early;
    public static readonly Mark? Before = Interlocked.CompareExchange(ref s_early, new Mark("early"), null);
}

/// <summary>What is in them.</summary>
public sealed class Mark(string name)
{
    public string Name { get; } = name;
}

/// <summary>An object with a root of its own.</summary>
public sealed class MarkOwner
{
    public Mark? Own;
}

/// <summary>An object that is not shared.</summary>
public class Desk(string name)
{
    public Mark? Own;

    public string Name { get; } = name;
}

/// <summary>One whose field is a root, for each name.</summary>
public sealed class TopDesk(string name) : Desk(name);
