using System.Collections.Immutable;
using Mono.Cecil;

namespace Weft.Weaver.Verification.Types;

/// <summary>A class, struct or interface; a generic one with its arguments, or without any where code names it open.</summary>
internal sealed class NamedType : VerifierType
{
    private readonly TypeUniverse _universe;
    private VerifierType? _base;
    private ImmutableArray<VerifierType> _interfaces;
    private StackKind? _kind;
    private int? _arity;
    private bool? _unknownAncestor;

    internal NamedType(TypeUniverse universe, TypeDefinition definition, ImmutableArray<VerifierType> arguments)
    {
        _universe = universe;
        Definition = definition;
        Arguments = arguments;
        HasParameters = arguments.Any(item => item.HasParameters);
        HasUnknown = arguments.Any(item => item.HasUnknown);
    }

    internal TypeDefinition Definition { get; }

    internal ImmutableArray<VerifierType> Arguments { get; }

    /// <summary>Whether a generic type is named without arguments.</summary>
    internal bool IsOpen => Arguments.IsEmpty && Arity > 0;

    /// <summary>How many generic parameters the type has.</summary>
    internal int Arity => _arity ??= Definition.HasGenericParameters ? Definition.GenericParameters.Count : 0;

    internal bool IsInterface => Definition.IsInterface;

    internal bool IsValueType => Definition.IsValueType;

    internal override bool HasParameters { get; }

    internal override bool HasUnknown { get; }

    internal override string Name => Arguments.IsEmpty ? Definition.FullName : $"{Definition.FullName}<{string.Join(",", Arguments.Select(item => item.Name))}>";

    internal override StackKind Kind => _kind ??= KindOf();

    /// <summary>The base class with this type's arguments in it; null for interfaces and <c>System.Object</c>.</summary>
    internal VerifierType? Base => _base ??= Definition.BaseType is { } type ? _universe.Substitute(_universe.Of(type), Arguments, []) : null;

    /// <summary>The type itself and its base classes, nearest first, as far as they can be resolved.</summary>
    internal IEnumerable<NamedType> SelfAndBases
    {
        get
        {
            for (NamedType? type = this; type is not null; type = type.Base as NamedType)
                yield return type;
        }
    }

    /// <summary>All interfaces of the type, of its base classes and of these interfaces.</summary>
    internal ImmutableArray<VerifierType> AllInterfaces
    {
        get
        {
            if (_interfaces.IsDefault)
                _interfaces = CollectInterfaces();
            return _interfaces;
        }
    }

    /// <summary>Whether a base class or interface of it could not be resolved.</summary>
    internal bool HasUnknownAncestor => _unknownAncestor ??= SelfAndBases.Any(type => type.Base is UnresolvedType) || AllInterfaces.Any(type => type is UnresolvedType);

    private ImmutableArray<VerifierType> CollectInterfaces()
    {
        HashSet<VerifierType> found = [];
        // A damaged assembly may have a class among its own base classes.
        _interfaces = [];
        foreach (InterfaceImplementation implementation in Definition.Interfaces)
            AddWithBases(_universe.Substitute(_universe.Of(implementation.InterfaceType), Arguments, []), found);
        if (Base is NamedType parent)
            found.UnionWith(parent.AllInterfaces);
        return [.. found];
    }

    private static void AddWithBases(VerifierType type, HashSet<VerifierType> found)
    {
        if (found.Add(type) && type is NamedType named)
            found.UnionWith(named.AllInterfaces);
    }

    private StackKind KindOf()
    {
        if (!Definition.IsValueType)
            return StackKind.Object;
        if (Definition.IsEnum)
            return _universe.Of(Definition.Fields.FirstOrDefault(field => !field.IsStatic)?.FieldType).Kind;
        return _universe.PrimitiveKind(Definition) ?? StackKind.Value;
    }
}
