using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Emit;
using Weft.Weaver.Verification.Members;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Calls and the making of objects.</summary>
internal static class CallRules
{
    internal static void Call(StackMachine machine, MethodReference? reference, bool isVirtual, VerifierType? constrained, bool readOnly)
    {
        if (TokenRules.Method(machine, reference) is not { } site)
        {
            Skip(machine, reference, isNew: false);
            return;
        }
        PopArguments(machine, site);
        Slot? receiver = site.HasThis ? machine.Pop() : null;
        CheckForm(machine, site, isVirtual, constrained);
        if (receiver is { } on)
            CheckReceiver(machine, site, on, constrained, isVirtual);
        TokenRules.CheckAccess(machine, site, receiver);
        PushResult(machine, site, readOnly);
    }

    internal static void CallPointer(StackMachine machine, CallSite? call)
    {
        machine.PopInteger("the function that is called");
        if (call is null)
        {
            machine.Report(Codes.UnresolvedToken, "calli has no signature");
            return;
        }
        MethodSite site = machine.Context.Members.Pointer(call);
        PopArguments(machine, site);
        if (site.HasThis)
            machine.Pop();
        PushResult(machine, site, readOnly: false);
    }

    internal static void New(StackMachine machine, MethodReference? reference)
    {
        if (TokenRules.Method(machine, reference) is not { } site)
        {
            Skip(machine, reference, isNew: true);
            return;
        }
        if (FunctionRules.IsDelegate(site))
            FunctionRules.NewDelegate(machine, site);
        else
            PopArguments(machine, site);
        if (!site.IsConstructor || !site.HasThis)
            machine.Report(Codes.WrongForm, $"newobj names {site.Name}, which is no instance constructor");
        else if (site.DeclaringType is NamedType { Definition.IsAbstract: true } or NamedType { IsInterface: true })
            machine.Report(Codes.WrongForm, $"{site.DeclaringType.Name} is abstract and an instance of it is made");
        TokenRules.CheckAccess(machine, site, null);
        machine.Push(site.DeclaringType);
    }

    internal static void PopArguments(StackMachine machine, MethodSite site)
    {
        for (int index = site.Parameters.Length - 1; index >= 0; index--)
        {
            VerifierType type = site.Parameters[index];
            Slot value = machine.Pop(type, $"argument {index + 1} of {site}");
            if (type is AddressType && value.IsReadOnly && !site.TakesReadOnly(index))
                machine.RequireWritable(value, $"argument {index + 1} of {site}");
        }
    }

    private static void PushResult(StackMachine machine, MethodSite site, bool readOnly)
    {
        if (site.Return is { } type)
            machine.Push(type, type is AddressType && (readOnly || site.ReturnsReadOnly) ? SlotMarks.ReadOnly : SlotMarks.None);
    }

    private static void CheckForm(StackMachine machine, MethodSite site, bool isVirtual, VerifierType? constrained)
    {
        if (site.Definition is not { } method)
            return;
        if (isVirtual && method.IsStatic)
            machine.Report(Codes.WrongForm, $"callvirt names the static method {site.Name}");
        else if (!isVirtual && method.IsAbstract && constrained is null)
            machine.Report(Codes.WrongForm, $"call names the abstract method {site.Name}");
        else if (method is { IsConstructor: true, IsStatic: true })
            machine.Report(Codes.WrongForm, $"{site.Name} is a class constructor and is called");
        else if (constrained is not null && method.IsStatic && !method.IsVirtual)
            machine.Report(Codes.WrongPrefix, $"constrained. stands before a call of {site.Name}, which is static");
        else if (constrained is not null && !isVirtual && !method.IsStatic)
            machine.Report(Codes.WrongPrefix, $"constrained. stands before a call of {site.Name} that is not virtual");
    }

    private static void CheckReceiver(StackMachine machine, MethodSite site, Slot receiver, VerifierType? constrained, bool isVirtual)
    {
        Wording what = $"the object on which {site} is called";
        if (site.IsConstructor)
        {
            CheckConstructed(machine, site, receiver, what);
        }
        else if (constrained is not null)
        {
            CheckConstrained(machine, site, receiver, constrained, what);
        }
        else if (site.DeclaringType.Kind == StackKind.Object)
        {
            if (receiver.IsThis && StandsForOwnStore(machine, site))
                receiver = receiver with { Marks = SlotMarks.None };
            machine.Expect(receiver, site.DeclaringType, what);
            CheckNotBypassed(machine, site, receiver, isVirtual);
        }
        else if (!site.DeclaringType.HasUnknown)
        {
            CheckPlace(machine, site, receiver, what);
        }
    }

    /// <summary>A constructor may store to the fields of its class before it calls another one, and so may the accessor that stands for such a store: of an instance root, which binds with it.</summary>
    private static bool StandsForOwnStore(StackMachine machine, MethodSite site) =>
        site.Definition is { } method && machine.Context.InitializesThis && method.DeclaringType == machine.Context.Method.DeclaringType
        && method.DeclaringType.Fields.Any(field => method.Name == Names.Set(field.Name));

    /// <summary>Methods of a struct work on its address.</summary>
    private static void CheckPlace(StackMachine machine, MethodSite site, Slot receiver, Wording what)
    {
        bool fits = receiver.Kind is StackKind.NativeInt or StackKind.Unknown
            || (receiver.Kind == StackKind.Address && machine.Context.Relations.IsSameStorage(receiver.Type!, site.DeclaringType));
        if (!fits)
            machine.Mismatch(receiver, site.DeclaringType.Name + "&", what);
    }

    /// <summary>Only an object itself may call what its class overrides. Of the class of a box nothing derives.</summary>
    private static void CheckNotBypassed(StackMachine machine, MethodSite site, Slot receiver, bool isVirtual)
    {
        if (!isVirtual && !receiver.IsThis && receiver.Kind == StackKind.Object && site.Definition is { IsVirtual: true, IsFinal: false, DeclaringType.IsSealed: false } method
            && receiver.Type is not (NamedType { Definition.IsSealed: true } or BoxedType or null) && !method.DeclaringType.IsInterface)
        {
            machine.Report(Codes.WrongForm, $"call names the virtual method {site.Name}: what derived classes do instead would be passed over");
        }
    }

    private static void CheckConstrained(StackMachine machine, MethodSite site, Slot receiver, VerifierType constrained, Wording what)
    {
        TypeRelations relations = machine.Context.Relations;
        if (receiver.Kind == StackKind.Address ? !relations.IsSameStorage(receiver.Type!, constrained) : receiver.Kind is not (StackKind.NativeInt or StackKind.Unknown))
            machine.Mismatch(receiver, constrained.Name + "&", what);
        VerifierType held = relations.IsReference(constrained) ? constrained : constrained.Boxed;
        if (!relations.IsAssignable(held, site.DeclaringType) && !ReferenceEquals(constrained, site.DeclaringType))
            machine.Report(Codes.WrongType, $"constrained. names {constrained.Name}, which is no {site.DeclaringType.Name}");
    }

    private static void CheckConstructed(StackMachine machine, MethodSite site, Slot receiver, Wording what)
    {
        if (receiver.Kind == StackKind.Unknown || site.DeclaringType.HasUnknown)
            return;
        if (site.DeclaringType is NamedType { IsValueType: true })
        {
            CheckPlace(machine, site, receiver, what);
            machine.RequireWritable(receiver, site.Name);
            return;
        }
        MethodContext context = machine.Context;
        bool own = ReferenceEquals(site.DeclaringType, context.Self) || ReferenceEquals(site.DeclaringType, context.Self.Base);
        if (!receiver.IsThis || !context.InitializesThis || !own)
            machine.Report(Codes.UninitializedThis, $"{site.Name} is called outside a constructor of the object's own class or of one that derives from it");
        else
            machine.InitializeThis();
    }

    /// <summary>Goes on behind a call of a method that does not exist.</summary>
    private static void Skip(StackMachine machine, MethodReference? reference, bool isNew)
    {
        if (reference is null)
            return;
        int values = reference.Parameters.Count + (reference.HasThis && !isNew ? 1 : 0);
        while (values-- > 0)
            machine.Pop();
        if (isNew || reference.ReturnType.MetadataType != MetadataType.Void)
            machine.Push(Slot.Unknown);
    }
}
