using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>What calls of one body do to the set of held locks.</summary>
internal sealed class LockCalls(MethodBody body, StackFlow flow, LockExpressions names)
{
    /// <summary>How far behind a call of <c>TryEnter</c> its result may be looked at to count.</summary>
    private const int NearestBranch = 4;

    internal HeldLocks After(Instruction instruction, HeldLocks before)
    {
        if (instruction.OpCode.Code is not (Code.Call or Code.Callvirt) || instruction.Operand is not MethodReference called)
            return before;
        switch (called.DeclaringType.FullName, called.Name)
        {
            case ("System.Threading.Monitor", "Enter"):
            case ("System.Threading.Lock", "Enter" or "EnterScope"):
                return Taken(instruction) is { } taken ? before.With(taken) : before;
            case ("System.Threading.Monitor", "Exit"):
            case ("System.Threading.Lock", "Exit"):
                return before.Without(Taken(instruction));
            case ("System.Threading.Lock/Scope", "Dispose"):
                return before.Without(ScopeOf(instruction));
            default:
                return before;
        }
    }

    /// <summary>The lock that is held where a branch goes if its condition is true: that of a <c>TryEnter</c> just before.</summary>
    internal LockName? IfTrue(Instruction branch)
    {
        Instruction? at = branch.Previous;
        for (int seen = 0; seen < NearestBranch && at is not null; at = at.Previous)
        {
            if (at.OpCode.Code == Code.Nop)
                continue;
            seen++;
            if (at.OpCode.Code is not (Code.Call or Code.Callvirt) || at.Operand is not MethodReference called)
                continue;
            return called is { Name: "TryEnter", DeclaringType.FullName: "System.Threading.Monitor" or "System.Threading.Lock" } && Tests(branch, at, called) ? Taken(at) : null;
        }
        return null;
    }

    private LockName? Taken(Instruction call)
    {
        ImmutableArray<StackValue> operands = flow.Operands(call);
        return operands.IsDefaultOrEmpty ? null : names.Of(operands[0]);
    }

    /// <summary>Whether a branch looks at what a call of <c>TryEnter</c> returned, or at the variable that it was given.</summary>
    private bool Tests(Instruction branch, Instruction call, MethodReference called)
    {
        if (flow.Operands(branch) is not [{ Producers: [var condition] }])
            return false;
        Instruction tested = BehindCopies(condition);
        if (tested == call)
            return true;
        if (tested.OpCode.Code != Code.Ldloc)
            return false;
        if (called.ReturnType.MetadataType == MetadataType.Boolean)
            return call.Next is { OpCode.Code: Code.Stloc } store && store.Operand == tested.Operand;
        ImmutableArray<StackValue> operands = flow.Operands(call);
        return operands[operands.Length - 1].Producers is [{ OpCode.Code: Code.Ldloca } address] && address.Operand == tested.Operand;
    }

    /// <summary>What a value is that debug builds put into a local of their own first.</summary>
    private Instruction BehindCopies(Instruction load)
    {
        while (load is { OpCode.Code: Code.Ldloc, Previous: { OpCode.Code: Code.Stloc } store } && store.Operand == load.Operand && flow.Operands(store) is [{ Producers: [var copied] }])
            load = copied;
        return load;
    }

    /// <summary>The lock whose scope ends.</summary>
    private LockName? ScopeOf(Instruction dispose)
    {
        if (flow.Operands(dispose) is not [{ Producers: [{ OpCode.Code: Code.Ldloca } address] }])
            return null;
        LockName? found = null;
        foreach (Instruction store in body.Instructions.Where(instruction => instruction.OpCode.Code == Code.Stloc && instruction.Operand == address.Operand))
        {
            if (flow.Operands(store) is not [{ Producers: [var producer] }] || producer.Operand is not MethodReference { Name: "EnterScope" } || Taken(producer) is not { } taken || (found is not null && !found.Equals(taken)))
                return null;
            found = taken;
        }
        return found;
    }
}
