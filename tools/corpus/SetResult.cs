using Weft.Corpus.Gates;
using Weft.Corpus.Sets;
using Weft.Corpus.Weaving;
using Weft.Weaver;

namespace Weft.Corpus;

/// <summary>What became of one set.</summary>
internal sealed record SetResult(ApplicationSet Set)
{
    /// <summary>Its plan in numbers; null where planning failed.</summary>
    public Settled? Settled { get; init; }

    /// <summary>What became of each assembly.</summary>
    public IReadOnlyList<AssemblyOutcome> Assemblies { get; init; } = [];

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Plain accesses that rightly remain; null where it was not looked for.</summary>
    public RemainingAccesses? Remaining { get; init; }

    /// <summary>Methods that the verifier looked at; null where it was not asked.</summary>
    public int? Verified { get; init; }

    /// <summary>Method instantiations that the JIT compiled in the woven form; null where it was not asked.</summary>
    public int? Compiled { get; init; }

    /// <summary>Types of which the decompiler made C#; null where it was not asked.</summary>
    public int? Decompiled { get; init; }

    /// <summary>The workloads that gave the same, by name.</summary>
    public IReadOnlyList<string> Workloads { get; init; } = [];

    /// <summary>How long planning and weaving took.</summary>
    public TimeSpan Weaving { get; init; }

    /// <summary>How long all took.</summary>
    public TimeSpan Total { get; init; }

    /// <summary>What the weaver refused.</summary>
    public IReadOnlyList<Refusal> Refusals => Settled?.Refusals ?? [];
}
