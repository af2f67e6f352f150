using System.Collections.Immutable;
using Mono.Cecil;

namespace Weft.Weaver.Analysis;

/// <summary>Decides what happens to types, fields, methods and locks.</summary>
public static class TypePlanner
{
    /// <summary>Makes the plan, still without bodies.</summary>
    public static WeavePlan Plan(WeaveContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(
            [.. context.Workspace.Assemblies.Select(item => new AssemblyPlan(item.Definition, false, "nothing in it is shared", [], [], []))],
            ImmutableDictionary<TypeDefinition, TypePlan>.Empty,
            ImmutableDictionary<FieldDefinition, FieldPlan>.Empty,
            [],
            ImmutableDictionary<MethodDefinition, DistributedMethodPlan>.Empty);
    }
}
