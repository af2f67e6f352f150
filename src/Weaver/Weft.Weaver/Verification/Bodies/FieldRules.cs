using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Emit;
using Weft.Weaver.Verification.Members;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Fields: they exist, are visible, belong to the object on the stack, and are written where they may be.</summary>
internal static class FieldRules
{
    internal static void Apply(StackMachine machine, Code code, FieldReference? reference)
    {
        bool isStatic = code is Code.Ldsfld or Code.Ldsflda or Code.Stsfld;
        bool stores = code is Code.Stfld or Code.Stsfld;
        FieldSite? site = TokenRules.Field(machine, reference);
        Slot value = stores ? machine.Pop() : default;
        Slot? receiver = isStatic ? null : machine.Pop();
        if (site is null)
        {
            if (!stores)
                machine.Push(Slot.Unknown);
            return;
        }
        if (site.Definition is { } definition && definition.IsStatic != isStatic)
            machine.Report(Codes.WrongForm, $"{machine.Instruction.OpCode.Name} is used on the {(definition.IsStatic ? "static" : "instance")} field {site.Name}");
        else if (receiver is { } on)
            CheckReceiver(machine, site, on, code);
        TokenRules.CheckAccess(machine, site, receiver);
        if (stores)
        {
            machine.Expect(value, site.FieldType, $"the value for {site}");
            CheckWrite(machine, site, receiver);
        }
        else if (code is Code.Ldflda or Code.Ldsflda)
        {
            PushAddress(machine, site, receiver);
        }
        else
        {
            machine.Push(site.FieldType);
        }
    }

    private static void CheckReceiver(StackMachine machine, FieldSite site, Slot receiver, Code code)
    {
        bool fits = receiver.Kind switch
        {
            StackKind.Unknown or StackKind.NativeInt => true,
            StackKind.Object => site.DeclaringType.Kind == StackKind.Object && machine.Fits(receiver, site.DeclaringType),
            StackKind.Address => machine.Context.Relations.IsSameStorage(receiver.Type!, site.DeclaringType),
            // A copy on the stack can be read, but it has no place.
            StackKind.Value => code == Code.Ldfld && machine.Fits(receiver, site.DeclaringType),
            // A field of a primitive type, as its own methods read it.
            var kind => code == Code.Ldfld && kind == site.DeclaringType.Kind,
        };
        if (!fits)
            machine.Mismatch(receiver, site.DeclaringType.Name, $"the owner of {site}");
    }

    private static void CheckWrite(StackMachine machine, FieldSite site, Slot? receiver)
    {
        if (receiver is { IsReadOnly: true } address)
            machine.RequireWritable(address, $"the store to {site}");
        if (site.Definition is { IsLiteral: true })
            machine.Report(Codes.ReadOnlyWritten, $"the constant {site.Name} is written");
        else if (site.Definition is { IsInitOnly: true } field && !MayInitialize(machine, field, receiver))
            machine.Report(Codes.ReadOnlyWritten, $"{site.Name} is read only and is written outside {(field.IsStatic ? "the class constructor" : "a constructor of this object")}");
    }

    private static void PushAddress(StackMachine machine, FieldSite site, Slot? receiver)
    {
        SlotMarks marks = (receiver?.Marks ?? SlotMarks.None) & (SlotMarks.ReadOnly | SlotMarks.InFrame);
        if (site.Definition is { IsInitOnly: true } field && !MayInitialize(machine, field, receiver))
            marks |= SlotMarks.ReadOnly;
        if (site.Definition is { IsLiteral: true })
            machine.Report(Codes.WrongForm, $"{site.Name} is a constant and has no address");
        machine.Push(new Slot(StackKind.Address, (site.FieldType as AddressType)?.Element ?? site.FieldType, marks));
    }

    private static bool MayInitialize(StackMachine machine, FieldDefinition field, Slot? receiver)
    {
        MethodDefinition method = machine.Context.Method;
        if (method.DeclaringType != field.DeclaringType)
            return false;
        if (field.IsStatic)
            return method is { IsConstructor: true, IsStatic: true };
        // The runtime lets instance fields be written at any time; the accessors that stand for the stores of constructors and of other nodes, and on-load, make use of it.
        if (Names.IsWriterOf(method.Name, field.Name) || method.Name == Names.OnLoad)
            return true;
        bool initializes = method is { IsConstructor: true, IsStatic: false } || IsInitAccessor(method);
        return initializes && receiver is { } on && (on.IsThis || on.Kind is StackKind.Unknown or StackKind.NativeInt);
    }

    private static bool IsInitAccessor(MethodDefinition method) =>
        method.ReturnType is IModifierType { ModifierType.FullName: "System.Runtime.CompilerServices.IsExternalInit" };
}
