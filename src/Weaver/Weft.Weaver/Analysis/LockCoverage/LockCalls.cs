using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>What calls of one body do to the set of held locks. Locks with readers count while they are held to write: what only reads opens no transaction.</summary>
internal sealed class LockCalls(MethodBody body, StackFlow flow, LockExpressions names)
{
    /// <summary>How far behind a call of <c>TryEnter</c> its result may be looked at to count.</summary>
    private const int NearestBranch = 8;

    internal HeldLocks After(Instruction instruction, HeldLocks before)
    {
        if (instruction.OpCode.Code is not (Code.Call or Code.Callvirt) || instruction.Operand is not MethodReference called)
            return before;
        switch (called.DeclaringType.FullName, called.Name)
        {
            case ("System.Threading.Monitor", "Enter"):
            case ("System.Threading.Lock", "Enter" or "EnterScope"):
            case ("System.Threading.ReaderWriterLockSlim", "EnterWriteLock"):
            case ("System.Threading.ReaderWriterLock", "AcquireWriterLock" or "UpgradeToWriterLock"):
                return Taken(instruction) is { } taken ? before.With(taken) : before;
            case ("System.Threading.Monitor", "Exit"):
            case ("System.Threading.Lock", "Exit"):
            case ("System.Threading.ReaderWriterLockSlim", "ExitWriteLock"):
            case ("System.Threading.ReaderWriterLock", "ReleaseWriterLock" or "DowngradeFromWriterLock"):
                return before.Without(Taken(instruction));
            case ("System.Threading.ReaderWriterLock", "ReleaseLock"):
                return before.WithoutAll(Taken(instruction));
            case ("System.Threading.Lock/Scope", "Dispose"):
                return before.Without(ScopeOf(instruction));
            default:
                return before;
        }
    }

    /// <summary>The lock that is held on one of the ways from a branch on: that of a <c>TryEnter</c> just before, where the condition is true, or where it is false.</summary>
    internal (LockName Lock, bool WhereTrue)? OnOneWay(Instruction branch)
    {
        Instruction? at = branch.Previous;
        for (int seen = 0; seen < NearestBranch && at is not null; at = at.Previous)
        {
            if (at.OpCode.Code == Code.Nop)
                continue;
            seen++;
            if (at.OpCode.Code is not (Code.Call or Code.Callvirt) || at.Operand is not MethodReference called)
                continue;
            return IsAttempt(called) && Tests(branch, at, called) is { } whereTrue && Taken(at) is { } taken ? (taken, whereTrue) : null;
        }
        return null;
    }

    private static bool IsAttempt(MethodReference called) => called is { Name: "TryEnter", DeclaringType.FullName: "System.Threading.Monitor" or "System.Threading.Lock" }
        or { Name: "TryEnterWriteLock", DeclaringType.FullName: "System.Threading.ReaderWriterLockSlim" };

    private LockName? Taken(Instruction call)
    {
        ImmutableArray<StackValue> operands = flow.Operands(call);
        return operands.IsDefaultOrEmpty ? null : names.Of(operands[0]);
    }

    /// <summary>Whether a branch finds true where a call of <c>TryEnter</c> has succeeded, or false, as debug builds do with <c>!</c>; null where it looks at something else.</summary>
    private bool? Tests(Instruction branch, Instruction call, MethodReference called)
    {
        if (flow.Operands(branch) is not [{ Producers: [var condition] }])
            return null;
        bool whereTrue = true;
        Instruction tested = BehindCopies(condition);
        while (tested.OpCode.Code == Code.Ceq && flow.Operands(tested) is [{ Producers: [var compared] }, { Producers: [{ OpCode.Code: Code.Ldc_I4, Operand: 0 }] }])
            (tested, whereTrue) = (BehindCopies(compared), !whereTrue);
        return tested == call || IsResult(tested, call, called) ? whereTrue : null;
    }

    /// <summary>Whether an instruction loads the variable that a call of <c>TryEnter</c> was given, or that its result was put into.</summary>
    private bool IsResult(Instruction load, Instruction call, MethodReference called)
    {
        if (load.OpCode.Code != Code.Ldloc)
            return false;
        if (called.ReturnType.MetadataType == MetadataType.Boolean)
            return call.Next is { OpCode.Code: Code.Stloc } store && store.Operand == load.Operand;
        ImmutableArray<StackValue> operands = flow.Operands(call);
        return operands[operands.Length - 1].Producers is [{ OpCode.Code: Code.Ldloca } address] && address.Operand == load.Operand;
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
