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

    internal static bool HasCode(MethodDefinition method) => method.HasBody && method.Body.Instructions.Count > 0;
}
