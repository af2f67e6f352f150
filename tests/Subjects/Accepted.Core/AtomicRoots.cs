using System.Collections.Immutable;

namespace Accepted;

/// <summary>Roots for atomic operations.</summary>
public static class AtomicRoots
{
    public static Mark? s_lazy;
    public static Mark? s_swapped;
    public static Mark? s_ensured;
    public static object? s_any;
    public static Mark? s_early;
    public static Board? s_board;
    public static Mark? s_locked;
    public static object? s_gate;
    public static bool s_set;
    public static Mark? s_flagged;
    public static ImmutableList<int>? s_list = ImmutableList<int>.Empty;
    public static ImmutableDictionary<string, int>? s_map = ImmutableDictionary<string, int>.Empty;
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

/// <summary>What a root is made of without a function.</summary>
public sealed class Board
{
    public int Size = 4;
}

/// <summary>A shared object whose field is a root only in a subclass.</summary>
public class Place
{
    public Mark? Held;
    public Mark? Made;
    public ImmutableList<int>? Items = ImmutableList<int>.Empty;
}

/// <summary>One whose fields are roots.</summary>
public sealed class MainPlace : Place;
