using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Decides which assemblies are rewritten, and reports those that touch shared fields and are not.</summary>
internal sealed class AssemblyPlanner(
    WeaveContext context,
    ImmutableDictionary<TypeDefinition, TypePlan> types,
    ImmutableDictionary<FieldDefinition, FieldPlan> fields,
    IEnumerable<MethodDefinition> methods,
    ImmutableArray<NamedLockPlan> locks)
{
    /// <summary>The plans, in the order of the workspace.</summary>
    public ImmutableArray<AssemblyPlan> Plan()
    {
        Dictionary<AssemblyDefinition, string> reasons = Declaring();
        HashSet<string> declaring = new(reasons.Keys.Select(assembly => assembly.Name.Name), StringComparer.Ordinal);
        ImmutableArray<AssemblyPlan>.Builder plans = ImmutableArray.CreateBuilder<AssemblyPlan>();
        foreach (ApplicationAssembly assembly in context.Workspace.Assemblies)
        {
            AssemblyDefinition definition = assembly.Definition;
            AssemblyNameReference? reference = definition.MainModule.AssemblyReferences.FirstOrDefault(item => declaring.Contains(item.Name));
            string? reason = reasons.TryGetValue(definition, out string? own) ? own : reference is null ? null : $"refers to {reference.Name}";
            ImmutableArray<MethodDefinition> synchronized = [.. SynchronizedMethods.In(definition.MainModule, context)];
            if (reason is null && synchronized.FirstOrDefault(method => SynchronizedMethods.ByRule(method, context)) is { } locked)
                reason = $"{TypeNames.Display(locked)} is synchronized by a rule";
            ImmutableArray<(MethodDefinition Method, Configuration.NamedLockRule Lock)> named = [.. SynchronizedMethods.Named(definition.MainModule, context)];
            if (reason is null && named.Length != 0)
                reason = $"{TypeNames.Display(named[0].Method)} takes the lock '{named[0].Lock.Name}' by a rule";
            plans.Add(new(
                definition,
                reason is not null,
                reason ?? "nothing in it is shared, and it refers to no assembly where something is",
                [.. definition.MainModule.GetTypes().Where(types.ContainsKey).Select(type => types[type])],
                [],
                [.. locks.Where(item => (item.Field?.Module ?? item.Type!.Module).Assembly == definition)])
            {
                Synchronized = synchronized,
                Named = named,
            });
        }
        foreach (AssemblyDefinition unwoven in context.Workspace.Unwoven)
            ReportAccess(unwoven);
        return plans.ToImmutable();
    }

    private Dictionary<AssemblyDefinition, string> Declaring()
    {
        Dictionary<AssemblyDefinition, string> reasons = [];
        void Add(IMemberDefinition member, string what)
        {
            AssemblyDefinition assembly = (member as TypeDefinition ?? member.DeclaringType).Module.Assembly;
            if (!reasons.ContainsKey(assembly))
                reasons.Add(assembly, $"declares {what} {TypeNames.Display(member)}");
        }
        foreach (FieldPlan field in fields.Values.Where(plan => plan.Treatment is FieldTreatment.StaticRoot or FieldTreatment.InstanceRoot).OrderBy(plan => plan.Field.FullName, StringComparer.Ordinal))
            Add(field.Field, "the root");
        foreach (TypeDefinition type in types.Keys.OrderBy(type => type.FullName, StringComparer.Ordinal))
            Add(type, "the shared class");
        foreach (MethodDefinition method in methods.OrderBy(method => method.FullName, StringComparer.Ordinal))
            Add(method, "the distributed method");
        foreach (NamedLockPlan item in locks)
            Add((IMemberDefinition?)item.Field ?? item.Type!, "the cluster lock");
        return reasons;
    }

    private void ReportAccess(AssemblyDefinition assembly)
    {
        HashSet<string> names = new(fields.Values.Where(plan => plan.Treatment != FieldTreatment.Transient).Select(plan => plan.Field.FullName), StringComparer.Ordinal);
        FieldReference? touched = assembly.MainModule.GetMemberReferences().OfType<FieldReference>()
            .FirstOrDefault(reference => names.Contains(reference.FullName));
        if (touched is not null)
            context.Diagnostics.Error(Codes.UnwovenAccess, new(context.Workspace.Resolver.FileOf(assembly), 0, 0), $"{assembly.Name.Name} uses the shared field {touched.DeclaringType.FullName}.{touched.Name} directly and is not woven; add it to the inputs");
    }
}
