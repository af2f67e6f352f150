using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>What the instructions of one body mean for regions.</summary>
internal sealed class RegionEffects
{
    private readonly MethodDefinition _method;
    private readonly StackFlow _flow;
    private readonly WeavePlan _plan;
    private readonly PlainProperties _properties;
    private readonly Dictionary<Instruction, SitePlan> _sites = [];
    private readonly HashSet<object> _addressed = [];

    internal RegionEffects(MethodDefinition method, StackFlow flow, SiteScope scope, IEnumerable<SitePlan> sites)
    {
        _method = method;
        _flow = flow;
        _plan = scope.Plan;
        _properties = scope.Properties;
        foreach (SitePlan site in sites)
            _sites[site.Instruction] = site;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (instruction.OpCode.Code is Code.Ldloca or Code.Ldarga)
                _addressed.Add(instruction.Operand);
        }
    }

    internal RegionEffect Of(Instruction instruction, out RegionAccess? access)
    {
        access = null;
        if (_sites.TryGetValue(instruction, out SitePlan? site))
        {
            access = Access(instruction, site);
            return access is null ? RegionEffect.Ends : RegionEffect.Accesses;
        }
        switch (instruction.OpCode.Code)
        {
            case Code.Nop or Code.Ldarg or Code.Ldloc or Code.Stloc or Code.Starg or Code.Dup or Code.Pop or Code.Isinst:
            case Code.Ldnull or Code.Ldstr or Code.Ldc_I4 or Code.Ldc_I8 or Code.Ldc_R4 or Code.Ldc_R8:
            case Code.Add or Code.Sub or Code.Mul or Code.Neg or Code.Not or Code.And or Code.Or or Code.Xor or Code.Shl or Code.Shr or Code.Shr_Un:
            case Code.Ceq or Code.Cgt or Code.Cgt_Un or Code.Clt or Code.Clt_Un:
            case (>= Code.Conv_I1 and <= Code.Conv_U8) or Code.Conv_R_Un or Code.Conv_U2 or Code.Conv_U1 or Code.Conv_I or Code.Conv_U:
                return RegionEffect.Computes;
            case Code.Div or Code.Rem:
                return IsFloat(_flow.Operands(instruction), 0) ? RegionEffect.Computes : RegionEffect.MayThrow;
            case Code.Div_Un or Code.Rem_Un or Code.Ldlen or Code.Castclass or (>= Code.Ldelem_I1 and <= Code.Ldelem_Ref) or Code.Ldelem_Any:
                return RegionEffect.MayThrow;
            case Code.Ldfld:
                return instruction.Previous is { OpCode.OpCodeType: OpCodeType.Prefix } ? RegionEffect.Ends : RegionEffect.MayThrow;
            case Code.Call or Code.Callvirt:
                if (instruction.Operand is MethodReference called && IsPure(called))
                    return RegionEffect.Computes;
                access = Property(instruction);
                return access is null ? RegionEffect.Ends : RegionEffect.Accesses;
            default:
                return RegionEffect.Ends;
        }
    }

    private RegionAccess? Access(Instruction instruction, SitePlan site)
    {
        if (site.Action is not (SiteAction.Read or SiteAction.Write) || site.Field is null || !PlainProperties.IsGuarded(_plan, site.Field.Field)
            || instruction.OpCode.Code is not (Code.Ldfld or Code.Stfld) || instruction.Previous is { OpCode.OpCodeType: OpCodeType.Prefix })
        {
            return null;
        }
        return Owner(instruction) is { } owner ? new(owner, (FieldReference)instruction.Operand, site.Action == SiteAction.Write, null) : null;
    }

    private RegionAccess? Property(Instruction instruction)
    {
        if (_properties.Behind(instruction, _method.Module) is not { } field || Owner(instruction) is not { } owner)
            return null;
        bool stores = ((MethodReference)instruction.Operand).Parameters.Count == 1;
        return new(owner, field, stores, new RegionProperty(instruction, field, stores));
    }

    /// <summary>The argument or local that holds the object whose field is accessed; null where it comes from elsewhere.</summary>
    private object? Owner(Instruction instruction)
    {
        ImmutableArray<StackValue> operands = _flow.Operands(instruction);
        if (operands.IsDefaultOrEmpty || operands[0].Producers is not [{ OpCode.Code: Code.Ldarg or Code.Ldloc } producer] || _addressed.Contains(producer.Operand))
            return null;
        TypeReference type = producer.Operand is VariableDefinition local ? local.VariableType
            : producer.Operand == _method.Body.ThisParameter ? _method.DeclaringType : ((ParameterDefinition)producer.Operand).ParameterType;
        return type is ByReferenceType or PinnedType or PointerType or GenericParameter || type.IsValueType ? null : producer.Operand;
    }

    private static bool IsPure(MethodReference called) =>
        called.DeclaringType is not TypeSpecification && called.DeclaringType.FullName is "System.Math" or "System.MathF" && called.Parameters.All(parameter => IsFloat(parameter.ParameterType)) && IsFloat(called.ReturnType);

    private static bool IsFloat(TypeReference type) => type.MetadataType is MetadataType.Single or MetadataType.Double;

    /// <summary>Whether a value is a floating-point number, whose division never throws.</summary>
    private bool IsFloat(ImmutableArray<StackValue> operands, int depth) =>
        depth < 16 && !operands.IsDefaultOrEmpty && operands[0].Producers.Length > 0 && operands[0].Producers.All(producer => producer.OpCode.Code switch
        {
            Code.Ldc_R4 or Code.Ldc_R8 or Code.Conv_R4 or Code.Conv_R8 or Code.Conv_R_Un => true,
            Code.Ldloc => IsFloat(((VariableDefinition)producer.Operand).VariableType),
            Code.Ldarg => IsFloat(((ParameterDefinition)producer.Operand).ParameterType),
            Code.Ldfld => IsFloat(((FieldReference)producer.Operand).FieldType.Unmodified()),
            Code.Call or Code.Callvirt => IsFloat(((MethodReference)producer.Operand).ReturnType),
            Code.Add or Code.Sub or Code.Mul or Code.Div or Code.Rem or Code.Neg => IsFloat(_flow.Operands(producer), depth + 1),
            _ => false,
        });
}
