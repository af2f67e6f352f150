using System.Collections.Immutable;
using Mono.Cecil;

namespace Weft.Weaver.Verification.Types;

/// <summary>What the generic parameters demand that a type or method can name.</summary>
internal sealed class GenericScope
{
    /// <summary><c>allows ref struct</c>, which Cecil has no name for.</summary>
    private const GenericParameterAttributes AllowsByRefLike = (GenericParameterAttributes)0x20;

    private readonly TypeUniverse _universe;
    private readonly IGenericParameterProvider? _type;
    private readonly IGenericParameterProvider? _method;
    private readonly Dictionary<ParameterType, ImmutableArray<VerifierType>> _constraints = [];

    internal GenericScope(TypeUniverse universe, TypeDefinition? type, MethodDefinition? method)
    {
        _universe = universe;
        _type = type;
        _method = method;
    }

    /// <summary>Whether the type or method has such a parameter.</summary>
    internal bool Has(ParameterType parameter) => Find(parameter) is not null;

    /// <summary>The types that a parameter's argument must fit.</summary>
    internal ImmutableArray<VerifierType> Constraints(ParameterType parameter)
    {
        if (!_constraints.TryGetValue(parameter, out ImmutableArray<VerifierType> constraints))
        {
            constraints = Find(parameter) is { HasConstraints: true } found ? [.. found.Constraints.Select(item => _universe.Of(item.ConstraintType))] : [];
            _constraints.Add(parameter, constraints);
        }
        return constraints;
    }

    /// <summary>Whether all arguments of a parameter are reference types.</summary>
    internal bool IsReference(ParameterType parameter) => IsReference(parameter, 0);

    /// <summary>Whether all arguments of a parameter are structs that are not nullable.</summary>
    internal bool IsStruct(ParameterType parameter) =>
        Find(parameter) is { HasNotNullableValueTypeConstraint: true } || Constraints(parameter).Any(item => item is ParameterType other && other != parameter && IsStruct(other));

    /// <summary>Whether all arguments of a parameter have a constructor without parameters.</summary>
    internal bool HasConstructor(ParameterType parameter) => Find(parameter) is { } found && (found.HasDefaultConstructorConstraint || found.HasNotNullableValueTypeConstraint);

    /// <summary>Whether an argument of a parameter may be a ref struct.</summary>
    internal bool MayBeByRefLike(ParameterType parameter) => Find(parameter) is { } found && AllowsRefStructs(found);

    /// <summary>Whether a parameter takes ref structs.</summary>
    internal static bool AllowsRefStructs(GenericParameter parameter) => (parameter.Attributes & AllowsByRefLike) != 0;

    private bool IsReference(ParameterType parameter, int depth)
    {
        const int deepest = 16;
        if (Find(parameter) is not { } found || depth > deepest)
            return false;
        return found.HasReferenceTypeConstraint || Constraints(parameter).Any(item => item switch
        {
            ParameterType other => IsReference(other, depth + 1),
            NamedType named => !named.IsInterface && !named.IsValueType && named != _universe.Object && named.Definition.FullName is not ("System.ValueType" or "System.Enum"),
            ArrayOfType => true,
            _ => false,
        });
    }

    private GenericParameter? Find(ParameterType parameter)
    {
        IGenericParameterProvider? owner = parameter.IsOfMethod ? _method : _type;
        return owner is not null && parameter.Position < owner.GenericParameters.Count ? owner.GenericParameters[parameter.Position] : null;
    }
}
