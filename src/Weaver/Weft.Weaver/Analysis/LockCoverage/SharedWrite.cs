using System.Collections.Immutable;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>Whether a write is made under a lock.</summary>
public enum LockCover
{
    /// <summary>At least one lock of the cluster is certainly held.</summary>
    Covered,

    /// <summary>There is a way to the write on which no lock of the cluster is held.</summary>
    Unlocked,

    /// <summary>No lock is seen, and not all ways to the write are known.</summary>
    Unknown,

    /// <summary>The write needs none.</summary>
    NotNeeded,
}

/// <summary>A lock that is certainly held.</summary>
/// <param name="Origin">What its name begins with.</param>
/// <param name="Name">Its name, as the method would write it.</param>
/// <param name="IsClustered">Whether it excludes other nodes too.</param>
public sealed record CoveringLock(LockOrigin Origin, string Name, bool IsClustered);

/// <summary>A write to shared state, with the locks that cover it.</summary>
/// <param name="Type">The type that it belongs to.</param>
/// <param name="Target">The field, or the collection or array.</param>
/// <param name="How">How it is written.</param>
/// <param name="Method">The method.</param>
/// <param name="Position">Where.</param>
/// <param name="Cover">Whether it is made under a lock.</param>
/// <param name="Locks">The locks that are certainly held.</param>
/// <param name="Why">Why it is unlocked or unknown, where that is not plain.</param>
public sealed record SharedWrite(
    string Type, string Target, string How, string Method, SourcePosition Position, LockCover Cover, ImmutableArray<CoveringLock> Locks, string? Why);
