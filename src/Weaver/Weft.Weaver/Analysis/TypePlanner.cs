using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Decides what happens to types, fields, methods and locks.</summary>
public static class TypePlanner
{
    /// <summary>Makes the plan, still without bodies.</summary>
    public static WeavePlan Plan(WeaveContext context, CancellationToken cancellationToken)
    {
        ApplicationTypes types = new(context);
        RuleChecks.Run(context, types);
        TransientFields transients = new(context, types);
        ImmutableArray<RootPlan> roots = new RootPlanner(context, types, transients).Plan();

        Reachability reachability = new(context, types, transients);
        foreach (RootPlan root in roots)
            reachability.AddRoot(root, context.Configuration.Roots.First(rule => rule.Name == root.Name).Field.Position);
        foreach (var pattern in context.Configuration.Include)
            reachability.AddIncluded(pattern);
        reachability.AddLower();
        reachability.Run(cancellationToken);

        ReplacedContents contents = new(context, types, transients);
        ClassPlanner classes = new(context, transients, contents, new(context, types, transients), reachability, roots);
        ImmutableDictionary<TypeDefinition, TypePlan> plans = classes.Plan();
        ImmutableDictionary<FieldDefinition, FieldPlan> fields = classes.Fields(plans.Values);
        ReportUselessTransients(context, transients, plans);
        contents.ReportUseless(plans.ContainsKey);

        var methods = new DistributedMethodPlanner(context, types, transients).Plan();
        ImmutableArray<NamedLockPlan> locks = new NamedLockPlanner(context, types, fields).Plan(cancellationToken);
        ImmutableArray<AssemblyPlan> assemblies = new AssemblyPlanner(context, plans, fields, methods.Keys, locks).Plan();
        MissingReferences.Report(context);
        return new(assemblies, plans, fields, roots, methods);
    }

    /// <summary>Looks up what the rules name, and plans nothing.</summary>
    internal static void CheckNames(WeaveContext context)
    {
        ApplicationTypes types = new(context);
        RuleChecks.Run(context, types);
        TransientFields transients = new(context, types);
        new RootPlanner(context, types, transients).Plan();
        _ = new ReplacedContents(context, types, transients);
        new DistributedMethodPlanner(context, types, transients).Plan();
    }

    private static void ReportUselessTransients(WeaveContext context, TransientFields transients, ImmutableDictionary<TypeDefinition, TypePlan> plans)
    {
        foreach (var (field, rule) in transients.Named.Select(entry => (entry.Key, entry.Value)))
        {
            if (!plans.ContainsKey(field.DeclaringType))
                context.Diagnostics.Warning(Codes.TransientUnused, rule.Position, $"{TypeNames.Display(field)} is declared transient, but no root and no 'include' reaches its class");
        }
    }
}
