using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>The evaluation stack while the rules go through one run of instructions.</summary>
internal sealed class StackMachine(MethodContext context)
{
    private readonly List<Slot> _stack = [];

    internal MethodContext Context => context;

    /// <summary>The place of the instruction that is looked at.</summary>
    internal int Index { get; set; }

    /// <summary>Whether a constructor has called another one.</summary>
    internal bool ThisIsInitialized { get; private set; }

    internal int Depth => _stack.Count;

    internal Instruction Instruction => context.Layout.Instructions[Index];

    /// <summary>The stack as it is, for another path.</summary>
    internal Frame Save() => new([.. _stack], ThisIsInitialized);

    internal void Load(Frame frame)
    {
        _stack.Clear();
        _stack.AddRange(frame.Stack);
        ThisIsInitialized = frame.ThisIsInitialized;
    }

    internal void Clear() => _stack.Clear();

    internal void InitializeThis() => ThisIsInitialized = true;

    internal void Push(Slot slot) => _stack.Add(slot);

    internal void Push(VerifierType type, SlotMarks marks = SlotMarks.None) => _stack.Add(Slot.Of(type, marks));

    internal Slot Pop()
    {
        if (_stack.Count == 0)
        {
            Report(Codes.StackShape, $"{Instruction.OpCode.Name} takes a value from an empty stack");
            return Slot.Unknown;
        }
        Slot top = _stack[_stack.Count - 1];
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    /// <summary>The topmost value, which stays.</summary>
    internal Slot Peek() => _stack.Count == 0 ? Slot.Unknown : _stack[_stack.Count - 1];

    /// <summary>Takes a value that must be of a type.</summary>
    internal Slot Pop(VerifierType type, Wording what)
    {
        Slot slot = Pop();
        Expect(slot, type, what);
        return slot;
    }

    /// <summary>Takes an integer that can be an index, a size or a flag.</summary>
    internal void PopInteger(string what)
    {
        Slot slot = Pop();
        if (slot.Kind is not (StackKind.Int32 or StackKind.NativeInt or StackKind.Unknown))
            Mismatch(slot, "an int32 or native int", what);
    }

    /// <summary>Takes an address or, in code that uses pointers, an integer that is one.</summary>
    internal Slot PopAddress(string what)
    {
        Slot slot = Pop();
        if (slot.Kind is not (StackKind.Address or StackKind.NativeInt or StackKind.Unknown))
            Mismatch(slot, "an address", what);
        return slot;
    }

    internal void Expect(Slot slot, VerifierType type, Wording what)
    {
        RequireInitialized(slot, what);
        if (!Fits(slot, type))
            Mismatch(slot, type.Name, what);
    }

    /// <summary>In a constructor, <c>this</c> may not be used before it is initialised.</summary>
    internal void RequireInitialized(Slot slot, Wording what)
    {
        if (slot.IsThis && !ThisIsInitialized && context.InitializesThis)
            Report(Codes.UninitializedThis, $"{what.ToString()} is 'this', and no other constructor has been called yet");
    }

    internal void RequireWritable(Slot address, Wording what)
    {
        if (address.IsReadOnly)
            Report(Codes.ReadOnlyWritten, $"{what.ToString()} may write through an address that is read only ({address.Name})");
    }

    /// <summary>Whether a value can be stored where a type is declared.</summary>
    internal bool Fits(Slot slot, VerifierType type)
    {
        if (slot.Kind == StackKind.Unknown || type.HasUnknown)
            return true;
        switch (type.Kind)
        {
            case StackKind.Int32:
                return slot.Kind is StackKind.Int32 or StackKind.NativeInt;
            case StackKind.NativeInt:
                return slot.Kind is StackKind.NativeInt or StackKind.Int32 || (slot.Kind == StackKind.Address && type is PointerToType);
            case StackKind.Address:
                // An unmanaged pointer may become an address in unsafe code.
                return slot.Kind == StackKind.NativeInt
                    || (slot.Kind == StackKind.Address && context.Relations.IsSameStorage(slot.Type!, ((AddressType)type).Element));
            case StackKind.Object:
                return slot.Kind == StackKind.Object && (slot.Type is null || context.Relations.IsAssignable(slot.Type, type));
            case StackKind.Value:
                return slot.Kind == StackKind.Value && (ReferenceEquals(slot.Type, type) || slot.Type!.HasUnknown);
            default:
                return slot.Kind == type.Kind;
        }
    }

    internal void Mismatch(Slot found, string expected, Wording what) => Report(Codes.WrongType, $"{what.ToString()} is {found.Name} where {expected} is expected");

    internal void Report(string code, string text) => context.Sink.Add(code, context.Method, Instruction, context.Layout.OffsetOf(Index), text);
}

/// <summary>The stack at one place.</summary>
/// <param name="Stack">The values, the deepest first.</param>
/// <param name="ThisIsInitialized">Whether a constructor has called another one.</param>
internal sealed record Frame(Slot[] Stack, bool ThisIsInitialized);
