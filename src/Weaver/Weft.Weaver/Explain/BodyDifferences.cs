using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Explain;

/// <summary>What weaving changes in one method.</summary>
/// <param name="Method">Its name with parameters.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Added">Whether weaving made the method.</param>
/// <param name="Sites">The rewritten instructions, each with its rule.</param>
/// <param name="Lines">The difference of its IL in unified form; all lines for a method that was made.</param>
public sealed record BodyDifference(string Method, SourcePosition Position, bool Added, ImmutableArray<ExplainedSite> Sites, ImmutableArray<string> Lines);

/// <summary>Compares the methods of an application before and after weaving.</summary>
internal sealed class BodyDifferences
{
    private readonly WeavePlan _plan;
    private readonly ExplainSelection _selection;
    private readonly Dictionary<MethodDefinition, ImmutableArray<ExplainedSite>> _sites = [];
    private readonly HashSet<MethodDefinition> _existing = [];

    /// <summary>Made before the plan is carried out: notes what the sites are, while their instructions still say it.</summary>
    internal BodyDifferences(WeavePlan plan, ExplainSelection selection)
    {
        (_plan, _selection) = (plan, selection);
        foreach (BodyPlan body in plan.Assemblies.SelectMany(assembly => assembly.Bodies))
            _sites[body.Method] = Explainer.SitesOf(body, selection);
        foreach (AssemblyPlan assembly in plan.Assemblies.Where(assembly => assembly.Rewrite))
            _existing.UnionWith(assembly.Assembly.MainModule.GetTypes().SelectMany(type => type.Methods));
    }

    /// <summary>Compares with the application as it was read.</summary>
    internal ImmutableArray<BodyDifference> With(Workspace before, CancellationToken cancellationToken)
    {
        Dictionary<string, ModuleDefinition> pristine = before.Assemblies.ToDictionary(assembly => assembly.Name, assembly => assembly.Definition.MainModule, StringComparer.Ordinal);
        ImmutableArray<BodyDifference>.Builder differences = ImmutableArray.CreateBuilder<BodyDifference>();
        foreach (AssemblyPlan assembly in _plan.Assemblies.Where(assembly => assembly.Rewrite))
        {
            Dictionary<uint, MethodDefinition> originals = pristine[assembly.Assembly.Name.Name].GetTypes().SelectMany(type => type.Methods).ToDictionary(method => method.MetadataToken.RID);
            foreach (MethodDefinition method in assembly.Assembly.MainModule.GetTypes().SelectMany(type => type.Methods))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if ((_existing.Contains(method) ? Changed(originals[method.MetadataToken.RID], method) : Made(method)) is { } difference)
                    differences.Add(difference);
            }
        }
        return differences.ToImmutable();
    }

    private BodyDifference? Changed(MethodDefinition original, MethodDefinition method)
    {
        ImmutableArray<ExplainedSite> sites = _sites.TryGetValue(method, out ImmutableArray<ExplainedSite> known) ? known : [];
        if (!_selection.Includes(method) && sites.IsEmpty)
            return null;
        ImmutableArray<string> lines = LineDifference.Unified(IlPrinter.Lines(original), IlPrinter.Lines(method));
        return lines.IsEmpty ? null : new(TypeNames.Wire(method), MemberPositions.Of(original), false, sites, lines);
    }

    /// <summary>Generated methods belong to a class: they are shown with it, and nobody can name them.</summary>
    private BodyDifference? Made(MethodDefinition method) => !_selection.Includes(method.DeclaringType)
        ? null
        : new(TypeNames.Wire(method), MemberPositions.Of(method.DeclaringType), true, [], [.. IlPrinter.Lines(method).Select(line => "+" + line)]);
}
