using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Bodies;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>
/// Follows the locks through one body and tells for each instruction which are certainly held. A <c>finally</c> is followed once for each way into it, so that what it
/// releases on one way does not count on the others.
/// </summary>
internal sealed class LockFlow
{
    private readonly MethodBody _body;
    private readonly LockCalls _calls;
    private readonly Dictionary<Instruction, int> _order = [];
    private readonly Dictionary<(Instruction, Way?), HeldLocks> _states = [];
    private readonly Queue<(Instruction, Way?)> _work = new();

    private LockFlow(MethodBody body, LockCalls calls)
    {
        (_body, _calls) = (body, calls);
        foreach (Instruction instruction in body.Instructions)
            _order.Add(instruction, _order.Count);
    }

    /// <summary>How a <c>finally</c> was entered: by a <c>leave</c> to a target with other handlers on the way, or (no target) by an exception.</summary>
    private sealed record Way(ExceptionHandler Handler, Instruction? Target, Way? Outer);

    /// <summary>What is held before each instruction that can be reached.</summary>
    internal static Dictionary<Instruction, HeldLocks> Of(MethodDefinition method, StackFlow flow, LockExpressions names, HeldLocks entry)
    {
        LockFlow result = new(method.Body, new(method.Body, flow, names));
        result.Reach(method.Body.Instructions[0], null, entry);
        while (result._work.Count > 0)
            result.Step(result._work.Dequeue());
        Dictionary<Instruction, HeldLocks> held = [];
        foreach (KeyValuePair<(Instruction, Way?), HeldLocks> state in result._states)
            held[state.Key.Item1] = held.TryGetValue(state.Key.Item1, out HeldLocks? other) ? other.Meet(state.Value) : state.Value;
        return held;
    }

    private void Reach(Instruction? instruction, Way? way, HeldLocks held)
    {
        if (instruction is null)
            return;
        if (_states.TryGetValue((instruction, way), out HeldLocks? known))
        {
            HeldLocks met = known.Meet(held);
            if (ReferenceEquals(met, known))
                return;
            held = met;
        }
        _states[(instruction, way)] = held;
        _work.Enqueue((instruction, way));
    }

    private void Step((Instruction Instruction, Way? Way) node)
    {
        (Instruction instruction, Way? way) = node;
        HeldLocks before = _states[node];
        HeldLocks after = _calls.After(instruction, before);
        Throw(instruction, way, before.Meet(after));
        switch (instruction.OpCode.Code)
        {
            case Code.Leave:
                Leave(instruction, (Instruction)instruction.Operand, way, after);
                return;
            case Code.Endfinally when way?.Target is { } target:
                Leave(way.Handler.HandlerStart, target, way.Outer, after, inner: way.Handler);
                return;
            case Code.Endfinally or Code.Endfilter:
                return;
            case Code.Brtrue or Code.Brfalse when _calls.OnOneWay(instruction) is var (taken, whereTrue):
                bool jumps = (instruction.OpCode.Code == Code.Brtrue) == whereTrue;
                Reach((Instruction)instruction.Operand, way, jumps ? after.With(taken) : after);
                Reach(instruction.Next, way, jumps ? after : after.With(taken));
                return;
        }
        if (instruction.Operand is Instruction destination)
            Reach(destination, way, after);
        foreach (Instruction item in instruction.Operand as Instruction[] ?? [])
            Reach(item, way, after);
        if (StackEffect.FallsThrough(instruction))
            Reach(instruction.Next, way, after);
    }

    /// <summary>Goes to a target by way of the innermost <c>finally</c> that is left, other than the one that has just run.</summary>
    private void Leave(Instruction from, Instruction target, Way? way, HeldLocks held, ExceptionHandler? inner = null)
    {
        bool passed = inner is null;
        foreach (ExceptionHandler handler in _body.ExceptionHandlers)
        {
            // Handlers stand from the innermost to the outermost.
            if (handler == inner)
            {
                passed = true;
                continue;
            }
            if (!passed || handler.HandlerType != ExceptionHandlerType.Finally || !Guards(handler, inner?.TryStart ?? from) || Guards(handler, target))
                continue;
            Reach(handler.HandlerStart, new(handler, target, way), held);
            return;
        }
        Reach(target, way, held);
    }

    private void Throw(Instruction instruction, Way? way, HeldLocks held)
    {
        foreach (ExceptionHandler handler in _body.ExceptionHandlers)
        {
            if (!Guards(handler, instruction))
                continue;
            Way? outer = way;
            while (outer is not null && !IsWithin(handler, outer.Handler))
                outer = outer.Outer;
            bool unwinds = handler.HandlerType is ExceptionHandlerType.Finally or ExceptionHandlerType.Fault;
            Reach(handler.HandlerStart, unwinds ? new(handler, null, outer) : outer, held);
            if (handler.FilterStart is not null)
                Reach(handler.FilterStart, outer, held);
        }
    }

    private bool Guards(ExceptionHandler handler, Instruction instruction) => IsBetween(instruction, handler.TryStart, handler.TryEnd);

    /// <summary>Whether the region of a handler lies in the code of another one.</summary>
    private bool IsWithin(ExceptionHandler inner, ExceptionHandler outer) => IsBetween(inner.TryStart, outer.HandlerStart, outer.HandlerEnd);

    private bool IsBetween(Instruction instruction, Instruction start, Instruction? end) =>
        _order[instruction] >= _order[start] && (end is null || _order[instruction] < _order[end]);
}
