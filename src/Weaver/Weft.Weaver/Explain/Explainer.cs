using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Analysis.Finalization;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Explain;

/// <summary>Makes explanations of one plan.</summary>
internal sealed class Explainer(WeavePlan plan, WeaveContext context, ExplainSelection selection)
{
    private readonly Dictionary<MethodDefinition, BodyPlan> _bodies = plan.Assemblies.SelectMany(assembly => assembly.Bodies).ToDictionary(body => body.Method);
    private readonly Dictionary<MethodDefinition, NamedLockRule> _named = plan.Assemblies.SelectMany(assembly => assembly.Named).ToDictionary(item => item.Method, item => item.Lock);
    private readonly Dictionary<MethodDefinition, HandedFinalizer> _finalizers = plan.Assemblies.SelectMany(assembly => assembly.Finalizers).ToDictionary(item => item.Method ?? item.Overriding!);
    private readonly HashSet<MethodDefinition> _synchronized = [.. plan.Assemblies.SelectMany(assembly => assembly.Synchronized)];

    internal Explanation Explain(ImmutableArray<Diagnostic> diagnostics) => new(
        selection.IsAll ? [.. plan.Assemblies.Select(assembly => new ExplainedAssembly(assembly.Assembly.Name.Name, assembly.Rewrite, assembly.Reason))] : [],
        [.. plan.Roots.Where(root => selection.Includes(root.Field)).Select(Root)],
        Types(),
        Methods(),
        [.. plan.Assemblies.SelectMany(assembly => assembly.NamedLocks).Where(item => item.Field is null ? selection.Includes(item.Type!) : selection.Includes(item.Field))
            .Select(item => new ExplainedLock(item.Name, item.Reason))],
        [.. diagnostics.Where(selection.Includes)]);

    private static ExplainedRoot Root(RootPlan root) => new(
        root.Name,
        TypeNames.Display(root.Field),
        root.On?.FullName,
        Portability.IsValue(root.Field.FieldType) ? $"a variable of type {root.Field.FieldType.WithoutModifiers().FullName} that every node writes" : root.Policy switch { 0 => "first-wins", 1 => "replaceable", _ => "error" },
        root.Eager ? "eager" : "lazy",
        root.Key?.Name,
        root.Rule);

    private ImmutableArray<ExplainedType> Types()
    {
        IEnumerable<TypeDefinition> types = selection.IsAll
            ? plan.Types.Keys.Concat(plan.Fields.Keys.Select(field => field.DeclaringType))
            : selection.Named.Where(member => member is not MethodDefinition).Select(member => member as TypeDefinition ?? member.DeclaringType);
        return [.. types.Distinct().OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Type)];
    }

    private ExplainedType Type(TypeDefinition type)
    {
        IEnumerable<FieldDefinition> fields = type.Fields.Where(field => selection.IsAll ? plan.Fields.ContainsKey(field) : selection.Includes(field) && !field.HasConstant);
        ImmutableArray<ExplainedField> explained = [.. fields.Select(Field)];
        if (plan.Types.TryGetValue(type, out TypePlan? planned))
            return new(type.FullName, true, planned.Reason, planned.Path, planned.Rule, planned.OwnsHeader, explained, selection.Includes(type) ? [.. planned.OnLoad.Select(Step)] : []);
        return new(type.FullName, false, WhyNotShared(type), [], null, false, explained, []);
    }

    private string WhyNotShared(TypeDefinition type)
    {
        if (plan.Fields.Keys.Any(field => field.DeclaringType == type))
            return "it declares a root; its instances are not instrumented";
        if (context.Configuration.Exclude.FirstOrDefault(pattern => pattern.Matches(type)) is { } excluded)
            return $"excluded by '{excluded}' ({excluded.Position.RuleName})";
        if (context.Configuration.Transients.FirstOrDefault(rule => rule.Type?.Matches(type) == true) is { } transient)
            return $"a transient type by '{transient.Type}' ({transient.Position.RuleName})";
        return type switch
        {
            { IsInterface: true } => "an interface has no state",
            { IsEnum: true } => "an enum is a literal: its values are copied",
            { IsValueType: true } => "a struct is copied with the object or collection that holds it",
            _ when type.IsStaticClass() => "a static class has no instances",
            _ => "no root reaches it by the fields of shared classes, and no 'include' names it",
        };
    }

    private ExplainedField Field(FieldDefinition field)
    {
        SourcePosition position = MemberPositions.Of(field);
        string name = TypeNames.SourceName(field.Name);
        if (plan.Fields.TryGetValue(field, out FieldPlan? planned))
        {
            string treatment = planned.Treatment switch
            {
                FieldTreatment.Shared => "shared",
                FieldTreatment.Transient => "transient",
                FieldTreatment.StaticRoot => "root",
                _ => "root on some instances",
            };
            return new(name, treatment, planned.Reason, planned.Rule, position);
        }
        if (plan.Assemblies.SelectMany(assembly => assembly.NamedLocks).FirstOrDefault(item => item.Field == field) is { } named)
            return new(name, "cluster lock", named.Reason, null, position);
        return new(name, "untouched", field.IsStatic ? "static and no root: each node has its own value" : "its class is not shared", null, position);
    }

    private static string Step(OnLoadStep step) => step switch
    {
        OnLoadStep.Initializer initializer => $"{TypeNames.SourceName(initializer.Field.Name)}: its initializer runs again",
        OnLoadStep.New made => $"{TypeNames.SourceName(made.Field.Name)}: new {made.Field.FieldType.FullName}()",
        OnLoadStep.Factory factory => $"{TypeNames.SourceName(factory.Field.Name)}: {factory.Target.DeclaringType.FullName}.{factory.Target.Name}()",
        OnLoadStep.Method method => $"{method.Target.Name}() is called",
        _ => step.ToString(),
    };

    private ImmutableArray<ExplainedMethod> Methods()
    {
        IEnumerable<MethodDefinition> treated = _bodies.Keys.Concat(plan.Methods.Keys).Concat(_synchronized).Concat(_named.Keys).Concat(_finalizers.Keys);
        IEnumerable<MethodDefinition> methods = selection.IsAll ? treated : treated.Where(method => selection.Includes(method) || UsesSelected(method));
        // Of a whole class only those are of interest that change; a method or line that was named is answered in any case.
        if (!selection.Named.OfType<TypeDefinition>().Any())
            methods = methods.Concat(selection.Named.OfType<MethodDefinition>());
        return [.. methods.Distinct().OrderBy(method => method.FullName, StringComparer.Ordinal).Select(Method)];
    }

    private bool UsesSelected(MethodDefinition method) =>
        _bodies.TryGetValue(method, out BodyPlan? body) &&
        (body.Sites.Any(site => site.Field is not null && selection.IncludesUsesOf(site.Field.Field)) || body.Regions.Any(region => RegionExplainer.AccessesThroughProperties(region, selection)));

    private ExplainedMethod Method(MethodDefinition method)
    {
        ImmutableArray<ExplainedSite> sites = _bodies.TryGetValue(method, out BodyPlan? body) ? SitesOf(body, selection) : [];
        DistributedMethodPlan? distributed = plan.Methods.TryGetValue(method, out DistributedMethodPlan? found) ? found : null;
        AutolockRule? local = context.Configuration.Locks.LastOrDefault(rule => rule.Enabled is not null && rule.Method.Matches(method)) is { Enabled: false } rule ? rule : null;
        List<string> summary = [];
        if (distributed is not null)
            summary.Add("distributed, runs on " + RunOn(distributed));
        if (_synchronized.Contains(method))
        {
            summary.Add(method.IsSynchronized ? "its [MethodImpl(Synchronized)] becomes a lock that the cluster sees"
                : $"takes the lock of its {(method.IsStatic ? "type" : "receiver")} by '{context.Configuration.Synchronizes(method)!.Method}'");
        }
        if (_named.TryGetValue(method, out NamedLockRule? named))
            summary.Add($"takes the lock '{named.Name}' at level {LevelName(named.Level)} by '{context.Configuration.Names(method)!.Method}'");
        HandedFinalizer? handed = _finalizers.TryGetValue(method, out HandedFinalizer? finalizer) ? finalizer : null;
        if (handed is not null)
            summary.Add($"{(handed.Method is null ? "the finalizer that calls it" : "it")} runs on a thread of the runtime, not on the finalizer thread, since {handed.Reason}");
        if (local is null && context.Configuration.LevelOf(method) is var level and not LockLevel.Write)
            summary.Add($"its locks are of level {LevelName(level)} by '{context.Configuration.Locks.Last(rule => rule.Enabled is not null && rule.Method.Matches(method)).Method}'");
        if (local is not null)
            summary.Add($"its locks stay local by '{local.Method}'");
        if (body is { Sites.Length: > 0 })
            summary.Add(body.Sites.Length == 1 ? "1 instruction goes through the runtime" : $"{body.Sites.Length} instructions go through the runtime");
        else if (distributed is null && named is null && handed is null && !_synchronized.Contains(method))
            summary.Add(method.HasInstructions() ? "unchanged: it touches nothing that is shared" : "it has no body");
        return new(TypeNames.Wire(method), string.Join("; ", summary), distributed is null ? null : RunOn(distributed), distributed?.Rule ?? local?.Method.Position, MemberPositions.Of(method), sites);
    }

    private static string LevelName(LockLevel level) => level switch { LockLevel.SynchronousWrite => "synchronous-write", LockLevel.Read => "read", LockLevel.Concurrent => "concurrent", _ => "write" };

    private static string RunOn(DistributedMethodPlan plan)
    {
        string where = plan.Where is null ? "" : $" where {plan.Where.Name} is not null";
        return plan.RunOn switch { 0 => "all nodes", 1 => "nodes that hold the receiver", _ => "all other nodes" } + where;
    }

    /// <summary>The sites of a body that are selected, and the stretches that are guarded together.</summary>
    internal static ImmutableArray<ExplainedSite> SitesOf(BodyPlan body, ExplainSelection selection) =>
    [
        .. body.Sites
            .Select(site => (Site: site, Position: MemberPositions.Of(body.Method, site.Instruction)))
            .Where(item => selection.Includes(body.Method, item.Position) || (item.Site.Field is { } field && selection.IncludesUsesOf(field.Field)))
            .Select(item => new ExplainedSite(
                item.Position,
                item.Site.Action.ToString(),
                item.Site.Field is null ? null : TypeNames.Display(item.Site.Field.Field),
                IlPrinter.Line(body.Method.Body, item.Site.Instruction),
                item.Site.Rule,
                item.Site.Field?.Rule)),
        .. RegionExplainer.Explain(body, selection),
    ];
}
