using Weft.Corpus.Gates;
using Weft.Weaver;
using Weft.Weaver.Diagnostics;

namespace Weft.Corpus.Weaving;

/// <summary>A plan without errors in numbers, and what it took to come there. It holds nothing of what the weaver read, which would fill the memory.</summary>
/// <param name="Concessions">What the weave goes without.</param>
/// <param name="Refusals">What the weaver refused on the way, each member once.</param>
/// <param name="Remarks">The messages of the plan itself: warnings and lines for the log.</param>
/// <param name="Numbers">What is woven.</param>
/// <param name="Shared">The fields that are shared.</param>
/// <param name="Rounds">How often the set was planned.</param>
internal sealed record Settled(
    Concessions Concessions, IReadOnlyList<Refusal> Refusals, IReadOnlyList<Diagnostic> Remarks, PlanNumbers Numbers, SharedFields Shared, int Rounds);

/// <summary>One refused member.</summary>
/// <param name="Code">The code of the message.</param>
/// <param name="Assembly">The assembly that declares it.</param>
/// <param name="Text">The message with its place.</param>
internal sealed record Refusal(string Code, string Assembly, string Text);

/// <summary>The weaver has errors for which nothing can be conceded.</summary>
internal sealed class UnsettledException(IReadOnlyCollection<Diagnostic> errors)
    : Exception($"{errors.Count} errors that no concession answers:{Environment.NewLine}{string.Join(Environment.NewLine, errors.Take(20))}");
