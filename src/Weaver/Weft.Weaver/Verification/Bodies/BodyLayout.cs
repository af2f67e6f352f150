using Mono.Cecil.Cil;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Where the instructions of a body lie once it is written.</summary>
internal sealed class BodyLayout
{
    private const int Unplaced = -1;

    private readonly int[] _offsets;

    internal BodyLayout(MethodBody body)
    {
        Instructions = [.. body.Instructions];
        _offsets = new int[Instructions.Length + 1];
        foreach (Instruction instruction in Instructions)
            instruction.Offset = Unplaced;
        for (int index = 0; index < Instructions.Length; index++)
        {
            Instruction instruction = Instructions[index];
            // The same object twice is a defect of its own: the first place counts.
            if (instruction.Offset == Unplaced)
                instruction.Offset = _offsets[index];
            else
                Repeated ??= instruction;
            _offsets[index + 1] = _offsets[index] + SizeOf(instruction);
        }
    }

    internal Instruction[] Instructions { get; }

    internal int Count => Instructions.Length;

    /// <summary>An instruction that stands in the body twice.</summary>
    internal Instruction? Repeated { get; }

    /// <summary>The place of an instruction in the body; -1 for those that are not in it.</summary>
    internal int IndexOf(Instruction? instruction)
    {
        if (instruction is null)
            return -1;
        int index = Array.BinarySearch(_offsets, 0, Count, instruction.Offset);
        return index >= 0 && Instructions[index] == instruction ? index : -1;
    }

    /// <summary>The place of a region's end, which is null at the end of the body.</summary>
    internal int EndIndexOf(Instruction? instruction) => instruction is null ? Count : IndexOf(instruction);

    internal int OffsetOf(int index) => _offsets[index];

    /// <summary>Whether a branch with a one byte distance reaches its target.</summary>
    internal bool Reaches(int from, int target)
    {
        int distance = _offsets[target] - _offsets[from + 1];
        return distance is >= sbyte.MinValue and <= sbyte.MaxValue;
    }

    private static int SizeOf(Instruction instruction)
    {
        const int slot = 4;
        // Cecil's own size asks for the targets, which a damaged switch does not have.
        return instruction.OpCode.OperandType == OperandType.InlineSwitch
            ? instruction.OpCode.Size + (slot * (1 + ((instruction.Operand as Instruction?[])?.Length ?? 0)))
            : instruction.GetSize();
    }
}
