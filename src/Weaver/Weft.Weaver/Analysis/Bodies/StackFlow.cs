using System.Collections.Immutable;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>
/// Follows the evaluation stack through one body and tells, for each instruction, which values it takes and, for each value, who
/// takes it. Macros must have been simplified.
/// </summary>
internal sealed class StackFlow
{
    private readonly MethodBody _body;
    private readonly InstructionPlaces _places;
    private readonly ValueStack?[] _entry;
    private readonly Queue<Instruction> _work = new();
    private StackUses? _uses;

    private StackFlow(MethodBody body)
    {
        _body = body;
        _places = new(body.Instructions);
        _entry = new ValueStack?[body.Instructions.Count];
    }

    /// <summary>One use of a value.</summary>
    /// <param name="Consumer">The instruction that takes it.</param>
    /// <param name="Operand">Which of its operands it is, the deepest first.</param>
    internal readonly record struct Use(Instruction Consumer, int Operand);

    internal static StackFlow Of(MethodBody body)
    {
        StackFlow flow = new(body);
        flow.Run();
        return flow;
    }

    /// <summary>The values that an instruction takes, the deepest first; default for code that is never reached.</summary>
    internal ImmutableArray<StackValue> Operands(Instruction instruction) =>
        _entry[Place(instruction)] is { } stack ? stack.Top(StackEffect.Pops(instruction, _body.Method, stack.Depth)) : default;

    /// <summary>Which instruction of the body it is.</summary>
    internal int Place(Instruction instruction) => _places.Of(instruction);

    /// <summary>How many values are on the stack before an instruction; -1 for code that is never reached.</summary>
    internal int Depth(Instruction instruction) => DepthAt(Place(instruction));

    /// <summary>The same by the place of the instruction.</summary>
    internal int DepthAt(int place) => _entry[place]?.Depth ?? -1;

    /// <summary>Who takes what an instruction pushes; <c>dup</c> is passed through.</summary>
    internal ArraySegment<Use> Uses(Instruction producer) => (_uses ??= new(this, _body.Instructions)).Of(Place(producer));

    private void Run()
    {
        Reach(_body.Instructions[0], ValueStack.Empty);
        foreach (ExceptionHandler handler in _body.ExceptionHandlers)
        {
            bool takesException = handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter;
            Reach(handler.HandlerStart, takesException ? ValueStack.Empty.Push(new(handler.CatchType, [])) : ValueStack.Empty);
            if (handler.FilterStart is not null)
                Reach(handler.FilterStart, ValueStack.Empty.Push(new(null, [])));
        }
        while (_work.Count > 0)
            Step(_work.Dequeue());
    }

    private void Reach(Instruction? instruction, ValueStack stack)
    {
        if (instruction is null)
            return;
        ref ValueStack? known = ref _entry[Place(instruction)];
        if (known is not null)
        {
            if (known.Depth != stack.Depth)
                throw new BadImageFormatException($"{_body.Method.FullName}: the stack at IL_{instruction.Offset:x4} has two depths.");
            ValueStack merged = known.Merge(stack);
            if (ReferenceEquals(merged, known))
                return;
            stack = merged;
        }
        known = stack;
        _work.Enqueue(instruction);
    }

    private void Step(Instruction instruction)
    {
        ValueStack stack = _entry[Place(instruction)]!;
        int pops = StackEffect.Pops(instruction, _body.Method, stack.Depth);
        if (pops > stack.Depth)
            throw new BadImageFormatException($"{_body.Method.FullName}: the stack at IL_{instruction.Offset:x4} is too short.");
        ValueStack rest = stack.Pop(pops);
        ValueStack after = instruction.OpCode.Code == Code.Dup ? stack.Push(stack.Peek(0))
            : StackEffect.Pushes(instruction) ? rest.Push(StackValue.From(instruction, StackEffect.PushedType(instruction, pops == 0 ? null : stack.Peek(pops - 1), _body))) : rest;

        if (instruction.Operand is Instruction target)
        {
            Reach(target, instruction.OpCode.Code == Code.Leave ? ValueStack.Empty : after);
        }
        else if (instruction.Operand is Instruction[] targets)
        {
            foreach (Instruction item in targets)
                Reach(item, after);
        }
        if (StackEffect.FallsThrough(instruction))
            Reach(instruction.Next, after);
    }
}
