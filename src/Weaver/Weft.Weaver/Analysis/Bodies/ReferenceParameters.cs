using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>What methods do with the references that they are given.</summary>
internal static class ReferenceParameters
{
    /// <summary>Whether a reference that is given to a method, as a parameter or as the receiver of a struct's method, reaches an atomic operation in it or in what it calls.</summary>
    /// <param name="method">The method.</param>
    /// <param name="argument">The number of the argument; the receiver counts.</param>
    internal static bool ReachesAtomics(MethodDefinition method, int argument) => ReachesAtomics(method, argument, []);

    private static bool ReachesAtomics(MethodDefinition method, int argument, HashSet<(MethodDefinition, int)> asked)
    {
        if (!Instructions.HasCode(method) || !asked.Add((method, argument)) || !MentionsCalls(method))
            return false;
        StackFlow flow;
        try
        {
            flow = StackFlow.Of(method.Body);
        }
        catch (BadImageFormatException)
        {
            // Nothing is known of such a body, so the worst is assumed.
            return true;
        }
        Queue<Instruction> open = new(method.Body.Instructions.Where(instruction => ArgumentOf(instruction, method) == argument));
        HashSet<Instruction> seen = [.. open];
        while (open.Count > 0)
        {
            foreach (StackFlow.Use use in flow.Uses(open.Dequeue()))
            {
                if (IsAtomic(use.Consumer, use.Operand, asked))
                    return true;
                foreach (Instruction next in Followed(use.Consumer, method.Body).Where(seen.Add))
                    open.Enqueue(next);
            }
        }
        return false;
    }

    private static bool IsAtomic(Instruction consumer, int operand, HashSet<(MethodDefinition, int)> asked)
    {
        if (consumer.OpCode.Code is not (Code.Call or Code.Callvirt or Code.Newobj) || consumer.Operand is not MethodReference called)
            return false;
        if (AddressPolicy.IsAtomic(called))
            return true;
        bool hasReceiver = called.HasThis && consumer.OpCode.Code != Code.Newobj;
        bool isReceiver = hasReceiver && operand == 0;
        if (!isReceiver && called.Parameters[hasReceiver ? operand - 1 : operand].ParameterType.Unmodified() is not ByReferenceType)
            return false;
        // The object that a constructor makes is its argument 0, and not on the caller's stack.
        return called.Resolve() is { } definition && (!isReceiver || definition.DeclaringType.IsValueType)
            && ReachesAtomics(definition, consumer.OpCode.Code == Code.Newobj ? operand + 1 : operand, asked);
    }

    /// <summary>Where an address goes on from an instruction: a member's address, or the loads of the local that it is kept in.</summary>
    private static IEnumerable<Instruction> Followed(Instruction consumer, MethodBody body)
    {
        if (consumer.OpCode.Code == Code.Ldflda)
            return [consumer];
        int local = Instructions.StoredLocal(consumer);
        return local < 0 ? [] : body.Instructions.Where(instruction => Instructions.LoadedLocal(instruction) == local);
    }

    private static bool MentionsCalls(MethodDefinition method) => method.Body.Instructions.Any(instruction => instruction.Operand is MethodReference);

    private static int ArgumentOf(Instruction instruction, MethodDefinition method) => instruction.OpCode.Code switch
    {
        Code.Ldarg_0 => 0,
        Code.Ldarg_1 => 1,
        Code.Ldarg_2 => 2,
        Code.Ldarg_3 => 3,
        Code.Ldarg or Code.Ldarg_S when instruction.Operand is ParameterDefinition parameter && parameter.Index >= 0 => parameter.Index + (method.HasThis ? 1 : 0),
        _ => -1,
    };
}
