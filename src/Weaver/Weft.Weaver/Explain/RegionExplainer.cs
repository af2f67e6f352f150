using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Explain;

/// <summary>Explains the stretches of a body whose accesses are guarded together.</summary>
internal static class RegionExplainer
{
    /// <summary>The stretches that have to do with what is selected, each as a site of its own.</summary>
    internal static IEnumerable<ExplainedSite> Explain(BodyPlan body, ExplainSelection selection) =>
        body.Regions.Where(region => IsSelected(body, region, selection)).Select(region => Explain(body, region));

    /// <summary>Whether a stretch has properties inlined that access a selected field.</summary>
    internal static bool AccessesThroughProperties(AccessRegion region, ExplainSelection selection) =>
        region.Properties.Any(property => property.Field.Resolve() is { } field && selection.IncludesUsesOf(field));

    private static bool IsSelected(BodyPlan body, AccessRegion region, ExplainSelection selection) =>
        region.Instructions.Any(instruction => selection.Includes(body.Method, MemberPositions.Of(body.Method, instruction))) ||
        SitesIn(body, region).Any(site => selection.IncludesUsesOf(site.Field!.Field)) ||
        AccessesThroughProperties(region, selection);

    private static ExplainedSite Explain(BodyPlan body, AccessRegion region)
    {
        Instruction first = region.Instructions[0];
        Instruction last = region.Instructions[region.Instructions.Length - 1];
        int accesses = SitesIn(body, region).Count() + region.Properties.Length;
        string owners = string.Join(", ", region.Owners.Select(owner => NameOf(owner, body.Method)));
        string stored = string.Join(", ", region.Owners.Where(owner => !owner.Stored.IsEmpty).Select(owner => NameOf(owner, body.Method)).Distinct());
        string behind = stored.Length == 0 ? "" : $"; asked behind them, since they are written: {stored}";
        return new(
            MemberPositions.Of(body.Method, first),
            "Guard",
            null,
            $"{IlPrinter.Line(body.Method.Body, first)} … {IlPrinter.Line(body.Method.Body, last)}",
            $"{accesses} neighbouring accesses are guarded together; asked before them: {owners}{behind}; while none is shared they run as they were compiled{Lines(body, first, last)}",
            null);
    }

    private static IEnumerable<SitePlan> SitesIn(BodyPlan body, AccessRegion region) =>
        body.Sites.Where(site => site is { Field: not null, Action: SiteAction.Read or SiteAction.Write } && region.Instructions.Contains(site.Instruction));

    private static string NameOf(RegionOwner owner, MethodDefinition method) => owner.Variable switch
    {
        _ when owner.IsThis => "this",
        ParameterDefinition parameter => parameter.Name,
        VariableDefinition variable when method.DebugInformation.TryGetName(variable, out string? name) => name,
        VariableDefinition variable => $"local {variable.Index}",
        _ => owner.Via.DeclaringType.Name,
    };

    private static string Lines(BodyPlan body, Instruction first, Instruction last)
    {
        SourcePosition from = MemberPositions.Of(body.Method, first);
        SourcePosition to = MemberPositions.Of(body.Method, last);
        return to.Line > from.Line ? $", to line {to.Line}" : "";
    }
}
