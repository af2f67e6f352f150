using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>A value on the evaluation stack.</summary>
internal sealed class StackValue
{
    // Nearly every value has one producer, and few are asked for it: the array is made when it is.
    private readonly Instruction? _only;
    private ImmutableArray<Instruction> _producers;

    internal StackValue(TypeReference? type, ImmutableArray<Instruction> producers)
    {
        Type = type;
        _producers = producers;
    }

    private StackValue(TypeReference? type, Instruction producer)
    {
        Type = type;
        _only = producer;
    }

    /// <summary>Its static type; null where that does not matter or is not known.</summary>
    internal TypeReference? Type { get; }

    /// <summary>The instructions that may have pushed it; copies by <c>dup</c> keep the first one's.</summary>
    internal ImmutableArray<Instruction> Producers => _producers.IsDefault ? _producers = [_only!] : _producers;

    internal static StackValue From(Instruction producer, TypeReference? type) => new(type, producer);

    /// <summary>What is known where two branches meet.</summary>
    internal StackValue Merge(StackValue other)
    {
        if (ReferenceEquals(this, other))
            return this;
        TypeReference? type = ReferenceEquals(Type, other.Type) || Type is not null && Type.FullName == other.Type?.FullName ? Type : null;
        ImmutableArray<Instruction> producers = Producers;
        foreach (Instruction producer in other.Producers)
        {
            if (!producers.Contains(producer))
                producers = producers.Add(producer);
        }
        return producers.Length == Producers.Length && ReferenceEquals(type, Type) ? this : new(type, producers);
    }
}
