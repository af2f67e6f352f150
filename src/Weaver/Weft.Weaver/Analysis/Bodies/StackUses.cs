using System.Collections.Immutable;
using Mono.Cecil.Cil;
using Mono.Collections.Generic;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>Who takes the values that the instructions of one body push: the uses of all, one producer after another.</summary>
internal sealed class StackUses
{
    private readonly StackFlow.Use[] _uses;

    /// <summary>Where the uses of each producer end; they begin where those of the one before it end.</summary>
    private readonly int[] _ends;

    internal StackUses(StackFlow flow, Collection<Instruction> instructions)
    {
        List<(int Producer, StackFlow.Use Use)> found = new(instructions.Count);
        foreach (Instruction consumer in instructions)
        {
            if (consumer.OpCode.Code != Code.Dup)
                Collect(flow, consumer, found);
        }
        _ends = new int[instructions.Count];
        foreach ((int producer, _) in found)
            _ends[producer]++;
        for (int place = 1; place < _ends.Length; place++)
            _ends[place] += _ends[place - 1];
        _uses = new StackFlow.Use[found.Count];
        for (int index = found.Count - 1; index >= 0; index--)
            _uses[--_ends[found[index].Producer]] = found[index].Use;
        // Filling them has moved each end to the beginning.
        for (int place = 0; place < _ends.Length; place++)
            _ends[place] = place + 1 < _ends.Length ? _ends[place + 1] : _uses.Length;
    }

    /// <summary>The uses of what one instruction pushes, in the order of their consumers.</summary>
    internal ArraySegment<StackFlow.Use> Of(int producer)
    {
        int start = producer == 0 ? 0 : _ends[producer - 1];
        return new(_uses, start, _ends[producer] - start);
    }

    private static void Collect(StackFlow flow, Instruction consumer, List<(int Producer, StackFlow.Use Use)> found)
    {
        ImmutableArray<StackValue> operands = flow.Operands(consumer);
        if (operands.IsDefault)
            return;
        for (int index = 0; index < operands.Length; index++)
        {
            foreach (Instruction producer in operands[index].Producers)
                found.Add((flow.Place(producer), new(consumer, index)));
        }
    }
}
