using Weft.Corpus.Gates;
using Weft.Corpus.Sets;
using Weft.Corpus.Weaving;
using Weft.Weaver;
using Weft.Weaver.Diagnostics;

namespace Weft.Corpus;

/// <summary>What became of one set.</summary>
internal sealed record SetResult(ApplicationSet Set)
{
    /// <summary>Its plan; null where planning failed.</summary>
    public Settled? Settled { get; init; }

    /// <summary>What became of each assembly.</summary>
    public IReadOnlyList<AssemblyOutcome> Assemblies { get; init; } = [];

    /// <summary>Counts of each assembly, by its name.</summary>
    public IReadOnlyDictionary<string, AssemblyCounts> Counts { get; init; } = new Dictionary<string, AssemblyCounts>();

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Plain accesses that rightly remain; null where it was not looked for.</summary>
    public RemainingAccesses? Remaining { get; init; }

    /// <summary>Methods that the JIT compiled in the woven form; null where it was not asked.</summary>
    public int? Compiled { get; init; }

    /// <summary>Methods that the verifier looked at; null where it was not asked.</summary>
    public int? Verified { get; init; }

    /// <summary>The workloads that gave the same, by name.</summary>
    public IReadOnlyList<string> Workloads { get; init; } = [];

    /// <summary>How long planning and weaving took.</summary>
    public TimeSpan Weaving { get; init; }

    /// <summary>How long all took.</summary>
    public TimeSpan Total { get; init; }

    /// <summary>What the weaver refused.</summary>
    public IEnumerable<Diagnostic> Refusals => Settled?.Refusals ?? [];
}

/// <summary>Numbers of one assembly.</summary>
/// <param name="Methods">Methods with a body.</param>
/// <param name="Classes">Classes whose instances could have state of their own: neither static, nor interfaces, delegates or the compiler's.</param>
/// <param name="Instrumented">Those that are instrumented.</param>
/// <param name="Sites">Instructions woven.</param>
/// <param name="Refused">Members refused.</param>
internal sealed record AssemblyCounts(int Methods, int Classes, int Instrumented, int Sites, int Refused);
