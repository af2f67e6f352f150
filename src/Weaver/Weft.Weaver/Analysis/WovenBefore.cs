using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Recognizes assemblies that were woven before: the same configuration leaves nothing to do, another one is refused.</summary>
internal static class WovenBefore
{
    /// <summary>A plan that leaves everything as it is, with messages where that would be wrong; null where nothing was woven before.</summary>
    public static WeavePlan? Plan(WeaveContext context)
    {
        ImmutableArray<ApplicationAssembly> assemblies = context.Workspace.Assemblies;
        HashSet<string> woven = new(assemblies.Where(assembly => assembly.WovenHash is not null).Select(assembly => assembly.Name), StringComparer.Ordinal);
        if (woven.Count == 0)
            return null;
        foreach (ApplicationAssembly assembly in assemblies)
        {
            if (assembly.WovenHash is { } hash && (context.IsProject || hash.Split('+')[0] != context.Configuration.WeavingHash))
                context.Diagnostics.Error(Codes.AlreadyWoven, new(assembly.File, 0, 0), assembly.Name + Why(assembly, context));
            else if (!context.IsProject && assembly.WovenHash is null && assembly.Definition.MainModule.AssemblyReferences.FirstOrDefault(reference => woven.Contains(reference.Name)) is { } reference)
                context.Diagnostics.Error(Codes.AlreadyWoven, new(assembly.File, 0, 0), $"{assembly.Name} is not woven but refers to {reference.Name}, which is; weave the original assemblies that the build made, together");
        }
        return new(
            [.. assemblies.Select(assembly => new AssemblyPlan(assembly.Definition, false, assembly.WovenHash is null ? "nothing in it is shared" : "is woven already with this configuration", [], [], []))],
            ImmutableDictionary<TypeDefinition, TypePlan>.Empty,
            ImmutableDictionary<FieldDefinition, FieldPlan>.Empty,
            [],
            ImmutableDictionary<MethodDefinition, DistributedMethodPlan>.Empty);
    }

    private static string Why(ApplicationAssembly assembly, WeaveContext context) => assembly.IsLower
        ? " comes woven and without what its compiler made, which this build has to look at; refer to its project, or to a package that its project made with Weft.MSBuild"
        : context.IsProject
        ? " is woven already where it should be as the compiler made it; clean, and build again"
        : " was woven with another configuration; weave the original assemblies that the build made";
}
