using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Boxes, casts and exceptions.</summary>
internal static class ObjectRules
{
    internal static void Box(StackMachine machine, VerifierType type)
    {
        // The generic parameter of a method that knows it for a ref struct is boxed only to be tested and dropped.
        if (type is not ParameterType && machine.Context.Relations.IsByRefLike(type))
            machine.Report(Codes.AddressEscapes, $"a {type.Name}, which must stay on the stack, is boxed");
        Slot value = machine.Pop(type, "the value that is boxed");
        if (type.HasUnknown)
            machine.Push(new Slot(StackKind.Object, type));
        else if (type.Kind == StackKind.Object)
            machine.Push(value.Kind == StackKind.Object ? value with { Marks = SlotMarks.None } : Slot.Of(type));
        else
            machine.Push(new Slot(StackKind.Object, type.Boxed));
    }

    internal static void Unbox(StackMachine machine, VerifierType type, bool toAddress)
    {
        RequireObject(machine, "the box");
        if (!toAddress)
        {
            machine.Push(type);
            return;
        }
        if (!type.HasUnknown && type.Kind == StackKind.Object)
            machine.Report(Codes.WrongType, $"{type.Name} is no struct and cannot be unboxed");
        machine.Push(new Slot(StackKind.Address, type, SlotMarks.ReadOnly));
    }

    internal static void Cast(StackMachine machine, VerifierType type, bool tests)
    {
        RequireObject(machine, tests ? "the object that is tested" : "the object that is cast");
        if (type.HasUnknown || type.Kind == StackKind.Object)
            machine.Push(Slot.Of(type));
        else
            machine.Push(new Slot(StackKind.Object, type.Boxed));
    }

    internal static void Throw(StackMachine machine)
    {
        RequireObject(machine, "what is thrown");
    }

    private static void RequireObject(StackMachine machine, string what)
    {
        Slot value = machine.Pop();
        machine.RequireInitialized(value, what);
        if (value.Kind is not (StackKind.Object or StackKind.Unknown))
            machine.Mismatch(value, "an object", what);
    }
}
