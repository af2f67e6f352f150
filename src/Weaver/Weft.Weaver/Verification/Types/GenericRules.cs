using System.Collections.Immutable;
using Mono.Cecil;

namespace Weft.Weaver.Verification.Types;

/// <summary>Whether types and methods are given the generic arguments that they demand.</summary>
internal sealed class GenericRules(TypeRelations relations)
{
    private readonly Dictionary<VerifierType, string?> _known = [];

    internal TypeRelations Relations => relations;

    /// <summary>What is wrong with a type that code names; null if nothing is.</summary>
    internal string? Complaint(VerifierType type)
    {
        if (type is NamedType { Arity: 0, Arguments.IsEmpty: true })
            return null;
        if (!_known.TryGetValue(type, out string? complaint))
        {
            // A constraint may name the type that is being looked at.
            _known[type] = null;
            _known[type] = complaint = Find(type);
        }
        return complaint;
    }

    /// <summary>What is wrong with the first type that has something wrong; null if none has.</summary>
    internal string? Complaint(ImmutableArray<VerifierType> types)
    {
        foreach (VerifierType type in types)
        {
            if (Complaint(type) is { } complaint)
                return complaint;
        }
        return null;
    }

    /// <summary>What is wrong with the generic arguments of a method; null if nothing is.</summary>
    internal string? Complaint(MethodDefinition method, NamedType? declaring, ImmutableArray<VerifierType> arguments)
    {
        if (method.GenericParameters.Count != arguments.Length)
            return Arity(method.FullName, method.GenericParameters.Count, arguments.Length);
        return Complaint(arguments)
            ?? Unfit(method.GenericParameters, arguments, declaring?.Arguments ?? [], arguments);
    }

    private string? Find(VerifierType type) => type switch
    {
        ParameterType parameter => relations.Scope.Has(parameter) ? null : $"there is no generic parameter {parameter.Name} here",
        AddressType { Element: AddressType } => $"{type.Name} is the address of an address",
        AddressType address => Complaint(address.Element),
        PointerToType { Element: { } element } => Complaint(element),
        ArrayOfType array => Complaint(array.Element)
            ?? (array.Element is AddressType || relations.IsByRefLike(array.Element) ? $"{array.Element.Name} cannot be an element of an array" : null),
        NamedType named => FindNamed(named),
        _ => null,
    };

    private string? FindNamed(NamedType type)
    {
        if (type.Arity != type.Arguments.Length)
            return Arity(type.Definition.FullName, type.Arity, type.Arguments.Length);
        if (type.Arguments.IsEmpty)
            return null;
        return Complaint(type.Arguments) ?? Unfit(type.Definition.GenericParameters, type.Arguments, type.Arguments, []);
    }

    private static string Arity(string name, int needed, int given) => given == 0
        ? $"{name} is generic and is named without its arguments"
        : $"{name} takes {needed} generic arguments and is given {given}";

    private string? Unfit(
        Mono.Collections.Generic.Collection<GenericParameter> parameters, ImmutableArray<VerifierType> arguments,
        ImmutableArray<VerifierType> typeArguments, ImmutableArray<VerifierType> methodArguments)
    {
        for (int index = 0; index < parameters.Count; index++)
        {
            if (!arguments[index].HasUnknown && Demand(parameters[index], arguments[index], typeArguments, methodArguments) is { } demand)
                return $"{arguments[index].Name} cannot be the generic argument {parameters[index].Name} of {((MemberReference)parameters[index].Owner).FullName}, which must be {demand}";
        }
        return null;
    }

    private string? Demand(GenericParameter parameter, VerifierType argument, ImmutableArray<VerifierType> typeArguments, ImmutableArray<VerifierType> methodArguments)
    {
        if (argument is AddressType or PointerToType)
            return "no address or pointer";
        if (relations.IsByRefLike(argument) && !GenericScope.AllowsRefStructs(parameter))
            return "no ref struct";
        if (parameter.HasReferenceTypeConstraint && !relations.IsReference(argument))
            return "a class";
        if (parameter.HasNotNullableValueTypeConstraint && !IsStruct(argument))
            return "a struct that is not nullable";
        if (parameter.HasDefaultConstructorConstraint && !parameter.HasNotNullableValueTypeConstraint && !HasConstructor(argument))
            return "a class with a public constructor without parameters";
        if (!parameter.HasConstraints)
            return null;
        VerifierType held = relations.IsReference(argument) ? argument : argument.Boxed;
        foreach (GenericParameterConstraint constraint in parameter.Constraints)
        {
            VerifierType wanted = relations.Universe.Substitute(relations.Universe.Of(constraint.ConstraintType), typeArguments, methodArguments);
            if (!ReferenceEquals(wanted, argument) && !relations.IsAssignable(held, wanted))
                return $"a {wanted.Name}";
        }
        return null;
    }

    private bool IsStruct(VerifierType argument) => argument switch
    {
        NamedType named => named.IsValueType && named.Definition.FullName != "System.Nullable`1",
        ParameterType parameter => relations.Scope.IsStruct(parameter),
        _ => false,
    };

    private bool HasConstructor(VerifierType argument) => argument switch
    {
        NamedType { IsValueType: true } => true,
        NamedType named => !named.Definition.IsAbstract && named.Definition.Methods.Any(method => method is { IsConstructor: true, IsStatic: false, IsPublic: true, HasParameters: false }),
        ParameterType parameter => relations.Scope.HasConstructor(parameter),
        _ => false,
    };
}
