using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Arithmetic, comparison and conversion.</summary>
internal static class NumericRules
{
    internal static void Binary(StackMachine machine, bool integers)
    {
        Slot right = machine.Pop();
        Slot left = machine.Pop();
        machine.Push(Result(machine, left, right, integers));
    }

    internal static void Shift(StackMachine machine)
    {
        machine.PopInteger("the number of places to shift by");
        Slot value = machine.Pop();
        RequireNumber(machine, value, integer: true);
        machine.Push(Plain(value));
    }

    internal static void Unary(StackMachine machine, bool integer)
    {
        Slot value = machine.Pop();
        RequireNumber(machine, value, integer);
        machine.Push(Plain(value));
    }

    /// <summary>Two values are compared, and the outcome is a number or decides a branch.</summary>
    internal static void Compare(StackMachine machine, bool pushes)
    {
        Slot right = machine.Pop();
        Slot left = machine.Pop();
        if (!Comparable(left, right) || !Comparable(right, left))
            machine.Report(Codes.WrongType, $"{machine.Instruction.OpCode.Name} compares {left.Name} with {right.Name}");
        if (pushes)
            machine.Push(Slot.Int32);
    }

    internal static void Convert(StackMachine machine, StackKind to)
    {
        Slot value = machine.Pop();
        // The address of something pinned becomes a pointer in unsafe code.
        if (value.Kind != StackKind.Address)
            RequireNumber(machine, value, integer: false);
        machine.Push(new Slot(to));
    }

    internal static void CheckFinite(StackMachine machine)
    {
        Slot value = machine.Pop();
        if (value.Kind is not (StackKind.Float or StackKind.Unknown))
            machine.Mismatch(value, "float", "the value that is checked");
        machine.Push(value);
    }

    internal static void Truth(StackMachine machine)
    {
        Slot value = machine.Pop();
        if (value.Kind is StackKind.Float or StackKind.Value)
            machine.Mismatch(value, "an integer, object or address", "the condition");
    }

    internal static StackKind Target(Code code) => code switch
    {
        Code.Conv_I8 or Code.Conv_U8 or Code.Conv_Ovf_I8 or Code.Conv_Ovf_I8_Un or Code.Conv_Ovf_U8 or Code.Conv_Ovf_U8_Un => StackKind.Int64,
        Code.Conv_R4 or Code.Conv_R8 or Code.Conv_R_Un => StackKind.Float,
        Code.Conv_I or Code.Conv_U or Code.Conv_Ovf_I or Code.Conv_Ovf_I_Un or Code.Conv_Ovf_U or Code.Conv_Ovf_U_Un => StackKind.NativeInt,
        _ => StackKind.Int32,
    };

    private static Slot Plain(Slot value) => value.Kind == StackKind.Unknown ? value : new(value.Kind, value.Type);

    private static void RequireNumber(StackMachine machine, Slot value, bool integer)
    {
        if (value.Kind is StackKind.Object or StackKind.Value or StackKind.Address || (integer && value.Kind == StackKind.Float))
            machine.Mismatch(value, integer ? "an integer" : "a number", $"the operand of {machine.Instruction.OpCode.Name}");
    }

    private static Slot Result(StackMachine machine, Slot left, Slot right, bool integers)
    {
        if (left.Kind == StackKind.Unknown || right.Kind == StackKind.Unknown)
            return Slot.Unknown;
        StackKind? kind = (left.Kind, right.Kind) switch
        {
            (StackKind.Int32, StackKind.Int32) => StackKind.Int32,
            (StackKind.Int64, StackKind.Int64) => StackKind.Int64,
            (StackKind.Float, StackKind.Float) when !integers => StackKind.Float,
            (StackKind.Int32 or StackKind.NativeInt, StackKind.Int32 or StackKind.NativeInt) => StackKind.NativeInt,
            // Arithmetic on addresses is unsafe code's own affair.
            (StackKind.Address, StackKind.Address) => StackKind.NativeInt,
            (StackKind.Address, StackKind.Int32 or StackKind.NativeInt) or (StackKind.Int32 or StackKind.NativeInt, StackKind.Address) => StackKind.Address,
            _ => null,
        };
        if (kind is null)
        {
            machine.Report(Codes.WrongType, $"{machine.Instruction.OpCode.Name} takes {left.Name} and {right.Name}");
            return Slot.Unknown;
        }
        return kind == StackKind.Address ? (left.Kind == StackKind.Address ? left : right) : new(kind.Value);
    }

    private static bool Comparable(Slot left, Slot right) => (left.Kind, right.Kind) switch
    {
        (StackKind.Unknown, _) or (_, StackKind.Unknown) => true,
        (StackKind.Value, _) or (_, StackKind.Value) => false,
        (StackKind.Int32, StackKind.NativeInt) or (StackKind.NativeInt, StackKind.Int32) => true,
        (StackKind.Address, StackKind.NativeInt or StackKind.Int32) or (StackKind.NativeInt or StackKind.Int32, StackKind.Address) => true,
        var (one, other) => one == other,
    };
}
