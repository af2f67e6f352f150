using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>Finds the properties that do nothing but read or write one shared field, as the compiler makes them from <c>{ get; set; }</c>.</summary>
internal sealed class PlainProperties(WeavePlan plan)
{
    private readonly Dictionary<MethodDefinition, FieldDefinition?> _fields = [];
    private readonly HashSet<MethodDefinition> _synchronized = [.. plan.Assemblies.SelectMany(assembly => assembly.Synchronized.Concat(assembly.Named.Select(item => item.Method)))];

    /// <summary>The field behind a call in a method of the same module, on the type that the call names; null where the call is anything else.</summary>
    internal FieldReference? Behind(Instruction call, ModuleDefinition module)
    {
        if (call.OpCode.Code is not (Code.Call or Code.Callvirt) || call.Operand is not MethodReference { HasThis: true, IsGenericInstance: false } called
            || !IsAccessorName(called.Name) || call.Previous is { OpCode.OpCodeType: OpCodeType.Prefix } || called.DeclaringType.Scope != module)
        {
            return null;
        }
        MethodDefinition? method = called.Resolve();
        if (method is null || method.IsVirtual || method.Module != module || !plan.Types.ContainsKey(method.DeclaringType))
            return null;
        if (!_fields.TryGetValue(method, out FieldDefinition? field))
            _fields.Add(method, field = FieldOf(method));
        return field is null ? null : called.DeclaringType is GenericInstanceType ? new FieldReference(field.Name, field.FieldType, called.DeclaringType) : field;
    }

    private static bool IsAccessorName(string name) => name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal);

    private FieldDefinition? FieldOf(MethodDefinition method)
    {
        if (!Instructions.HasCode(method) || method.NoInlining || method.IsSynchronized || _synchronized.Contains(method) || plan.Methods.ContainsKey(method))
            return null;
        Instruction[] code = [.. method.Body.Instructions.Where(instruction => instruction.OpCode.Code != Code.Nop)];
        bool reads = code is [{ OpCode.Code: Code.Ldarg_0 or Code.Ldarg }, { OpCode.Code: Code.Ldfld }, { OpCode.Code: Code.Ret }];
        bool writes = code is
        [
            { OpCode.Code: Code.Ldarg_0 or Code.Ldarg }, { OpCode.Code: Code.Ldarg_1 or Code.Ldarg } value, { OpCode.Code: Code.Stfld }, { OpCode.Code: Code.Ret }
        ] && (value.OpCode.Code == Code.Ldarg_1 || value.Operand is ParameterDefinition { Index: 0 });
        if (!reads && !writes || code[0].OpCode.Code == Code.Ldarg && code[0].Operand != method.Body.ThisParameter)
            return null;
        FieldDefinition? field = ((FieldReference)code[^2].Operand).Resolve();
        return field is not null && field.DeclaringType == method.DeclaringType && IsGuarded(plan, field) ? field : null;
    }

    /// <summary>Whether accesses to a field may be guarded together with others.</summary>
    internal static bool IsGuarded(WeavePlan plan, FieldDefinition field) =>
        plan.Fields.TryGetValue(field, out FieldPlan? planned) && planned.Treatment == FieldTreatment.Shared && planned.Index >= 0
        && field.FieldType is not IModifierType && plan.Types.ContainsKey(field.DeclaringType);
}
