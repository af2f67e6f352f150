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
    private readonly Dictionary<Instruction, int> _places;
    private readonly ImmutableArray<StackValue>[] _entry;
    private readonly ImmutableArray<StackValue>[] _operands;
    private readonly Queue<Instruction> _work = new();
    private Dictionary<Instruction, List<Use>>? _uses;

    private StackFlow(MethodBody body)
    {
        _body = body;
        _places = new(body.Instructions.Count);
        foreach (Instruction instruction in body.Instructions)
            _places.Add(instruction, _places.Count);
        _entry = new ImmutableArray<StackValue>[_places.Count];
        _operands = new ImmutableArray<StackValue>[_places.Count];
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
    internal ImmutableArray<StackValue> Operands(Instruction instruction) => _operands[Place(instruction)];

    /// <summary>Which instruction of the body it is.</summary>
    internal int Place(Instruction instruction) => _places[instruction];

    /// <summary>How many values are on the stack before an instruction; -1 for code that is never reached.</summary>
    internal int Depth(Instruction instruction) => _entry[Place(instruction)] is { IsDefault: false } stack ? stack.Length : -1;

    /// <summary>Who takes what an instruction pushes; <c>dup</c> is passed through.</summary>
    internal IReadOnlyList<Use> Uses(Instruction producer)
    {
        _uses ??= CollectUses();
        return _uses.TryGetValue(producer, out List<Use>? uses) ? uses : [];
    }

    private Dictionary<Instruction, List<Use>> CollectUses()
    {
        Dictionary<Instruction, List<Use>> uses = [];
        foreach (Instruction consumer in _body.Instructions)
        {
            ImmutableArray<StackValue> operands = Operands(consumer);
            if (consumer.OpCode.Code == Code.Dup || operands.IsDefault)
                continue;
            for (int index = 0; index < operands.Length; index++)
            {
                foreach (Instruction producer in operands[index].Producers)
                {
                    if (!uses.TryGetValue(producer, out List<Use>? list))
                        uses.Add(producer, list = []);
                    list.Add(new(consumer, index));
                }
            }
        }
        return uses;
    }

    private void Run()
    {
        Reach(_body.Instructions[0], []);
        foreach (ExceptionHandler handler in _body.ExceptionHandlers)
        {
            bool takesException = handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter;
            Reach(handler.HandlerStart, takesException ? [new StackValue(handler.CatchType, [])] : []);
            if (handler.FilterStart is not null)
                Reach(handler.FilterStart, [new StackValue(null, [])]);
        }
        while (_work.Count > 0)
            Step(_work.Dequeue());
    }

    private void Reach(Instruction? instruction, ImmutableArray<StackValue> stack)
    {
        if (instruction is null)
            return;
        ref ImmutableArray<StackValue> known = ref _entry[Place(instruction)];
        if (!known.IsDefault)
        {
            if (known.Length != stack.Length)
                throw new BadImageFormatException($"{_body.Method.FullName}: the stack at IL_{instruction.Offset:x4} has two depths.");
            ImmutableArray<StackValue> merged = Merge(known, stack);
            if (merged == known)
                return;
            stack = merged;
        }
        known = stack;
        _work.Enqueue(instruction);
    }

    private static ImmutableArray<StackValue> Merge(ImmutableArray<StackValue> known, ImmutableArray<StackValue> stack)
    {
        ImmutableArray<StackValue> merged = known;
        for (int index = 0; index < known.Length; index++)
        {
            StackValue value = known[index].Merge(stack[index]);
            if (!ReferenceEquals(value, known[index]))
                merged = merged.SetItem(index, value);
        }
        return merged;
    }

    private void Step(Instruction instruction)
    {
        int place = Place(instruction);
        ImmutableArray<StackValue> stack = _entry[place];
        int pops = StackEffect.Pops(instruction, _body.Method, stack.Length);
        if (pops > stack.Length)
            throw new BadImageFormatException($"{_body.Method.FullName}: the stack at IL_{instruction.Offset:x4} is too short.");
        ImmutableArray<StackValue> operands = stack.RemoveRange(0, stack.Length - pops);
        _operands[place] = operands;
        ImmutableArray<StackValue> rest = stack.RemoveRange(stack.Length - pops, pops);
        ImmutableArray<StackValue> after = instruction.OpCode.Code == Code.Dup
            ? rest.Add(operands[0]).Add(operands[0])
            : StackEffect.Pushes(instruction) ? rest.Add(StackValue.From(instruction, StackEffect.PushedType(instruction, operands, _body))) : rest;

        if (instruction.Operand is Instruction target)
        {
            Reach(target, instruction.OpCode.Code == Code.Leave ? [] : after);
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
