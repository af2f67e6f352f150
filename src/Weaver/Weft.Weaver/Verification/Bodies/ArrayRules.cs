using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Arrays with one dimension.</summary>
internal static class ArrayRules
{
    internal static void New(StackMachine machine, VerifierType element)
    {
        machine.PopInteger("the length of the array");
        if (!element.HasUnknown && (element is AddressType || machine.Context.Relations.IsByRefLike(element)))
            machine.Report(Codes.AddressEscapes, $"{element.Name} cannot be an element of an array");
        machine.Push(element.Vector);
    }

    internal static void Length(StackMachine machine)
    {
        PopArray(machine);
        machine.Push(new Slot(StackKind.NativeInt));
    }

    internal static void Address(StackMachine machine, VerifierType type, bool readOnly)
    {
        machine.PopInteger("the index");
        VerifierType? element = PopArray(machine);
        TypeRelations relations = machine.Context.Relations;
        if (element is not null && !relations.IsSameStorage(element, type) && !(readOnly && relations.IsReference(element) && relations.IsAssignable(element, type)))
            machine.Report(Codes.WrongType, $"the address of a {type.Name} is taken in an array of {element.Name}");
        machine.Push(new Slot(StackKind.Address, type, readOnly ? SlotMarks.ReadOnly : SlotMarks.None));
    }

    internal static void Load(StackMachine machine, VerifierType? type)
    {
        machine.PopInteger("the index");
        VerifierType? element = PopArray(machine);
        Code code = machine.Instruction.OpCode.Code;
        if (type is null && code != Code.Ldelem_Ref)
        {
            CheckPrimitive(machine, element);
            machine.Push(new Slot(KindOf(code)));
            return;
        }
        if (type is null)
        {
            if (element is not null && !element.HasUnknown && element.Kind != StackKind.Object && !machine.Context.Relations.IsReference(element))
                machine.Report(Codes.WrongType, $"ldelem.ref reads from an array of {element.Name}");
            machine.Push(element is null ? Slot.Unknown : Slot.Of(element));
            return;
        }
        CheckElement(machine, element, type, reads: true);
        machine.Push(type);
    }

    internal static void Store(StackMachine machine, VerifierType? type)
    {
        Slot value = machine.Pop();
        machine.PopInteger("the index");
        VerifierType? element = PopArray(machine);
        Code code = machine.Instruction.OpCode.Code;
        if (type is not null)
        {
            CheckElement(machine, element, type, reads: false);
            machine.Expect(value, type, "the value for the element");
        }
        else if (code == Code.Stelem_Ref)
        {
            // The runtime looks at the array itself: any object is sound.
            if (element is not null && !element.HasUnknown && !machine.Context.Relations.IsReference(element))
                machine.Report(Codes.WrongType, $"stelem.ref writes to an array of {element.Name}");
            else if (element is { Kind: StackKind.Object })
                machine.Expect(value, machine.Context.Universe.Object, "the value for the element");
        }
        else
        {
            CheckPrimitive(machine, element);
            if (element is not null)
                machine.Expect(value, element, "the value for the element");
        }
    }

    /// <summary>Takes an array; null where nothing is known of its elements.</summary>
    private static VerifierType? PopArray(StackMachine machine)
    {
        Slot array = machine.Pop();
        switch (array)
        {
            case { Kind: StackKind.Unknown } or { Kind: StackKind.Object, Type: null or { HasUnknown: true } }:
                return null;
            case { Kind: StackKind.Object, Type: ArrayOfType { IsVector: true } vector }:
                return vector.Element;
            case { Kind: StackKind.Object, Type: OneOfType several } when several.Alternatives.All(item => item is ArrayOfType { IsVector: true }):
                return null;
            default:
                machine.Mismatch(array, "an array", "the array");
                return null;
        }
    }

    private static void CheckElement(StackMachine machine, VerifierType? element, VerifierType type, bool reads)
    {
        TypeRelations relations = machine.Context.Relations;
        if (element is null || relations.IsSameStorage(element, type))
            return;
        bool fits = relations.IsReference(element) && relations.IsReference(type) && (!reads || relations.IsAssignable(element, type));
        if (!fits)
            machine.Report(Codes.WrongType, $"{machine.Instruction.OpCode.Name} names {type.Name} in an array of {element.Name}");
    }

    private static void CheckPrimitive(StackMachine machine, VerifierType? element)
    {
        if (element is null || element.HasUnknown)
            return;
        string? expected = NameOf(machine.Instruction.OpCode.Code);
        VerifierType reduced = machine.Context.Universe.Reduced(element);
        bool fits = expected is null ? reduced.Kind == StackKind.NativeInt : reduced is NamedType { Definition.Namespace: "System" } named && named.Definition.Name == expected;
        if (!fits)
            machine.Report(Codes.WrongType, $"{machine.Instruction.OpCode.Name} is used on an array of {element.Name}");
    }

    private static StackKind KindOf(Code code) => code switch
    {
        Code.Ldelem_I8 => StackKind.Int64,
        Code.Ldelem_R4 or Code.Ldelem_R8 => StackKind.Float,
        Code.Ldelem_I => StackKind.NativeInt,
        _ => StackKind.Int32,
    };

    private static string? NameOf(Code code) => code switch
    {
        Code.Ldelem_I1 or Code.Ldelem_U1 or Code.Stelem_I1 => "SByte",
        Code.Ldelem_I2 or Code.Ldelem_U2 or Code.Stelem_I2 => "Int16",
        Code.Ldelem_I4 or Code.Ldelem_U4 or Code.Stelem_I4 => "Int32",
        Code.Ldelem_I8 or Code.Stelem_I8 => "Int64",
        Code.Ldelem_R4 or Code.Stelem_R4 => "Single",
        Code.Ldelem_R8 or Code.Stelem_R8 => "Double",
        _ => null,
    };
}
