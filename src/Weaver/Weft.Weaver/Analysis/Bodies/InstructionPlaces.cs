using System.Runtime.CompilerServices;
using Mono.Cecil.Cil;
using Mono.Collections.Generic;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>The places of a body's instructions, by identity. Made for every body that is looked at closely, so it takes half of what a dictionary would.</summary>
internal sealed class InstructionPlaces
{
    private readonly Instruction[] _instructions;

    /// <summary>Places plus one, each at the hash of its instruction or at the next slot that was free.</summary>
    private readonly int[] _slots;

    internal InstructionPlaces(Collection<Instruction> instructions)
    {
        _instructions = [.. instructions];
        int size = 4;
        while (size < _instructions.Length * 2)
            size *= 2;
        _slots = new int[size];
        for (int place = 0; place < _instructions.Length; place++)
        {
            int slot = Hash(_instructions[place]);
            while (_slots[slot] != 0)
                slot = Next(slot);
            _slots[slot] = place + 1;
        }
    }

    /// <summary>Which instruction of the body it was when the places were made.</summary>
    internal int Of(Instruction instruction)
    {
        for (int slot = Hash(instruction); _slots[slot] != 0; slot = Next(slot))
        {
            if (_instructions[_slots[slot] - 1] == instruction)
                return _slots[slot] - 1;
        }
        throw new KeyNotFoundException($"{instruction} is not in the body.");
    }

    private int Hash(Instruction instruction) => RuntimeHelpers.GetHashCode(instruction) & (_slots.Length - 1);

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);
}
