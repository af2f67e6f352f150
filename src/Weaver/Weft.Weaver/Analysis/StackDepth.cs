using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>How many values lie on the evaluation stack; enough for straight code with conditional expressions.</summary>
internal static class StackDepth
{
    /// <summary>The depth after an instruction.</summary>
    public static int After(Instruction instruction, int before) => instruction.OpCode.Code switch
    {
        Code.Ret or Code.Throw or Code.Leave or Code.Leave_S or Code.Endfinally => 0,
        _ => before - Pops(instruction) + Pushes(instruction),
    };

    private static int Pops(Instruction instruction)
    {
        if (instruction.Operand is IMethodSignature signature && instruction.OpCode.FlowControl == FlowControl.Call)
        {
            int receiver = signature.HasThis && !signature.ExplicitThis && instruction.OpCode.Code != Code.Newobj ? 1 : 0;
            return signature.Parameters.Count + receiver + (instruction.OpCode.Code == Code.Calli ? 1 : 0);
        }
        return instruction.OpCode.StackBehaviourPop switch
        {
            StackBehaviour.Pop0 or StackBehaviour.Varpop => 0,
            StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
            StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
                or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
            _ => 3,
        };
    }

    private static int Pushes(Instruction instruction)
    {
        if (instruction.OpCode.Code == Code.Newobj)
            return 1;
        if (instruction.Operand is IMethodSignature signature && instruction.OpCode.FlowControl == FlowControl.Call)
            return signature.ReturnType.WithoutModifiers().MetadataType == MetadataType.Void ? 0 : 1;
        return instruction.OpCode.StackBehaviourPush switch
        {
            StackBehaviour.Push0 or StackBehaviour.Varpush => 0,
            StackBehaviour.Push1_push1 => 2,
            _ => 1,
        };
    }
}
