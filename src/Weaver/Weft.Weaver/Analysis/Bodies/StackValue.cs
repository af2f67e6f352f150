using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>A value on the evaluation stack.</summary>
/// <param name="Type">Its static type; null where that does not matter or is not known.</param>
/// <param name="Producers">The instructions that may have pushed it; copies by <c>dup</c> keep the first one's.</param>
internal sealed record StackValue(TypeReference? Type, ImmutableArray<Instruction> Producers)
{
    internal static StackValue From(Instruction producer, TypeReference? type) => new(type, [producer]);

    /// <summary>What is known where two branches meet.</summary>
    internal StackValue Merge(StackValue other)
    {
        TypeReference? type = Type is not null && Type.FullName == other.Type?.FullName ? Type : null;
        ImmutableArray<Instruction> producers = Producers;
        foreach (Instruction producer in other.Producers)
        {
            if (!producers.Contains(producer))
                producers = producers.Add(producer);
        }
        return producers.Length == Producers.Length && ReferenceEquals(type, Type) ? this : new(type, producers);
    }
}
