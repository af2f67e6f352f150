using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>What is on the evaluation stack at one place. It never changes, and stacks share the values that they have in common.</summary>
internal sealed class ValueStack
{
    private readonly StackValue? _top;
    private readonly ValueStack? _below;

    private ValueStack(StackValue? top, ValueStack? below)
    {
        _top = top;
        _below = below;
        Depth = below is null ? 0 : below.Depth + 1;
    }

    internal static ValueStack Empty { get; } = new(null, null);

    /// <summary>How many values it has.</summary>
    internal int Depth { get; }

    internal ValueStack Push(StackValue value) => new(value, this);

    /// <summary>The stack without its topmost values.</summary>
    internal ValueStack Pop(int count)
    {
        ValueStack rest = this;
        for (; count > 0; count--)
            rest = rest._below!;
        return rest;
    }

    /// <summary>A value by its distance from the top.</summary>
    internal StackValue Peek(int distance) => Pop(distance)._top!;

    /// <summary>The topmost values, the deepest first.</summary>
    internal ImmutableArray<StackValue> Top(int count)
    {
        if (count == 0)
            return [];
        StackValue[] values = new StackValue[count];
        ValueStack at = this;
        for (int index = count - 1; index >= 0; index--, at = at._below!)
            values[index] = at._top!;
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    /// <summary>What is known where two branches meet; the stack itself where the other one adds nothing. Both have the same depth.</summary>
    internal ValueStack Merge(ValueStack other)
    {
        ImmutableArray<StackValue> known = ReferenceEquals(this, other) ? [] : Top(Depth);
        ImmutableArray<StackValue> added = known.IsEmpty ? [] : other.Top(Depth);
        int same = 0;
        while (same < known.Length && ReferenceEquals(known[same].Merge(added[same]), known[same]))
            same++;
        if (same == known.Length)
            return this;
        ValueStack merged = Pop(Depth - same);
        for (int index = same; index < known.Length; index++)
            merged = merged.Push(known[index].Merge(added[index]));
        return merged;
    }
}
