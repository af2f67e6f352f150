using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Emit;

/// <summary>
/// Gives the instructions of a body their shortest forms. Branches are sized over the whole body at once: what is near enough in long forms is near
/// enough in short ones, so a few passes do, where sizing each branch by itself takes time by the square of the body.
/// </summary>
internal static class ShortForms
{
    private static readonly Dictionary<Code, OpCode> ShortBranches = new()
    {
        [Code.Br] = OpCodes.Br_S,
        [Code.Brfalse] = OpCodes.Brfalse_S,
        [Code.Brtrue] = OpCodes.Brtrue_S,
        [Code.Beq] = OpCodes.Beq_S,
        [Code.Bge] = OpCodes.Bge_S,
        [Code.Bgt] = OpCodes.Bgt_S,
        [Code.Ble] = OpCodes.Ble_S,
        [Code.Blt] = OpCodes.Blt_S,
        [Code.Bne_Un] = OpCodes.Bne_Un_S,
        [Code.Bge_Un] = OpCodes.Bge_Un_S,
        [Code.Bgt_Un] = OpCodes.Bgt_Un_S,
        [Code.Ble_Un] = OpCodes.Ble_Un_S,
        [Code.Blt_Un] = OpCodes.Blt_Un_S,
        [Code.Leave] = OpCodes.Leave_S,
    };

    private static readonly OpCode[] LoadArgument = [OpCodes.Ldarg_0, OpCodes.Ldarg_1, OpCodes.Ldarg_2, OpCodes.Ldarg_3];
    private static readonly OpCode[] LoadLocal = [OpCodes.Ldloc_0, OpCodes.Ldloc_1, OpCodes.Ldloc_2, OpCodes.Ldloc_3];
    private static readonly OpCode[] StoreLocal = [OpCodes.Stloc_0, OpCodes.Stloc_1, OpCodes.Stloc_2, OpCodes.Stloc_3];
    private static readonly OpCode[] Constants =
    [
        OpCodes.Ldc_I4_M1, OpCodes.Ldc_I4_0, OpCodes.Ldc_I4_1, OpCodes.Ldc_I4_2, OpCodes.Ldc_I4_3, OpCodes.Ldc_I4_4, OpCodes.Ldc_I4_5, OpCodes.Ldc_I4_6,
        OpCodes.Ldc_I4_7, OpCodes.Ldc_I4_8,
    ];

    /// <summary>Shortens a body, whose branches must be long ones or near enough already.</summary>
    internal static void Apply(MethodBody body)
    {
        List<Instruction> branches = [];
        foreach (Instruction instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction)
            {
                if (ShortBranches.ContainsKey(instruction.OpCode.Code))
                    branches.Add(instruction);
            }
            else
            {
                ShortenOperand(instruction, body);
            }
        }
        while (branches.Count > 0)
        {
            Layout(body);
            if (branches.RemoveAll(Shortened) == 0)
                return;
        }
    }

    private static void Layout(MethodBody body)
    {
        int offset = 0;
        foreach (Instruction instruction in body.Instructions)
        {
            instruction.Offset = offset;
            offset += instruction.GetSize();
        }
    }

    private static bool Shortened(Instruction branch)
    {
        const int shortSize = 2;
        int distance = ((Instruction)branch.Operand).Offset - (branch.Offset + shortSize);
        if (distance is < sbyte.MinValue or > sbyte.MaxValue)
            return false;
        branch.OpCode = ShortBranches[branch.OpCode.Code];
        return true;
    }

    private static void ShortenOperand(Instruction instruction, MethodBody body)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Ldarg:
                Shorten(instruction, IndexOf((ParameterDefinition)instruction.Operand, body), LoadArgument, OpCodes.Ldarg_S);
                break;
            case Code.Ldloc:
                Shorten(instruction, ((VariableDefinition)instruction.Operand).Index, LoadLocal, OpCodes.Ldloc_S);
                break;
            case Code.Stloc:
                Shorten(instruction, ((VariableDefinition)instruction.Operand).Index, StoreLocal, OpCodes.Stloc_S);
                break;
            case Code.Ldarga:
                Shorten(instruction, IndexOf((ParameterDefinition)instruction.Operand, body), [], OpCodes.Ldarga_S);
                break;
            case Code.Starg:
                Shorten(instruction, IndexOf((ParameterDefinition)instruction.Operand, body), [], OpCodes.Starg_S);
                break;
            case Code.Ldloca:
                Shorten(instruction, ((VariableDefinition)instruction.Operand).Index, [], OpCodes.Ldloca_S);
                break;
            case Code.Ldc_I4:
                ShortenConstant(instruction, (int)instruction.Operand);
                break;
        }
    }

    private static int IndexOf(ParameterDefinition parameter, MethodBody body) =>
        parameter == body.ThisParameter ? 0 : parameter.Index + (body.Method.HasThis ? 1 : 0);

    private static void Shorten(Instruction instruction, int index, OpCode[] macros, OpCode shortForm)
    {
        if (index < macros.Length)
            (instruction.OpCode, instruction.Operand) = (macros[index], null);
        else if (index <= byte.MaxValue)
            instruction.OpCode = shortForm;
    }

    private static void ShortenConstant(Instruction instruction, int value)
    {
        if (value is >= -1 and <= 8)
            (instruction.OpCode, instruction.Operand) = (Constants[value + 1], null);
        else if (value is >= sbyte.MinValue and <= sbyte.MaxValue)
            (instruction.OpCode, instruction.Operand) = (OpCodes.Ldc_I4_S, (sbyte)value);
    }
}
