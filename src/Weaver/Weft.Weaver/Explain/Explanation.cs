using System.Collections.Immutable;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Explain;

/// <summary>What is done to the selected parts of an application, by which rules, in plain words and values: what <c>explain</c> prints or gives as JSON.</summary>
/// <param name="Assemblies">The assemblies; only where everything is explained.</param>
/// <param name="Roots">The roots.</param>
/// <param name="Types">The classes, with their fields.</param>
/// <param name="Methods">The methods, with their rewritten instructions.</param>
/// <param name="NamedLocks">Static locks that are cluster locks.</param>
/// <param name="Refusals">The messages that are about what is explained.</param>
public sealed record Explanation(
    ImmutableArray<ExplainedAssembly> Assemblies,
    ImmutableArray<ExplainedRoot> Roots,
    ImmutableArray<ExplainedType> Types,
    ImmutableArray<ExplainedMethod> Methods,
    ImmutableArray<ExplainedLock> NamedLocks,
    ImmutableArray<Diagnostic> Refusals)
{
    /// <summary>Explains a plan.</summary>
    public static Explanation Of(WeavePlanResult result, ExplainSelection selection) =>
        new Explainer(result.Plan!, result.Context!, selection).Explain(result.Diagnostics);
}

/// <summary>One assembly.</summary>
public sealed record ExplainedAssembly(string Name, bool Rewritten, string Reason);

/// <summary>One root.</summary>
public sealed record ExplainedRoot(string Name, string Field, string? On, string Policy, string Load, string? Key, SourcePosition? Rule);

/// <summary>One class.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Shared">Whether its instances may be shared.</param>
/// <param name="Reason">Why, or why not.</param>
/// <param name="Path">The way to it from a root or rule, step by step; empty where it is not shared.</param>
/// <param name="Rule">The rule that the way begins with.</param>
/// <param name="GetsHeader">Whether it gets the header of its hierarchy.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="OnLoad">What fills its transient fields.</param>
public sealed record ExplainedType(
    string Name, bool Shared, string Reason, ImmutableArray<string> Path, SourcePosition? Rule, bool GetsHeader, ImmutableArray<ExplainedField> Fields, ImmutableArray<string> OnLoad);

/// <summary>One field.</summary>
public sealed record ExplainedField(string Name, string Treatment, string Reason, SourcePosition? Rule, SourcePosition Position);

/// <summary>One method with its rewritten instructions.</summary>
/// <param name="Name">Its name with parameters.</param>
/// <param name="Summary">What happens to it, in a few words.</param>
/// <param name="RunsOn">The nodes that a distributed method runs on; null for others.</param>
/// <param name="Rule">The rule that distributes it, or that makes its locks local.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Sites">Its rewritten instructions.</param>
public sealed record ExplainedMethod(string Name, string Summary, string? RunsOn, SourcePosition? Rule, SourcePosition Position, ImmutableArray<ExplainedSite> Sites);

/// <summary>One rewritten instruction.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Action">What is done.</param>
/// <param name="Field">The field that it is about.</param>
/// <param name="Instruction">The instruction as it was.</param>
/// <param name="Rule">Why.</param>
/// <param name="RulePosition">The rule of the configuration that decides, where there is one.</param>
public sealed record ExplainedSite(SourcePosition Position, string Action, string? Field, string Instruction, string Rule, SourcePosition? RulePosition);

/// <summary>One static lock that is a cluster lock.</summary>
public sealed record ExplainedLock(string Name, string Reason);
