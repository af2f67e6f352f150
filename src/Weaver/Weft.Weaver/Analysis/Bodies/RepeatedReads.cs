using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>
/// Finds the reads of collections in one body that need no look of their own: since the last operation on the same collection the thread has called nothing and read nothing by which it could learn what others have done
/// meanwhile, so that it may as well have read at once.
/// </summary>
internal sealed class RepeatedReads
{
    private const int MostCollections = 64;
    private readonly MethodBody _body;
    private readonly StackFlow _flow;
    private readonly HashSet<Instruction> _sites;
    private readonly Dictionary<Instruction, Operation> _operations = [];
    private readonly List<object> _collections = [];
    private readonly HashSet<object> _changing = [];

    /// <summary>Of which collections an operation came last, before each instruction, as bits; null where no path has come yet.</summary>
    private readonly ulong?[] _caughtUp;
    private readonly Queue<Instruction> _work = new();

    internal RepeatedReads(MethodDefinition method, StackFlow flow, IReadOnlyList<SitePlan> sites)
    {
        _body = method.Body;
        _flow = flow;
        _sites = [.. sites.Select(site => site.Instruction)];
        _caughtUp = new ulong?[_body.Instructions.Count];
        FindChanging();
        foreach (SitePlan site in sites)
        {
            if (site.Action == SiteAction.Shim && site.Instruction.OpCode.Code is Code.Call or Code.Callvirt && CatchesUp((MethodDefinition)site.Replacement!, out bool readsPlainly) && Collection(site.Instruction) is { } collection)
                Add(site.Instruction, collection, readsPlainly);
        }
    }

    /// <summary>The calls that may stay as they are.</summary>
    internal HashSet<Instruction> Find()
    {
        if (_operations.Count < 2 || !_operations.Values.Any(operation => operation.ReadsPlainly))
            return [];
        Reach(_body.Instructions[0], 0);
        foreach (ExceptionHandler handler in _body.ExceptionHandlers)
        {
            Reach(handler.HandlerStart, 0);
            Reach(handler.FilterStart, 0);
        }
        while (_work.Count > 0)
            Step(_work.Dequeue());
        return [.. _operations.Where(entry => entry.Value.ReadsPlainly && ((_caughtUp[_flow.Place(entry.Key)] ?? 0) & entry.Value.Bit) != 0).Select(entry => entry.Key)];
    }

    private static bool CatchesUp(MethodDefinition shim, out bool readsPlainly)
    {
        CustomAttribute? attribute = shim.CustomAttributes.FirstOrDefault(each => each.AttributeType.FullName == "Weft.Runtime.Contract.CatchesUpAttribute");
        readsPlainly = attribute is { HasProperties: true };
        return attribute is not null;
    }

    private void Add(Instruction call, object collection, bool readsPlainly)
    {
        int number = _collections.IndexOf(collection);
        if (number < 0)
        {
            if (_collections.Count == MostCollections)
                return;
            number = _collections.Count;
            _collections.Add(collection);
        }
        _operations.Add(call, new(1UL << number, readsPlainly, ((MethodReference)call.Operand).Resolve() is { IsVirtual: true, IsFinal: false }));
    }

    /// <summary>What names the collection that a call works on: a local or parameter, or a field of the instance that is not shared; null for anything else.</summary>
    private object? Collection(Instruction call)
    {
        ImmutableArray<StackValue> operands = _flow.Operands(call);
        if (operands.IsDefaultOrEmpty || operands[0].Producers is not [Instruction producer])
            return null;
        object? named = producer.OpCode.Code switch
        {
            Code.Ldloc or Code.Ldarg => producer.Operand,
            Code.Ldfld when !_sites.Contains(producer) && _flow.Operands(producer) is [StackValue owner] && Instructions.IsThis(owner, _body) && !_changing.Contains(_body.ThisParameter) => ((FieldReference)producer.Operand).FullName,
            _ => null,
        };
        return named is null || _changing.Contains(named) ? null : named;
    }

    // A local that is stored once is what it was between two loads with no store between.
    private void FindChanging()
    {
        HashSet<object> stored = [];
        foreach (Instruction instruction in _body.Instructions)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Ldloca or Code.Ldarga or Code.Starg:
                    _changing.Add(instruction.Operand);
                    break;
                case Code.Stloc when !stored.Add(instruction.Operand):
                    _changing.Add(instruction.Operand);
                    break;
                case Code.Stfld or Code.Ldflda:
                    _changing.Add(((FieldReference)instruction.Operand).FullName);
                    break;
            }
        }
    }

    private void Reach(Instruction? instruction, ulong caughtUp)
    {
        if (instruction is null)
            return;
        ref ulong? known = ref _caughtUp[_flow.Place(instruction)];
        ulong merged = caughtUp & (known ?? ulong.MaxValue);
        if (known == merged)
            return;
        known = merged;
        _work.Enqueue(instruction);
    }

    private void Step(Instruction instruction)
    {
        ulong after = After(instruction, _caughtUp[_flow.Place(instruction)]!.Value);
        if (instruction.Operand is Instruction target)
        {
            Reach(target, after);
        }
        else if (instruction.Operand is Instruction[] targets)
        {
            foreach (Instruction item in targets)
                Reach(item, after);
        }
        if (StackEffect.FallsThrough(instruction))
            Reach(instruction.Next, after);
    }

    private ulong After(Instruction instruction, ulong before)
    {
        if (_operations.TryGetValue(instruction, out Operation operation))
            return operation is { ReadsPlainly: true, IsVirtual: false } && (before & operation.Bit) != 0 ? before : operation.Bit;
        if (_sites.Contains(instruction))
            return 0;
        return instruction.OpCode.Code switch
        {
            // A finally block runs in between; a class constructor may.
            Code.Call or Code.Callvirt or Code.Calli or Code.Newobj or Code.Leave or Code.Volatile or Code.Ldsfld or Code.Ldsflda or Code.Stsfld => 0,
            Code.Stloc when _collections.IndexOf(instruction.Operand) is >= 0 and int number => before & ~(1UL << number),
            _ => before,
        };
    }

    /// <summary>One operation on a collection.</summary>
    /// <param name="Bit">The collection.</param>
    /// <param name="ReadsPlainly">Whether it is the framework's own read once what others have done is performed.</param>
    /// <param name="IsVirtual">Whether another class may have made something else of it, as of what locks.</param>
    private readonly record struct Operation(ulong Bit, bool ReadsPlainly, bool IsVirtual);
}
