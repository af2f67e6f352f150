using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification.Members;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>What instructions name must exist, be visible from here, and be closed as it must be.</summary>
internal static class TokenRules
{
    /// <summary>The type that an instruction names.</summary>
    internal static VerifierType Type(StackMachine machine, TypeReference? reference)
    {
        VerifierType type = machine.Context.Universe.Of(reference);
        CheckType(machine, reference, type);
        if (machine.Context.Generics.Complaint(type) is { } complaint)
            machine.Report(Codes.GenericInstantiation, complaint);
        return type;
    }

    /// <summary>The method that an instruction names; null where it does not exist.</summary>
    internal static MethodSite? Method(StackMachine machine, MethodReference? reference)
    {
        if (reference is null)
        {
            machine.Report(Codes.UnresolvedToken, $"{machine.Instruction.OpCode.Name} names no method");
            return null;
        }
        MethodSite site = machine.Context.Members.Method(reference);
        CheckImported(machine, reference is MethodSpecification specification ? specification.ElementMethod : reference);
        CheckType(machine, reference.DeclaringType, site.DeclaringType);
        if (site.Definition is null && site.DeclaringType is NamedType)
        {
            machine.Report(Codes.UnresolvedToken, $"there is no method {reference.FullName}");
            return null;
        }
        return CheckGenerics(machine, site) ? site : null;
    }

    /// <summary>The field that an instruction names; null where it does not exist.</summary>
    internal static FieldSite? Field(StackMachine machine, FieldReference? reference)
    {
        if (reference is null)
        {
            machine.Report(Codes.UnresolvedToken, $"{machine.Instruction.OpCode.Name} names no field");
            return null;
        }
        FieldSite site = machine.Context.Members.Field(reference);
        CheckImported(machine, reference);
        CheckType(machine, reference.DeclaringType, site.DeclaringType);
        if (site.Definition is null && site.DeclaringType is not UnresolvedType)
        {
            machine.Report(Codes.UnresolvedToken, $"there is no field {reference.FullName}");
            return null;
        }
        if (machine.Context.Generics.Complaint(site.DeclaringType) is { } complaint)
            machine.Report(Codes.GenericInstantiation, complaint);
        return site.DeclaringType is NamedType { IsOpen: true } ? null : site;
    }

    internal static void Load(StackMachine machine, object? token)
    {
        switch (token)
        {
            case TypeReference type:
                // typeof(List<>) names a type without its arguments. The runtime asks nobody whether a token may be seen.
                VerifierType named = machine.Context.Universe.Of(type);
                CheckExists(machine, type, named);
                if (named is not NamedType { IsOpen: true } && machine.Context.Generics.Complaint(named) is { } complaint)
                    machine.Report(Codes.GenericInstantiation, complaint);
                machine.Push(machine.Context.Universe.WellKnown("RuntimeTypeHandle"));
                break;
            case MethodReference method:
                MethodSite site = machine.Context.Members.Method(method);
                if (site.Definition is null && site.DeclaringType is NamedType)
                    machine.Report(Codes.UnresolvedToken, $"there is no method {method.FullName}");
                machine.Push(machine.Context.Universe.WellKnown("RuntimeMethodHandle"));
                break;
            case FieldReference field:
                if (machine.Context.Members.Field(field) is { Definition: null, DeclaringType: not UnresolvedType })
                    machine.Report(Codes.UnresolvedToken, $"there is no field {field.FullName}");
                machine.Push(machine.Context.Universe.WellKnown("RuntimeFieldHandle"));
                break;
            default:
                machine.Report(Codes.UnresolvedToken, "ldtoken names nothing");
                machine.Push(Slot.Unknown);
                break;
        }
    }

    /// <summary>Whether a method may be named here.</summary>
    internal static void CheckAccess(StackMachine machine, MethodSite site, Slot? receiver)
    {
        if (site.Definition is { } method && !machine.Context.Access.CanUse(method, ReceiverOf(receiver)))
            machine.Report(Codes.NotAccessible, $"{site.Name} is {Describe(method.Attributes)} and cannot be used by {machine.Context.Method.DeclaringType.FullName}");
    }

    /// <summary>Whether a field may be named here.</summary>
    internal static void CheckAccess(StackMachine machine, FieldSite site, Slot? receiver)
    {
        if (site.Definition is { } field && !machine.Context.Access.CanUse(field, ReceiverOf(receiver)))
            machine.Report(Codes.NotAccessible, $"{site.Name} is {Describe((MethodAttributes)(int)field.Attributes)} and cannot be used by {machine.Context.Method.DeclaringType.FullName}");
    }

    private static TypeDefinition? ReceiverOf(Slot? receiver) => (receiver?.Type as NamedType)?.Definition;

    private static string Describe(MethodAttributes attributes) => (attributes & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.Private => "private",
        MethodAttributes.Family => "protected",
        MethodAttributes.Assembly => "internal",
        MethodAttributes.FamANDAssem => "private protected",
        MethodAttributes.FamORAssem => "protected internal",
        _ => "of another module",
    };

    private static void CheckType(StackMachine machine, TypeReference? reference, VerifierType type)
    {
        CheckExists(machine, reference, type);
        if (machine.Context.Access.Hidden(type) is { } hidden)
            machine.Report(Codes.NotAccessible, $"the type {hidden.FullName} cannot be used by {machine.Context.Method.DeclaringType.FullName}");
    }

    private static void CheckExists(StackMachine machine, TypeReference? reference, VerifierType type)
    {
        if (reference is null)
            machine.Report(Codes.UnresolvedToken, $"{machine.Instruction.OpCode.Name} names no type");
        else if (Missing(type) is { } missing)
            machine.Report(Codes.UnresolvedToken, $"there is no type {missing}");
        if (reference is not null and not TypeSpecification and not GenericParameter)
            CheckImported(machine, reference);
    }

    /// <summary>A definition of another module is written as if it were one of this module.</summary>
    private static void CheckImported(StackMachine machine, MemberReference reference)
    {
        if (reference.Module is { } module && module != machine.Context.Method.Module)
            machine.Report(Codes.UnresolvedToken, $"{reference.FullName} belongs to {module.Name} and was not imported");
    }

    private static string? Missing(VerifierType type) => type switch
    {
        UnresolvedType => type.Name,
        NamedType { HasUnknown: false } => null,
        NamedType named => named.Arguments.Select(Missing).FirstOrDefault(item => item is not null),
        AddressType address => Missing(address.Element),
        PointerToType { Element: { } element } => Missing(element),
        ArrayOfType array => Missing(array.Element),
        _ => null,
    };

    /// <summary>Whether the method's signature says anything: without arguments its parameters have no types.</summary>
    private static bool CheckGenerics(StackMachine machine, MethodSite site)
    {
        GenericRules generics = machine.Context.Generics;
        if ((generics.Complaint(site.DeclaringType) ?? generics.Complaint(site.MethodArguments)) is { } complaint)
            machine.Report(Codes.GenericInstantiation, complaint);
        if (site.Definition is { } method && (method.HasGenericParameters || !site.MethodArguments.IsEmpty)
            && generics.Complaint(method, site.DeclaringType as NamedType, site.MethodArguments) is { } unfit)
        {
            machine.Report(Codes.GenericInstantiation, unfit);
        }
        foreach (VerifierType argument in site.MethodArguments)
        {
            if (machine.Context.Access.Hidden(argument) is { } hidden)
                machine.Report(Codes.NotAccessible, $"the type {hidden.FullName} cannot be used by {machine.Context.Method.DeclaringType.FullName}");
        }
        return site.DeclaringType is not NamedType { IsOpen: true } && (site.Definition is not { } definition || definition.GenericParameters.Count == site.MethodArguments.Length);
    }
}
