using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Local variables, arguments and constants.</summary>
internal static class LocalRules
{
    /// <summary>Whether the types of the local variables can exist.</summary>
    internal static void CheckTypes(MethodContext context)
    {
        for (int index = 0; index < context.Locals.Length; index++)
        {
            VerifierType type = context.Locals[index];
            if (context.Method.Body.Variables[index].VariableType.MetadataType == MetadataType.Void)
                context.Sink.Add(Codes.WrongOperand, context.Method, $"local variable {index} is of type void");
            else if (context.Generics.Complaint(type) is { } complaint)
                context.Sink.Add(Codes.GenericInstantiation, context.Method, $"local variable {index}: {complaint}");
        }
    }

    internal static void LoadArgument(StackMachine machine)
    {
        if (Argument(machine) is { } index)
            machine.Push(machine.Context.Argument(index));
        else
            machine.Push(Slot.Unknown);
    }

    internal static void LoadArgumentAddress(StackMachine machine)
    {
        if (Argument(machine) is not { } index)
        {
            machine.Push(Slot.Unknown);
            return;
        }
        if (machine.Context.Arguments[index] is AddressType)
            machine.Report(Codes.WrongOperand, "the address of an argument is taken that is itself an address");
        machine.RequireInitialized(machine.Context.Argument(index), "the argument whose address is taken");
        machine.Push(new Slot(StackKind.Address, machine.Context.Arguments[index], SlotMarks.InFrame));
    }

    internal static void StoreArgument(StackMachine machine)
    {
        if (Argument(machine) is { } index)
            machine.Pop(machine.Context.Arguments[index], "the new value of the argument");
        else
            machine.Pop();
    }

    internal static void LoadLocal(StackMachine machine)
    {
        if (Local(machine) is { } index)
            machine.Push(machine.Context.Locals[index]);
        else
            machine.Push(Slot.Unknown);
    }

    internal static void LoadLocalAddress(StackMachine machine)
    {
        if (Local(machine) is { } index)
        {
            if (machine.Context.Locals[index] is AddressType)
                machine.Report(Codes.WrongOperand, "the address of a local variable is taken that is itself an address");
            machine.Push(new Slot(StackKind.Address, machine.Context.Locals[index], SlotMarks.InFrame));
        }
        else
        {
            machine.Push(Slot.Unknown);
        }
    }

    internal static void StoreLocal(StackMachine machine)
    {
        if (Local(machine) is { } index)
            machine.Pop(machine.Context.Locals[index], $"the value for local variable {index}");
        else
            machine.Pop();
    }

    private static int? Argument(StackMachine machine)
    {
        int index = machine.Context.ArgumentOf(machine.Instruction);
        if (index >= 0)
            return index;
        machine.Report(Codes.WrongOperand, $"{machine.Instruction.OpCode.Name} names an argument that the method does not have");
        return null;
    }

    private static int? Local(StackMachine machine)
    {
        int index = machine.Context.LocalOf(machine.Instruction);
        if (index >= 0)
            return index;
        machine.Report(Codes.WrongOperand, $"{machine.Instruction.OpCode.Name} names a local variable that the body does not have");
        return null;
    }
}
