using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;
using Weft.Weaver.Verification.Members;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Functions and the delegates that are made of them.</summary>
internal static class FunctionRules
{
    internal static void Load(StackMachine machine, MethodReference? reference, bool isVirtual, VerifierType? constrained)
    {
        Slot receiver = isVirtual ? machine.Pop() : default;
        if (TokenRules.Method(machine, reference) is not { } site)
        {
            machine.Push(new Slot(StackKind.NativeInt));
            return;
        }
        TokenRules.CheckAccess(machine, site, null);
        if (site.Definition is { } method)
        {
            if (isVirtual && method.IsStatic)
                machine.Report(Codes.WrongForm, $"ldvirtftn names the static method {site.Name}");
            else if (!isVirtual && method.IsAbstract && constrained is null)
                machine.Report(Codes.WrongForm, $"ldftn names the abstract method {site.Name}");
        }
        if (isVirtual && site.DeclaringType.Kind == StackKind.Object)
            machine.Expect(receiver, site.DeclaringType, $"the object of which {site} is taken");
        machine.Push(new Slot(StackKind.NativeInt, null, isVirtual ? SlotMarks.Virtual : SlotMarks.None, site));
    }

    internal static bool IsDelegate(MethodSite site) =>
        site is { Definition.IsRuntime: true, Parameters.Length: 2 } && site.Definition!.DeclaringType.IsDelegate();

    /// <summary>Takes the object and the function of a new delegate and looks whether they fit it.</summary>
    internal static void NewDelegate(StackMachine machine, MethodSite constructor)
    {
        Slot function = machine.Pop();
        // It may be 'this' before the base class's constructor has run: C# makes it so for a lambda in an initializer that captures a parameter of the primary constructor.
        Slot receiver = machine.Pop();
        if (function.Kind is not (StackKind.NativeInt or StackKind.Unknown))
            machine.Mismatch(function, "a function", "what the delegate calls");
        if (receiver.Kind is not (StackKind.Object or StackKind.Unknown))
            machine.Mismatch(receiver, "an object", "the object of the delegate");
        if (function.Function is not { Definition: not null } target || constructor.DeclaringType is not NamedType type || type.HasUnknown
            || type.Definition.Methods.FirstOrDefault(item => item.Name == "Invoke") is not { } invoke)
        {
            return;
        }
        CheckFits(machine, type, invoke, target, receiver);
    }

    private static void CheckFits(StackMachine machine, NamedType type, MethodDefinition invoke, MethodSite target, Slot receiver)
    {
        TypeUniverse universe = machine.Context.Universe;
        List<VerifierType> given = [.. universe.Parameters(invoke.Parameters, type.Arguments, [])];
        List<VerifierType> taken = [.. target.Parameters];
        if (target.HasThis && taken.Count == given.Count)
        {
            VerifierType owner = target.DeclaringType.Kind == StackKind.Object ? target.DeclaringType : target.DeclaringType.Boxed;
            if (receiver.Kind == StackKind.Object && receiver.Type is { } held && !machine.Context.Relations.IsAssignable(held, owner))
                machine.Mismatch(receiver, owner.Name, $"the object of the delegate on {target}");
        }
        else if (target.HasThis)
        {
            // An open delegate gives the object as its first argument.
            taken.Insert(0, target.DeclaringType.Kind == StackKind.Object ? target.DeclaringType : target.DeclaringType.Address);
        }
        else if (taken.Count == given.Count + 1)
        {
            machine.Expect(receiver, taken[0], $"the first argument that is bound to {target}");
            taken.RemoveAt(0);
        }
        if (taken.Count != given.Count)
        {
            machine.Report(Codes.WrongForm, $"{Wrong(type, target)}: it takes {taken.Count} arguments and is given {given.Count}");
            return;
        }
        for (int index = 0; index < given.Count; index++)
        {
            if (!Passes(machine, given[index], taken[index]))
                machine.Report(Codes.WrongForm, $"{Wrong(type, target)}: argument {index + 1} is {given[index].Name} where {taken[index].Name} is expected");
        }
        CheckResult(machine, type, invoke, target);
    }

    private static void CheckResult(StackMachine machine, NamedType type, MethodDefinition invoke, MethodSite target)
    {
        TypeUniverse universe = machine.Context.Universe;
        VerifierType? wanted = invoke.ReturnType.MetadataType == MetadataType.Void ? null : universe.Substitute(universe.Of(invoke.ReturnType), type.Arguments, []);
        if (wanted is null != target.Return is null || (wanted is not null && !Passes(machine, target.Return!, wanted)))
            machine.Report(Codes.WrongForm, $"{Wrong(type, target)}: it returns {target.Return?.Name ?? "void"} where {wanted?.Name ?? "void"} is expected");
    }

    private static string Wrong(NamedType type, MethodSite target) => $"{target.Name} does not fit {type.Name}";

    private static bool Passes(StackMachine machine, VerifierType from, VerifierType to)
    {
        TypeRelations relations = machine.Context.Relations;
        if (from is AddressType left && to is AddressType right)
            return relations.IsSameStorage(left.Element, right.Element);
        return relations.IsSameStorage(from, to) || (from.Kind == StackKind.NativeInt && to.Kind == StackKind.NativeInt)
            || (relations.IsReference(from) && relations.IsReference(to) && relations.IsAssignable(from, to));
    }
}
