using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>What one instruction does to the evaluation stack.</summary>
internal static class StackEffect
{
    internal static int Pops(Instruction instruction, MethodDefinition method, int depth)
    {
        switch (instruction.OpCode.Code)
        {
            case Code.Ret:
                return method.ReturnType.Unmodified().MetadataType == MetadataType.Void ? 0 : 1;
            case Code.Leave or Code.Leave_S or Code.Endfinally:
                return depth;
            case Code.Call or Code.Callvirt or Code.Newobj or Code.Calli:
                IMethodSignature signature = (IMethodSignature)instruction.Operand;
                int receiver = signature.HasThis && !signature.ExplicitThis && instruction.OpCode.Code != Code.Newobj ? 1 : 0;
                return signature.Parameters.Count + receiver + (instruction.OpCode.Code == Code.Calli ? 1 : 0);
        }
        return instruction.OpCode.StackBehaviourPop switch
        {
            StackBehaviour.Pop0 => 0,
            StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
            StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
                or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
            StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8
                or StackBehaviour.Popref_popi_popr4 or StackBehaviour.Popref_popi_popr8 or StackBehaviour.Popref_popi_popref => 3,
            _ => 0,
        };
    }

    internal static bool Pushes(Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Newobj => true,
        Code.Call or Code.Callvirt or Code.Calli => ((IMethodSignature)instruction.Operand).ReturnType.Unmodified().MetadataType != MetadataType.Void,
        _ => instruction.OpCode.StackBehaviourPush is not (StackBehaviour.Push0 or StackBehaviour.Varpush),
    };

    internal static bool FallsThrough(Instruction instruction) => instruction.OpCode.FlowControl switch
    {
        FlowControl.Branch or FlowControl.Return or FlowControl.Throw => false,
        _ => instruction.OpCode.Code is not (Code.Endfinally or Code.Endfilter or Code.Jmp),
    };

    /// <summary>The static type of what is pushed, where sites ask for it: object and array types.</summary>
    /// <param name="instruction">The instruction that pushes it.</param>
    /// <param name="first">The deepest value that it takes; null where it takes none.</param>
    /// <param name="body">The body that it is in.</param>
    internal static TypeReference? PushedType(Instruction instruction, StackValue? first, MethodBody body) => instruction.OpCode.Code switch
    {
        Code.Ldarg => instruction.Operand is ParameterDefinition parameter
            ? parameter == body.ThisParameter ? body.Method.DeclaringType : parameter.ParameterType
            : null,
        Code.Ldloc => (instruction.Operand as VariableDefinition)?.VariableType,
        Code.Ldfld or Code.Ldsfld when instruction.Operand is FieldReference field => field.FieldType.Substitute(field.DeclaringType, null).Unmodified(),
        Code.Call or Code.Callvirt when instruction.Operand is MethodReference method => method.ReturnType.Substitute(method.DeclaringType, method).Unmodified(),
        Code.Newobj when instruction.Operand is MethodReference method => method.DeclaringType,
        Code.Newarr when instruction.Operand is TypeReference type => new ArrayType(type),
        Code.Castclass or Code.Isinst or Code.Unbox_Any or Code.Ldobj or Code.Ldelem_Any => (TypeReference)instruction.Operand,
        Code.Ldelem_Ref => first?.Type is ArrayType array ? array.ElementType : null,
        _ => null,
    };
}
