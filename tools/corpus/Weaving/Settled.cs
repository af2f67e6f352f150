using Weft.Weaver;
using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;

namespace Weft.Corpus.Weaving;

/// <summary>A plan without errors, and what it took to come there.</summary>
/// <param name="Concessions">What the weave goes without.</param>
/// <param name="Refusals">What the weaver refused on the way, each once.</param>
/// <param name="Remarks">The messages of the plan itself: warnings and lines for the log.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Rounds">How often the set was planned.</param>
internal sealed record Settled(Concessions Concessions, IReadOnlyList<Diagnostic> Refusals, IReadOnlyList<Diagnostic> Remarks, WeavePlan Plan, int Rounds);

/// <summary>The weaver has an error for which nothing can be conceded.</summary>
internal sealed class UnsettledException(IReadOnlyList<Diagnostic> errors)
    : Exception($"{errors.Count} errors that no concession answers:{Environment.NewLine}{string.Join(Environment.NewLine, errors.Take(20))}");
