using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Proposals;

/// <summary>Finds methods of shared classes that tell the listeners of this node something, so that the other nodes' listeners must be told too.</summary>
internal sealed class DistributedSuggestions(WeaveContext context, WeavePlan plan, LocalTypes local)
{
    private readonly SharedWrites _writes = new(plan.Fields);

    internal IEnumerable<(MethodDefinition Method, string Why)> Find()
    {
        foreach (TypePlan type in plan.Types.Values.OrderBy(item => item.Type.FullName, StringComparer.Ordinal))
        {
            foreach (MethodDefinition method in type.Type.Methods)
            {
                if (Suits(method) && Told(method) is { } field)
                    yield return (method, $"goes over the listeners in {TypeNames.Display(field)}, which are each node's own");
            }
        }
    }

    private bool Suits(MethodDefinition method) =>
        method is { IsStatic: false, IsConstructor: false } && method.ReturnType.MetadataType == MetadataType.Void && DistributedMethodPlanner.WhyNot(method) is null
        && !method.IsSpecialName && !WritesShared(method, []);

    /// <summary>A method that runs on every node must not change what the nodes share: each would change it once.</summary>
    private bool WritesShared(MethodDefinition method, HashSet<MethodDefinition> seen) =>
        seen.Add(method) && method.HasInstructions() && (_writes.MayBeIn(method) || method.Body.Instructions.Any(instruction =>
            instruction.Operand is MethodReference called && instruction.OpCode.Code is Code.Call or Code.Callvirt && called.Resolve() is { } callee && context.Workspace.IsOwn(callee) && WritesShared(callee, seen)));

    /// <summary>The transient field whose elements the method, or the method of a local class that it calls, goes over.</summary>
    private FieldDefinition? Told(MethodDefinition method)
    {
        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (instruction.OpCode.Code != Code.Ldfld || ((FieldReference)instruction.Operand).Resolve() is not { } field || !plan.Fields.TryGetValue(field, out FieldPlan? planned)
                || planned.Treatment != FieldTreatment.Transient || local.Why(field.FieldType) is null)
            {
                continue;
            }
            if (Loops(method) || method.Body.Instructions.Any(item => item.Operand is MethodReference called && local.Why(called.DeclaringType) is not null && called.Resolve() is { } callee && Loops(callee)))
                return field;
        }
        return null;
    }

    /// <summary>Whether a method has a loop that calls something of each element.</summary>
    private static bool Loops(MethodDefinition method)
    {
        if (!method.HasInstructions())
            return false;
        foreach (Instruction jump in method.Body.Instructions)
        {
            if (jump.Operand is not Instruction target || target.Offset >= jump.Offset)
                continue;
            for (Instruction? at = target; at is not null && at != jump; at = at.Next)
            {
                if (at.OpCode.Code == Code.Callvirt && at.Operand is MethodReference called && called.ReturnType.MetadataType == MetadataType.Void && !called.DeclaringType.OutermostNamespace().StartsWith("System.Collections", StringComparison.Ordinal))
                    return true;
            }
        }
        return false;
    }
}
