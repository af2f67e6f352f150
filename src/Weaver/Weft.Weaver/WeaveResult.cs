using System.Collections.Immutable;
using Weft.Weaver.Analysis;
using Weft.Weaver.Analysis.LockCoverage;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Explain;

namespace Weft.Weaver;

/// <summary>What happened to one assembly.</summary>
public enum AssemblyFate
{
    /// <summary>Written anew.</summary>
    Rewritten,

    /// <summary>Copied byte for byte.</summary>
    Copied,

    /// <summary>Not touched: it lies already where it belongs.</summary>
    Left,
}

/// <summary>What happened to one assembly, and why.</summary>
/// <param name="Name">Its simple name.</param>
/// <param name="InputFile">Where it was read.</param>
/// <param name="OutputFile">Where it lies now.</param>
/// <param name="Fate">What happened to it.</param>
/// <param name="Reason">Why, in words for the log.</param>
/// <param name="Types">Number of instrumented classes.</param>
/// <param name="Sites">Number of rewritten instructions.</param>
public sealed record AssemblyOutcome(string Name, string InputFile, string OutputFile, AssemblyFate Fate, string Reason, int Types, int Sites);

/// <summary>The outcome of <see cref="WeaverEngine.Weave"/>.</summary>
/// <param name="Success">Whether everything was written; if not, nothing was.</param>
/// <param name="Diagnostics">All messages, in the order of their places.</param>
/// <param name="Assemblies">What happened to each assembly.</param>
public sealed record WeaveResult(bool Success, ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<AssemblyOutcome> Assemblies);

/// <summary>The outcome of <see cref="WeaverEngine.Plan"/>.</summary>
/// <param name="Success">Whether there are no errors.</param>
/// <param name="Diagnostics">All messages, in the order of their places.</param>
/// <param name="Plan">The plan; null where configuration or assemblies could not be read. There is one in spite of errors in the analysis.</param>
/// <param name="Context">What the plan was made from; null as <paramref name="Plan"/>.</param>
public sealed record WeavePlanResult(bool Success, ImmutableArray<Diagnostic> Diagnostics, WeavePlan? Plan, WeaveContext? Context);

/// <summary>The outcome of <see cref="WeaverEngine.Check"/>.</summary>
/// <param name="Success">Whether there are no errors.</param>
/// <param name="Diagnostics">All messages, in the order of their places.</param>
/// <param name="Writes">Every write to shared state with the locks that cover it; empty where the plan could not be made.</param>
public sealed record CheckResult(bool Success, ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<SharedWrite> Writes);

/// <summary>The outcome of <see cref="WeaverEngine.Preview"/>.</summary>
/// <param name="Success">Whether there are no errors.</param>
/// <param name="Diagnostics">All messages, in the order of their places.</param>
/// <param name="Problem">Why the filter selects nothing; null where it does not.</param>
/// <param name="Differences">What weaving changes in each method; empty where there are errors.</param>
public sealed record PreviewResult(bool Success, ImmutableArray<Diagnostic> Diagnostics, string? Problem, ImmutableArray<BodyDifference> Differences);
