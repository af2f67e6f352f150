using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Corpus.Gates;

/// <summary>
/// Tells whether a plain access lies in a stretch whose owners were asked before it: on the way to it, without another way in, its owner was found to have no header; and
/// the owner of a store is asked again behind it.
/// </summary>
internal sealed class GuardedStretch
{
    private const string Question = "$weft_shared";
    private readonly HashSet<Instruction> _targets = [];

    public GuardedStretch(MethodBody body)
    {
        foreach (Instruction instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction target)
                _targets.Add(target);
            else if (instruction.Operand is Instruction[] targets)
                _targets.UnionWith(targets);
        }
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
            _targets.UnionWith(new[] { handler.TryStart, handler.TryEnd, handler.HandlerStart, handler.HandlerEnd, handler.FilterStart }.Where(edge => edge is not null));
    }

    /// <summary>Whether an <c>ldfld</c> or <c>stfld</c> is guarded.</summary>
    public bool Guards(Instruction access)
    {
        bool stores = access.OpCode.Code == Code.Stfld;
        if ((!stores && access.OpCode.Code != Code.Ldfld) || Owner(access, stores ? 2 : 1) is not { } owner)
            return false;
        return AskedBefore(access, owner) && (!stores || AskedBehind(access, owner));
    }

    private bool AskedBefore(Instruction access, string owner)
    {
        for (Instruction? at = access; at is not null; at = at.Previous)
        {
            if (at != access && at.OpCode.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
                return false;
            if (Stores(at, owner))
                return false;
            if (at.OpCode.Code is Code.Brtrue or Code.Brtrue_S && Asks(at.Previous, owner))
                return true;
            if (_targets.Contains(at) && !IsFirstOfGuards(at))
                return false;
        }
        return false;
    }

    /// <summary>Jumps may come to the first question: they are asked as well.</summary>
    private static bool IsFirstOfGuards(Instruction at) => Variable(at) is not null && at.Next is { } next && (IsQuestion(next) || next.OpCode.Code is Code.Brfalse or Code.Brfalse_S);

    private bool AskedBehind(Instruction access, string owner)
    {
        for (Instruction? at = access.Next; at is not null && !_targets.Contains(at); at = at.Next)
        {
            if (at.OpCode.Code is Code.Brtrue or Code.Brtrue_S && Asks(at.Previous, owner))
                return true;
            if (Stores(at, owner) || at.OpCode.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
                return false;
        }
        return false;
    }

    private static bool Asks(Instruction? call, string owner) => call is not null && IsQuestion(call) && Variable(call.Previous) == owner;

    private static bool IsQuestion(Instruction instruction) => instruction.Operand is MethodReference { Name: Question };

    /// <summary>The variable whose value is the operand of this depth, in code without branches; null for another value.</summary>
    private static string? Owner(Instruction access, int depth)
    {
        Instruction? at = access.Previous;
        while (at is not null)
        {
            (int pops, int pushes) = Effect(at);
            if (at.OpCode.Code == Code.Dup && depth <= pushes)
                depth = 1;
            else if (pushes >= depth)
                return Variable(at);
            else
                depth += pops - pushes;
            at = at.Previous;
        }
        return null;
    }

    private static (int Pops, int Pushes) Effect(Instruction instruction)
    {
        if (instruction.Operand is MethodReference called && instruction.OpCode.FlowControl == FlowControl.Call)
        {
            bool creates = instruction.OpCode.Code == Code.Newobj;
            int pops = called.Parameters.Count + (called.HasThis && !creates ? 1 : 0);
            return (pops, creates || called.ReturnType.MetadataType != MetadataType.Void ? 1 : 0);
        }
        return (Count(instruction.OpCode.StackBehaviourPop.ToString()), Count(instruction.OpCode.StackBehaviourPush.ToString()));
    }

    /// <summary>The number of values that a name such as <c>Popref_popi</c> or <c>Push1_push1</c> tells.</summary>
    private static int Count(string behaviour) => behaviour is "Pop0" or "Push0" ? 0 : behaviour.Split('_').Length;

    private static bool Stores(Instruction instruction, string variable) => variable == instruction.OpCode.Code switch
    {
        Code.Stloc or Code.Stloc_S => Local(((VariableDefinition)instruction.Operand).Index),
        >= Code.Stloc_0 and <= Code.Stloc_3 and var code => Local(code - Code.Stloc_0),
        Code.Starg or Code.Starg_S => Argument(((ParameterDefinition)instruction.Operand).Sequence),
        _ => null,
    };

    /// <summary>What a load of an argument or local names; null for another instruction.</summary>
    private static string? Variable(Instruction? load) => load?.OpCode.Code switch
    {
        >= Code.Ldarg_0 and <= Code.Ldarg_3 and var code => Argument(code - Code.Ldarg_0),
        Code.Ldarg or Code.Ldarg_S => Argument(((ParameterDefinition)load.Operand).Sequence),
        >= Code.Ldloc_0 and <= Code.Ldloc_3 and var code => Local(code - Code.Ldloc_0),
        Code.Ldloc or Code.Ldloc_S => Local(((VariableDefinition)load.Operand).Index),
        _ => null,
    };

    private static string Local(int index) => $"local {index}";

    private static string Argument(int sequence) => $"argument {sequence}";
}
