using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Explain;

/// <summary>A plan in plain words and values: what <c>explain</c> prints or gives as JSON.</summary>
public sealed record Explanation(
    ImmutableArray<ExplainedAssembly> Assemblies,
    ImmutableArray<ExplainedRoot> Roots,
    ImmutableArray<ExplainedType> Types,
    ImmutableArray<ExplainedMethod> Methods,
    ImmutableArray<ExplainedLock> NamedLocks)
{
    /// <summary>Explains a plan.</summary>
    public static Explanation Of(WeavePlan plan, ExplainFilter filter)
    {
        bool whole = filter is { Type: null, Method: null };
        return new(
            whole ? [.. plan.Assemblies.Select(assembly => new ExplainedAssembly(assembly.Assembly.Name.Name, assembly.Rewrite, assembly.Reason))] : [],
            [.. plan.Roots.Where(root => filter.Method is null && filter.Includes(root.Field.DeclaringType)).Select(Root)],
            filter.Method is null ? TypesOf(plan, filter) : [],
            MethodsOf(plan, filter),
            [.. plan.Assemblies.SelectMany(assembly => assembly.NamedLocks).Where(item => filter.Method is null && filter.Includes(item.Type ?? item.Field!.DeclaringType))
                .Select(item => new ExplainedLock(item.Name, item.Reason))]);
    }

    private static ExplainedRoot Root(RootPlan root) => new(
        root.Name,
        TypeNames.Display(root.Field),
        root.On?.FullName,
        root.Policy switch { 0 => "first-wins", 1 => "replaceable", _ => "error" },
        root.Eager ? "eager" : "lazy",
        root.Key?.Name);

    private static ImmutableArray<ExplainedType> TypesOf(WeavePlan plan, ExplainFilter filter)
    {
        IEnumerable<ExplainedType> classes = plan.Types.Values.Where(type => filter.Includes(type.Type)).Select(type => new ExplainedType(
            type.Type.FullName,
            type.Reason,
            type.OwnsHeader,
            [.. type.Fields.Concat(plan.Fields.Values.Where(field => field.Field.IsStatic && field.Field.DeclaringType == type.Type)).Select(Field)],
            [.. type.OnLoad.Select(Step)]));
        IEnumerable<ExplainedType> others = plan.Fields.Values
            .Where(field => filter.Includes(field.Field.DeclaringType) && !plan.Types.ContainsKey(field.Field.DeclaringType))
            .GroupBy(field => field.Field.DeclaringType)
            .Select(group => new ExplainedType(group.Key.FullName, "declares a root; its instances are not instrumented", false, [.. group.Select(Field)], []));
        return [.. classes.Concat(others).OrderBy(type => type.Name, StringComparer.Ordinal)];
    }

    private static ExplainedField Field(FieldPlan field) => new(
        TypeNames.SourceName(field.Field.Name),
        field.Treatment switch
        {
            FieldTreatment.Shared => "shared",
            FieldTreatment.Transient => "transient",
            FieldTreatment.StaticRoot => "root",
            _ => "root on some instances",
        },
        field.Reason,
        MemberPositions.Of(field.Field));

    private static string Step(OnLoadStep step) => step switch
    {
        OnLoadStep.Initializer initializer => $"{TypeNames.SourceName(initializer.Field.Name)}: its initializer runs again",
        OnLoadStep.New made => $"{TypeNames.SourceName(made.Field.Name)}: new {made.Field.FieldType.FullName}()",
        OnLoadStep.Factory factory => $"{TypeNames.SourceName(factory.Field.Name)}: {factory.Target.DeclaringType.FullName}.{factory.Target.Name}()",
        OnLoadStep.Method method => $"{method.Target.Name}() is called",
        _ => step.ToString(),
    };

    private static ImmutableArray<ExplainedMethod> MethodsOf(WeavePlan plan, ExplainFilter filter)
    {
        Dictionary<MethodDefinition, BodyPlan> bodies = plan.Assemblies.SelectMany(assembly => assembly.Bodies).ToDictionary(body => body.Method);
        IEnumerable<MethodDefinition> all = bodies.Keys.Concat(plan.Methods.Keys).Distinct().Where(filter.Includes);
        return
        [
            .. all.OrderBy(method => method.FullName, StringComparer.Ordinal).Select(method => new ExplainedMethod(
                TypeNames.Wire(method),
                plan.Methods.TryGetValue(method, out DistributedMethodPlan? distributed) ? RunOn(distributed) : null,
                bodies.TryGetValue(method, out BodyPlan? body) ? [.. body.Sites.Select(site => Site(method, site))] : [])),
        ];
    }

    private static string RunOn(DistributedMethodPlan plan)
    {
        string where = plan.Where is null ? "" : $" where {plan.Where.Name} is not null";
        return plan.RunOn switch { 0 => "all nodes", 1 => "nodes that hold the receiver", _ => "all other nodes" } + where;
    }

    private static ExplainedSite Site(MethodDefinition method, SitePlan site) =>
        new(MemberPositions.Of(method, site.Instruction), site.Action.ToString(), site.Field is null ? null : TypeNames.Display(site.Field.Field), site.Rule);
}

/// <summary>One assembly.</summary>
public sealed record ExplainedAssembly(string Name, bool Rewritten, string Reason);

/// <summary>One root.</summary>
public sealed record ExplainedRoot(string Name, string Field, string? On, string Policy, string Load, string? Key);

/// <summary>One class.</summary>
public sealed record ExplainedType(string Name, string Reason, bool GetsHeader, ImmutableArray<ExplainedField> Fields, ImmutableArray<string> OnLoad);

/// <summary>One field.</summary>
public sealed record ExplainedField(string Name, string Treatment, string Reason, SourcePosition Position);

/// <summary>One method with its rewritten instructions.</summary>
public sealed record ExplainedMethod(string Name, string? RunsOn, ImmutableArray<ExplainedSite> Sites);

/// <summary>One rewritten instruction.</summary>
public sealed record ExplainedSite(SourcePosition Position, string Action, string? Field, string Rule);

/// <summary>One static lock that is a cluster lock.</summary>
public sealed record ExplainedLock(string Name, string Reason);
