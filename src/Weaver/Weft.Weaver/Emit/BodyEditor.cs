using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;

namespace Weft.Weaver.Emit;

/// <summary>
/// The one edit session of a body. Instructions keep their identity: what replaces one begins in its place, so that branches, exception
/// edges and sequence points which name it stay right, and whoever jumps there runs all of the replacement.
/// </summary>
internal sealed class BodyEditor(MethodDefinition method)
{
    internal MethodDefinition Method => method;

    private MethodBody Body => method.Body;

    /// <summary>Puts a sequence in the place of an instruction.</summary>
    internal void Replace(Instruction instruction, params Instruction[] sequence)
    {
        instruction.OpCode = sequence[0].OpCode;
        instruction.Operand = sequence[0].Operand;
        for (int index = sequence.Length - 1; index > 0; index--)
            InsertAfter(instruction, sequence[index]);
    }

    /// <summary>Puts a sequence behind an instruction: only those who run it run the sequence.</summary>
    internal void InsertAfter(Instruction instruction, params Instruction[] sequence)
    {
        int at = Body.Instructions.IndexOf(instruction) + 1;
        foreach (Instruction item in sequence)
            Body.Instructions.Insert(at++, item);
    }

    /// <summary>Puts a sequence before an instruction: whoever jumps to that one passes it by.</summary>
    internal void InsertBefore(Instruction instruction, params Instruction[] sequence)
    {
        int at = Body.Instructions.IndexOf(instruction);
        foreach (Instruction item in sequence)
            Body.Instructions.Insert(at++, item);
    }

    /// <summary>The same instruction for another place.</summary>
    internal static Instruction Copy(Instruction instruction)
    {
        Instruction copy = Instruction.Create(OpCodes.Nop);
        copy.OpCode = instruction.OpCode;
        copy.Operand = instruction.Operand;
        return copy;
    }

    /// <summary>Puts a sequence at the start of the body, where no branch leads.</summary>
    internal void InsertFirst(params Instruction[] sequence)
    {
        int at = 0;
        foreach (Instruction item in sequence)
            Body.Instructions.Insert(at++, item);
    }

    /// <summary>Leaves nothing of an instruction but the place that branches may name.</summary>
    internal static void Remove(Instruction instruction)
    {
        instruction.OpCode = OpCodes.Nop;
        instruction.Operand = null;
    }

    /// <summary>Takes the prefixes of an instruction away, which do not fit what replaces it.</summary>
    internal static void RemovePrefixes(Instruction instruction)
    {
        foreach (Instruction prefix in Instructions.Prefixes(instruction))
            Remove(prefix);
    }

    internal VariableDefinition AddLocal(TypeReference type)
    {
        VariableDefinition variable = new(type);
        Body.Variables.Add(variable);
        Body.InitLocals = true;
        return variable;
    }
}
