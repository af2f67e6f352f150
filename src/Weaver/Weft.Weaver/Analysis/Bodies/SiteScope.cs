using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Boxes;
using Weft.Weaver.Analysis.Handing;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>What the analysis of every body asks: which fields are planned, which members have shims, which code is the application's own.</summary>
internal sealed class SiteScope
{
    private readonly WeavePlan _plan;
    private readonly Func<IMemberDefinition?, bool> _isOwn;
    private readonly HashSet<string> _fieldNames;
    private readonly Dictionary<FieldReference, FieldPlan?> _fields = [];
    private readonly Dictionary<ModuleDefinition, bool> _optimizes = [];

    internal SiteScope(WeavePlan plan, ShimTable shims, Func<IMemberDefinition?, bool> isOwn, Func<MethodDefinition, bool> isAutolocked, DiagnosticBag diagnostics)
    {
        _plan = plan;
        _isOwn = isOwn;
        IsAutolocked = isAutolocked;
        Properties = new(plan);
        Boxes = new(plan);
        ForeignStructs = new(plan);
        _fieldNames = [.. plan.Fields.Keys.Select(field => field.Name)];
        Shims = shims;
        Foreign = new(plan, shims, IsWoven);
        Diagnostics = diagnostics;
    }

    internal WeavePlan Plan => _plan;

    internal PlainProperties Properties { get; }

    /// <summary>The members through which structs change in their box.</summary>
    internal BoxedMembers Boxes { get; }

    /// <summary>Structs that code which is not woven changes in their box.</summary>
    internal ForeignStructs ForeignStructs { get; }

    /// <summary>The calls that lead to code which is not woven and may read fields.</summary>
    internal ForeignCalls Foreign { get; }

    internal ShimTable Shims { get; }

    internal DiagnosticBag Diagnostics { get; }

    /// <summary>What this weave goes without.</summary>
    internal Concessions Concessions { get; init; } = Concessions.None;

    /// <summary>Whether the configuration excludes a type.</summary>
    internal Func<TypeDefinition, bool> IsExcluded { get; init; } = _ => false;

    /// <summary>Whether an assembly's bodies were planned in a build of its own.</summary>
    internal Func<AssemblyDefinition, bool> IsPlannedElsewhere { get; init; } = _ => false;

    /// <summary>Whether the locks of a method are the cluster's.</summary>
    internal Func<MethodDefinition, bool> IsAutolocked { get; }

    /// <summary>How a method uses the cluster locks inside it.</summary>
    internal Func<MethodDefinition, LockLevel> LevelOf { get; init; } = _ => LockLevel.Write;

    internal bool IsInstrumented(TypeDefinition type) => _plan.Types.ContainsKey(type);

    /// <summary>The plan of a field; null for fields that are as they were.</summary>
    internal FieldPlan? Field(FieldReference reference)
    {
        if (!_fieldNames.Contains(reference.Name))
            return null;
        if (!_fields.TryGetValue(reference, out FieldPlan? plan))
        {
            FieldDefinition? definition = reference.Resolve();
            if (definition is not null)
                _plan.Fields.TryGetValue(definition, out plan);
            _fields.Add(reference, plan);
        }
        return plan;
    }

    /// <summary>The plan of a shared or root field of this name, in a class or one of its bases; null for the class: in any.</summary>
    internal FieldPlan? FieldNamed(string name, TypeDefinition? type)
    {
        if (!_fieldNames.Contains(name))
            return null;
        return _plan.Fields.Values.Where(plan => plan.Treatment != FieldTreatment.Transient && plan.Field.Name == name && (type is null || IsOrDerives(type, plan.Field.DeclaringType)))
            .OrderBy(plan => plan.Field.FullName, StringComparer.Ordinal).FirstOrDefault();
    }

    private static bool IsOrDerives(TypeDefinition type, TypeDefinition parent)
    {
        for (TypeDefinition? at = type; at is not null; at = at.BaseType?.Resolve())
        {
            if (at == parent)
                return true;
        }
        return false;
    }

    /// <summary>Whether a method's body is woven, so that it needs no protection from its callers.</summary>
    internal bool IsWoven(MethodReference method) => _isOwn(method.Resolve());

    /// <summary>Whether a class is of an assembly that is woven.</summary>
    internal bool IsWoven(TypeDefinition type) => _isOwn(type);

    /// <summary>Whether a module was compiled to be fast: what was compiled for a debugger keeps the shape that it steps through.</summary>
    internal bool Optimizes(ModuleDefinition module)
    {
        if (!_optimizes.TryGetValue(module, out bool optimizes))
        {
            const int disableOptimizations = (int)System.Diagnostics.DebuggableAttribute.DebuggingModes.DisableOptimizations;
            CustomAttribute? debuggable = module.Assembly.CustomAttributes.FirstOrDefault(each => each.AttributeType.FullName == "System.Diagnostics.DebuggableAttribute");
            optimizes = debuggable?.ConstructorArguments is not [{ Value: int modes }] || (modes & disableOptimizations) == 0;
            _optimizes.Add(module, optimizes);
        }
        return optimizes;
    }

    internal bool MayHaveSites(MethodDefinition method, HashSet<FieldDefinition> namedLocks)
    {
        foreach (Instruction instruction in method.Body.Instructions)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Newarr or Code.Ldelema or (>= Code.Stelem_I and <= Code.Stelem_Ref) or Code.Stelem_Any:
                    return true;
                case Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn or Code.Ldvirtftn:
                    MethodReference called = (MethodReference)instruction.Operand;
                    if (called.DeclaringType is ArrayType || TakesArray(called) || Shims.Concerns(called) || HiddenAccess.IsCandidate(called) || MayChangeBoxes(called) || ReturnsReference(instruction)
                        || Properties.Behind(instruction, method.Module) is not null || Foreign.Of(called, instruction.OpCode.Code == Code.Callvirt) != Reading.Nothing)
                    {
                        return true;
                    }
                    break;
                case Code.Box or Code.Unbox:
                    if (BoxSites.IsAddress(instruction) || ForeignStructs.BoxedBy(instruction) is not null)
                        return true;
                    break;
                default:
                    if (instruction.Operand is FieldReference field && (Field(field) is not null || field is FieldDefinition own && namedLocks.Contains(own)))
                        return true;
                    break;
            }
        }
        return false;
    }

    /// <summary>Whether an instruction calls a method of the application that returns a reference.</summary>
    internal bool ReturnsReference(Instruction instruction) =>
        instruction.OpCode.Code is Code.Call or Code.Callvirt && instruction.Operand is MethodReference { ReturnType: ByReferenceType, DeclaringType: not ArrayType } called && IsWoven(called);

    private bool MayChangeBoxes(MethodReference called) =>
        !Boxes.IsEmpty && (Boxes.Behind(called) is not null || (Boxes.AreKnownElsewhere && called.HasParameters && !IsWoven(called)));

    private static bool TakesArray(MethodReference method)
    {
        if (!method.HasParameters)
            return false;
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            if (parameter.ParameterType is ArrayType)
                return true;
        }
        return false;
    }
}
