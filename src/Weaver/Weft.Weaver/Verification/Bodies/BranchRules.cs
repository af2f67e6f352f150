using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Branches must lead to whole instructions of their own body, and short ones must reach them.</summary>
internal static class BranchRules
{
    /// <summary>Whether all targets are in the body, so that its paths can be followed.</summary>
    internal static bool Check(MethodContext context)
    {
        bool sound = true;
        BodyLayout layout = context.Layout;
        if (layout.Repeated is { } repeated)
        {
            Report(context, layout.IndexOf(repeated), "the instruction stands in the body twice");
            sound = false;
        }
        for (int index = 0; index < layout.Count; index++)
        {
            Instruction instruction = layout.Instructions[index];
            switch (instruction.OpCode.OperandType)
            {
                case OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget:
                    sound &= CheckTarget(context, index, instruction.Operand as Instruction);
                    break;
                case OperandType.InlineSwitch when instruction.Operand is Instruction?[] targets:
                    foreach (Instruction? target in targets)
                        sound &= CheckTarget(context, index, target);
                    break;
                case OperandType.InlineSwitch:
                    sound = CheckTarget(context, index, null);
                    break;
            }
        }
        return sound;
    }

    private static bool CheckTarget(MethodContext context, int index, Instruction? target)
    {
        BodyLayout layout = context.Layout;
        int to = layout.IndexOf(target);
        if (to < 0)
        {
            Report(context, index, $"{layout.Instructions[index].OpCode.Name} leads to no instruction of the body");
            return false;
        }
        if (layout.Instructions[index].OpCode.OperandType == OperandType.ShortInlineBrTarget && !layout.Reaches(index, to))
            Report(context, index, $"{layout.Instructions[index].OpCode.Name} does not reach IL_{layout.OffsetOf(to):x4}: the distance does not fit into one byte");
        if (to > 0 && layout.Instructions[to - 1].OpCode.OpCodeType == OpCodeType.Prefix)
            Report(context, index, $"{layout.Instructions[index].OpCode.Name} leads between {layout.Instructions[to - 1].OpCode.Name} and the instruction that it belongs to");
        return true;
    }

    private static void Report(MethodContext context, int index, string text) =>
        context.Sink.Add(Codes.BranchTarget, context.Method, context.Layout.Instructions[index], context.Layout.OffsetOf(index), text);
}
