using Weft.Weaver.Analysis;

namespace Weft.Weaver.Transforms;

/// <summary>One rule of weaving, carried out on one module. Transforms decide nothing.</summary>
internal interface ITransform
{
    /// <summary>Carries the rule out.</summary>
    void Apply(WovenModule module);
}

/// <summary>Carries a plan out, in memory.</summary>
public static class Transformer
{
    /// <summary>All rules in the order in which they run. Headers come first; moved bodies are woven already; what registers knows all that was made.</summary>
    private static readonly ITransform[] Transforms =
    [
        new AddHeaders(),
        new AddFieldAccessors(),
        new AddAtomicAccessors(),
        new AddRootAccessors(),
        new RewriteSites(),
        new LockSynchronizedMethods(),
        new LockNamedMethods(),
        new HandOverFinalizers(),
        new AddOnLoad(),
        new DistributeMethods(),
        new AddDescriptions(),
        new RegisterModule(),
        new StartAtEntryPoint(),
        new GrantAccess(),
        new MarkAssembly(),
        new OptimizeBodies(),
    ];

    /// <summary>Changes the definitions of the workspace.</summary>
    public static void Apply(WeavePlan plan, WeaveContext context, CancellationToken cancellationToken)
    {
        // A plugin registers when the program loads it; the runtime could not find it before.
        HashSet<string> plugins = new(context.Workspace.Assemblies.Where(item => item.IsPlugin).Select(item => item.Name), StringComparer.Ordinal);
        List<string> woven = [.. plan.Assemblies.Where(item => item.Rewrite).Select(item => item.Assembly.Name.Name)];
        woven.AddRange(context.Workspace.Assemblies.Where(item => (item.WovenHash is not null || item.Manifest is { IsWoven: true }) && !woven.Contains(item.Name)).Select(item => item.Name));
        woven.RemoveAll(plugins.Contains);
        Apply(plan, new WeaveSettings(context.Workspace.Runtime.MainModule, context.Workspace.ContractVersion,
            context.Configuration.FullHash, context.Configuration.ClusterLines, woven) { IsProject = context.IsProject }, cancellationToken);
    }

    internal static void Apply(WeavePlan plan, WeaveSettings settings, CancellationToken cancellationToken)
    {
        foreach (AssemblyPlan assembly in plan.Assemblies)
        {
            if (!assembly.Rewrite)
                continue;
            WovenModule module = new(assembly, plan, settings);
            foreach (ITransform transform in Transforms)
            {
                cancellationToken.ThrowIfCancellationRequested();
                transform.Apply(module);
            }
        }
    }
}
