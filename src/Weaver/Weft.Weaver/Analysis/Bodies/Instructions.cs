using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>Questions about instructions of bodies whose macros were simplified.</summary>
internal static class Instructions
{
    /// <summary>The prefixes of an instruction, in order.</summary>
    internal static List<Instruction> Prefixes(Instruction instruction)
    {
        List<Instruction> prefixes = [];
        for (Instruction? at = instruction.Previous; at is not null && at.OpCode.OpCodeType == OpCodeType.Prefix; at = at.Previous)
            prefixes.Insert(0, at);
        return prefixes;
    }

    /// <summary>The type of a <c>constrained.</c> prefix; null without.</summary>
    internal static TypeReference? Constraint(Instruction instruction)
    {
        foreach (Instruction prefix in Prefixes(instruction))
        {
            if (prefix.OpCode.Code == Code.Constrained)
                return (TypeReference)prefix.Operand;
        }
        return null;
    }

    /// <summary>Whether a value can only be the instance whose method this is.</summary>
    internal static bool IsThis(StackValue value, MethodBody body)
    {
        if (!body.Method.HasThis || value.Producers.Length == 0)
            return false;
        foreach (Instruction producer in value.Producers)
        {
            if (producer.OpCode.Code != Code.Ldarg || producer.Operand != body.ThisParameter)
                return false;
        }
        return true;
    }

    /// <summary>The number of the local that an instruction stores, macros included; -1 for others.</summary>
    internal static int StoredLocal(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Stloc_0 => 0,
        Code.Stloc_1 => 1,
        Code.Stloc_2 => 2,
        Code.Stloc_3 => 3,
        Code.Stloc or Code.Stloc_S => ((VariableDefinition)instruction.Operand).Index,
        _ => -1,
    };

    /// <summary>The number of the local that an instruction loads, macros included; -1 for others.</summary>
    internal static int LoadedLocal(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Ldloc_0 => 0,
        Code.Ldloc_1 => 1,
        Code.Ldloc_2 => 2,
        Code.Ldloc_3 => 3,
        Code.Ldloc or Code.Ldloc_S => ((VariableDefinition)instruction.Operand).Index,
        _ => -1,
    };

    internal static bool HasCode(MethodDefinition method) => method.HasBody && method.Body.Instructions.Count > 0;
}
