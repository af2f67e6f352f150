using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Joins what two paths bring to one place.</summary>
internal static class FrameMerge
{
    /// <summary>The joint frame; <paramref name="known"/> itself where nothing changes.</summary>
    /// <param name="known">What was known of the place.</param>
    /// <param name="arriving">What another path brings.</param>
    /// <param name="relations">Which types fit where.</param>
    /// <param name="complain">Is told of values that do not go together.</param>
    internal static Frame Merge(Frame known, Frame arriving, TypeRelations relations, Action<string> complain)
    {
        Slot[]? merged = null;
        for (int index = 0; index < known.Stack.Length; index++)
        {
            Slot slot = Merge(known.Stack[index], arriving.Stack[index], relations, complain);
            if (slot == known.Stack[index])
                continue;
            merged ??= [.. known.Stack];
            merged[index] = slot;
        }
        bool initialized = known.ThisIsInitialized && arriving.ThisIsInitialized;
        return merged is null && initialized == known.ThisIsInitialized ? known : new(merged ?? known.Stack, initialized);
    }

    private static Slot Merge(Slot known, Slot arriving, TypeRelations relations, Action<string> complain)
    {
        if (known == arriving || known.Kind == StackKind.Unknown)
            return known;
        if (arriving.Kind == StackKind.Unknown)
            return arriving;
        SlotMarks marks = MergeMarks(known.Marks, arriving.Marks);
        if (known.Kind != arriving.Kind)
            return OfKinds(known, arriving, complain);
        switch (known.Kind)
        {
            case StackKind.Object:
                return new(StackKind.Object, known.Type is null ? arriving.Type : arriving.Type is null ? known.Type : relations.Merge(known.Type, arriving.Type), marks);
            case StackKind.Address when relations.IsSameStorage(known.Type!, arriving.Type!):
                return known with { Marks = marks };
            case StackKind.Address or StackKind.Value when !ReferenceEquals(known.Type, arriving.Type):
                complain($"one path brings {known.Name} and another {arriving.Name}");
                return Slot.Unknown;
            default:
                return new(known.Kind, known.Type, marks);
        }
    }

    /// <summary>Something may write through an address only if it may on both paths; all else must be known on both.</summary>
    private static SlotMarks MergeMarks(SlotMarks left, SlotMarks right)
    {
        const SlotMarks either = SlotMarks.ReadOnly | SlotMarks.InFrame;
        return ((left | right) & either) | (left & right & ~either);
    }

    private static Slot OfKinds(Slot left, Slot right, Action<string> complain)
    {
        if (left.Kind is StackKind.Int32 or StackKind.NativeInt && right.Kind is StackKind.Int32 or StackKind.NativeInt)
            return new(StackKind.NativeInt);
        // Unsafe code may choose between an address and a pointer.
        if (left.Kind is StackKind.Address or StackKind.NativeInt && right.Kind is StackKind.Address or StackKind.NativeInt)
            return left.Kind == StackKind.Address ? left : right;
        complain($"one path brings {left.Name} and another {right.Name}");
        return Slot.Unknown;
    }
}
