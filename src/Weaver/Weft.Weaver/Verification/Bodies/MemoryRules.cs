using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Loads and stores through addresses.</summary>
internal static class MemoryRules
{
    internal static void Load(StackMachine machine, StackKind kind)
    {
        Slot address = machine.PopAddress("the address that is read");
        if (kind == StackKind.Object)
        {
            LoadReference(machine, address);
            return;
        }
        if (address is { Kind: StackKind.Address, Type: { } type } && !FitsPrimitive(machine, type, kind))
            machine.Report(Codes.WrongType, $"{machine.Instruction.OpCode.Name} reads from {address.Name}");
        machine.Push(new Slot(kind));
    }

    internal static void Store(StackMachine machine, StackKind kind)
    {
        Slot value = machine.Pop();
        Slot address = machine.PopAddress("the address that is written");
        machine.RequireWritable(address, machine.Instruction.OpCode.Name);
        if (address is not { Kind: StackKind.Address, Type: { } type })
            return;
        bool fits = kind == StackKind.Object ? IsReference(machine, type) : FitsPrimitive(machine, type, kind);
        if (!fits)
            machine.Report(Codes.WrongType, $"{machine.Instruction.OpCode.Name} writes to {address.Name}");
        else
            machine.Expect(value, type, "the value that is stored");
    }

    internal static void LoadObject(StackMachine machine, VerifierType type)
    {
        Slot address = machine.PopAddress("the address that is read");
        RequireSame(machine, address, type, reads: true);
        machine.Push(type);
    }

    internal static void StoreObject(StackMachine machine, VerifierType type)
    {
        machine.Pop(type, "the value that is stored");
        Slot address = machine.PopAddress("the address that is written");
        machine.RequireWritable(address, "stobj");
        RequireSame(machine, address, type, reads: false);
    }

    internal static void CopyObject(StackMachine machine, VerifierType type)
    {
        Slot source = machine.PopAddress("the address that is read");
        Slot target = machine.PopAddress("the address that is written");
        machine.RequireWritable(target, "cpobj");
        RequireSame(machine, source, type, reads: true);
        RequireSame(machine, target, type, reads: false);
    }

    internal static void Initialize(StackMachine machine, VerifierType type)
    {
        Slot address = machine.PopAddress("the address that is initialised");
        machine.RequireWritable(address, "initobj");
        RequireSame(machine, address, type, reads: false);
    }

    /// <summary><c>cpblk</c> and <c>initblk</c>, which know no types.</summary>
    internal static void Block(StackMachine machine, bool copies)
    {
        machine.PopInteger("the size of the block");
        if (copies)
            machine.PopAddress("the address that is read");
        else
            machine.PopInteger("the value to fill with");
        machine.PopAddress("the address that is written");
    }

    private static void LoadReference(StackMachine machine, Slot address)
    {
        if (address is not { Kind: StackKind.Address, Type: { } type })
        {
            machine.Push(Slot.Unknown);
            return;
        }
        if (!IsReference(machine, type))
            machine.Report(Codes.WrongType, $"{machine.Instruction.OpCode.Name} reads an object from {address.Name}");
        machine.Push(type);
    }

    /// <summary>Reading may see an object as one of its base classes; writing may not see a place as another one.</summary>
    private static void RequireSame(StackMachine machine, Slot address, VerifierType type, bool reads)
    {
        if (address is not { Kind: StackKind.Address, Type: { } stored })
            return;
        TypeRelations relations = machine.Context.Relations;
        bool fits = relations.IsSameStorage(stored, type)
            || (reads && stored.Kind == StackKind.Object && type.Kind == StackKind.Object && relations.IsAssignable(stored, type))
            || (!reads && stored.Kind == StackKind.Object && type.Kind == StackKind.Object && relations.IsAssignable(type, stored));
        if (!fits)
            machine.Mismatch(address, type.Name + "&", $"the address for {machine.Instruction.OpCode.Name}");
    }

    private static bool IsReference(StackMachine machine, VerifierType type) =>
        type.HasUnknown || type.Kind == StackKind.Object || (type is ParameterType parameter && machine.Context.Relations.Scope.IsReference(parameter));

    private static bool FitsPrimitive(StackMachine machine, VerifierType type, StackKind kind)
    {
        if (type.HasUnknown)
            return true;
        VerifierType reduced = machine.Context.Universe.Reduced(type);
        if (reduced.Kind != kind && !(reduced.Kind is StackKind.NativeInt && kind is StackKind.Int64 or StackKind.Int32))
            return false;
        int size = SizeOf(reduced);
        return size == 0 || size == SizeOf(machine.Instruction.OpCode.Code);
    }

    /// <summary>The size of a primitive type; 0 for others.</summary>
    private static int SizeOf(VerifierType reduced) => (reduced as NamedType)?.Definition.Name switch
    {
        "SByte" => 1,
        "Int16" => 2,
        "Int32" or "Single" => 4,
        "Int64" or "Double" => 8,
        _ => 0,
    };

    /// <summary>How many bytes an instruction moves; 0 for the machine's size.</summary>
    private static int SizeOf(Code code) => code switch
    {
        Code.Ldind_I1 or Code.Ldind_U1 or Code.Stind_I1 => 1,
        Code.Ldind_I2 or Code.Ldind_U2 or Code.Stind_I2 => 2,
        Code.Ldind_I4 or Code.Ldind_U4 or Code.Stind_I4 or Code.Ldind_R4 or Code.Stind_R4 => 4,
        Code.Ldind_I8 or Code.Stind_I8 or Code.Ldind_R8 or Code.Stind_R8 => 8,
        _ => 0,
    };
}
