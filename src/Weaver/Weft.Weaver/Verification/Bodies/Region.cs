using Mono.Cecil.Cil;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>What a part of a body is for exceptions.</summary>
internal enum RegionKind
{
    Body,
    Try,
    Catch,
    Filter,
    FilterHandler,
    Finally,
    Fault,
}

/// <summary>A part of a body: the whole, or a block of an exception handler.</summary>
internal sealed class Region(RegionKind kind, int start, int end, ExceptionHandler? handler)
{
    internal RegionKind Kind => kind;

    internal int Start => start;

    /// <summary>The place behind the last instruction.</summary>
    internal int End => end;

    /// <summary>The handler; a protected block has the first of its handlers.</summary>
    internal ExceptionHandler? Handler => handler;

    internal Region? Parent { get; set; }

    /// <summary>The protected block of a handler's block.</summary>
    internal Region? Protected { get; set; }

    internal bool Holds(Region other) => start <= other.Start && other.End <= end;

    internal bool IsApart(Region other) => end <= other.Start || other.End <= start;
}
