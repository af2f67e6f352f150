using Mono.Cecil;
using Weft.Weaver.Analysis.Bodies;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.Finalization;

/// <summary>Finds the finalizers that may use what is shared, which would have the finalizer thread wait for the cluster.</summary>
internal sealed class FinalizerPlanner(WeavePlan plan, SiteScope scope)
{
    private readonly SharedUse _use = new(plan, scope);

    /// <summary>Those of an assembly that is woven.</summary>
    internal IEnumerable<HandedFinalizer> In(AssemblyPlan assembly)
    {
        if (!assembly.Rewrite || scope.IsPlannedElsewhere(assembly.Assembly))
            yield break;
        foreach (TypeDefinition type in assembly.Assembly.MainModule.GetTypes().Where(type => type is { IsClass: true, IsValueType: false, BaseType: not null }))
        {
            if (FinalizerOf(type) is { } own)
            {
                if (Instructions.HasCode(own) && _use.Behind(own) is { } reason)
                    yield return new(type, own, null, reason);
            }
            else if (Inherited(type) is { } inherited)
            {
                yield return inherited;
            }
        }
    }

    /// <summary>The finalizer that a class declares.</summary>
    internal static MethodDefinition? FinalizerOf(TypeDefinition type) =>
        type.HasMethods ? type.Methods.FirstOrDefault(method => method is { Name: "Finalize", IsVirtual: true, IsStatic: false, HasParameters: false, HasGenericParameters: false, ReturnType.MetadataType: MetadataType.Void } && (!method.IsNewSlot || method.HasOverrides)) : null;

    /// <summary>Code that is not woven calls what the class overrides, as <c>Component</c> calls <c>Dispose(bool)</c>.</summary>
    private HandedFinalizer? Inherited(TypeDefinition type)
    {
        if (type.BaseType.MetadataType == MetadataType.Object || !type.Methods.Any(IsOverride) || FinalizingBase(type) is not { } finalizing)
            return null;
        foreach (MethodDefinition method in type.Methods.Where(method => IsOverride(method) && Instructions.HasCode(method)))
        {
            if (IsDeclaredBeneath(method, finalizing) && _use.Behind(method) is { } reason)
                return new(type, null, method, reason);
        }
        return null;
    }

    private static bool IsOverride(MethodDefinition method) => method is { IsVirtual: true, IsNewSlot: false, IsStatic: false };

    /// <summary>The nearest base class with a finalizer, if that is not woven.</summary>
    private TypeDefinition? FinalizingBase(TypeDefinition type)
    {
        foreach (TypeDefinition parent in type.Bases())
        {
            if (parent.FullName != "System.Object" && FinalizerOf(parent) is { } finalizer)
                return scope.IsWoven(finalizer) ? null : parent;
        }
        return null;
    }

    /// <summary>Whether the code of a base class knows the member that a method overrides. What every object has is no part of tearing it down.</summary>
    private static bool IsDeclaredBeneath(MethodDefinition method, TypeDefinition finalizing) => new[] { finalizing }.Concat(finalizing.Bases())
        .Any(type => type.FullName != "System.Object" && type.Methods.Any(other => other is { IsVirtual: true, IsNewSlot: true } && other.Name == method.Name && other.Parameters.Count == method.Parameters.Count));
}
