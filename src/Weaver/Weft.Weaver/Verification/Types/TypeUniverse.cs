using System.Collections.Immutable;
using Mono.Cecil;

namespace Weft.Weaver.Verification.Types;

/// <summary>Makes one object for each type that Cecil's references name. Belongs to one thread.</summary>
internal sealed class TypeUniverse
{
    private readonly Dictionary<TypeReference, VerifierType> _known = [];
    private readonly Dictionary<TypeDefinition, NamedType> _named = [];
    private readonly Dictionary<InstanceKey, NamedType> _instances = [];
    private readonly Dictionary<(GenericParameterType Owner, int Position), ParameterType> _parameters = [];
    private readonly Dictionary<(VerifierType Element, int Rank), ArrayOfType> _arrays = [];
    private readonly Dictionary<string, UnresolvedType> _unresolved = new(StringComparer.Ordinal);
    private readonly ModuleDefinition _corlib;

    /// <summary>Makes the universe of a module and of all that refers to the same core library.</summary>
    internal TypeUniverse(ModuleDefinition module)
    {
        _corlib = module.TypeSystem.Object.Resolve()?.Module ?? module;
        Object = WellKnown("Object");
        String = WellKnown("String");
        ValueType = WellKnown("ValueType");
        Array = WellKnown("Array");
        Int32 = WellKnown("Int32");
        TypedReference = WellKnown("TypedReference");
        FunctionPointer = new(null);
    }

    /// <summary>Which types without generic parameters fit where.</summary>
    internal Dictionary<(VerifierType From, VerifierType To), bool> Assignable { get; } = [];

    internal VerifierType Object { get; }

    internal VerifierType String { get; }

    internal VerifierType ValueType { get; }

    internal VerifierType Array { get; }

    internal VerifierType Int32 { get; }

    internal VerifierType TypedReference { get; }

    internal PointerToType FunctionPointer { get; }

    /// <summary>A type of the core library's namespace <c>System</c>.</summary>
    internal VerifierType WellKnown(string name) => _corlib.GetType("System", name) is { } definition ? Named(definition) : Unresolved("System." + name);

    /// <summary>What a reference names. Modifiers do not count.</summary>
    internal VerifierType Of(TypeReference? reference)
    {
        if (reference is null)
            return Unresolved("?");
        if (!_known.TryGetValue(reference, out VerifierType? type))
        {
            type = Make(reference);
            _known[reference] = type;
        }
        return type;
    }

    /// <summary>A definition without arguments.</summary>
    internal NamedType Named(TypeDefinition definition)
    {
        if (!_named.TryGetValue(definition, out NamedType? type))
            _named.Add(definition, type = new(this, definition, []));
        return type;
    }

    /// <summary>A generic definition with arguments.</summary>
    internal NamedType Named(TypeDefinition definition, ImmutableArray<VerifierType> arguments)
    {
        if (arguments.IsEmpty)
            return Named(definition);
        InstanceKey key = new(definition, arguments);
        if (!_instances.TryGetValue(key, out NamedType? type))
            _instances.Add(key, type = new(this, definition, arguments));
        return type;
    }

    /// <summary>A type as its own members see it: a generic one over its own parameters.</summary>
    internal NamedType Self(TypeDefinition definition) => definition.HasGenericParameters
        ? Named(definition, [.. definition.GenericParameters.Select(item => (VerifierType)Parameter(GenericParameterType.Type, item.Position))])
        : Named(definition);

    internal ParameterType Parameter(GenericParameterType owner, int position)
    {
        if (!_parameters.TryGetValue((owner, position), out ParameterType? type))
            _parameters.Add((owner, position), type = new(owner, position));
        return type;
    }

    /// <summary>Puts arguments in the place of generic parameters; those without an argument stay.</summary>
    internal VerifierType Substitute(VerifierType type, ImmutableArray<VerifierType> typeArguments, ImmutableArray<VerifierType> methodArguments)
    {
        if (!type.HasParameters || (typeArguments.IsEmpty && methodArguments.IsEmpty))
            return type;
        return type switch
        {
            ParameterType parameter => Argument(parameter, parameter.IsOfMethod ? methodArguments : typeArguments),
            NamedType named => Named(named.Definition, Substitute(named.Arguments, typeArguments, methodArguments)),
            AddressType address => Substitute(address.Element, typeArguments, methodArguments).Address,
            PointerToType { Element: { } element } => Substitute(element, typeArguments, methodArguments).Pointer,
            BoxedType boxed => Substitute(boxed.Content, typeArguments, methodArguments).Boxed,
            ArrayOfType { IsVector: true } vector => Substitute(vector.Element, typeArguments, methodArguments).Vector,
            ArrayOfType array => ArrayOf(Substitute(array.Element, typeArguments, methodArguments), array.Rank),
            _ => type,
        };
    }

    private ImmutableArray<VerifierType> Substitute(ImmutableArray<VerifierType> types, ImmutableArray<VerifierType> typeArguments, ImmutableArray<VerifierType> methodArguments)
    {
        ImmutableArray<VerifierType>.Builder substituted = ImmutableArray.CreateBuilder<VerifierType>(types.Length);
        foreach (VerifierType type in types)
            substituted.Add(Substitute(type, typeArguments, methodArguments));
        return substituted.MoveToImmutable();
    }

    /// <summary>The types of a method's parameters, with arguments in the place of generic ones.</summary>
    internal ImmutableArray<VerifierType> Parameters(Mono.Collections.Generic.Collection<ParameterDefinition> parameters, ImmutableArray<VerifierType> typeArguments, ImmutableArray<VerifierType> methodArguments)
    {
        ImmutableArray<VerifierType>.Builder types = ImmutableArray.CreateBuilder<VerifierType>(parameters.Count);
        foreach (ParameterDefinition parameter in parameters)
            types.Add(Substitute(Of(parameter.ParameterType), typeArguments, methodArguments));
        return types.MoveToImmutable();
    }

    internal VerifierType Unresolved(string name)
    {
        if (!_unresolved.TryGetValue(name, out UnresolvedType? type))
            _unresolved.Add(name, type = new(name));
        return type;
    }

    /// <summary>How the primitive types lie on the stack; null for other structs.</summary>
    internal StackKind? PrimitiveKind(TypeDefinition definition)
    {
        if (definition.Namespace != "System" || definition.DeclaringType is not null || definition.Module != _corlib)
            return null;
        return definition.Name switch
        {
            "Boolean" or "Char" or "SByte" or "Byte" or "Int16" or "UInt16" or "Int32" or "UInt32" => StackKind.Int32,
            "Int64" or "UInt64" => StackKind.Int64,
            "IntPtr" or "UIntPtr" => StackKind.NativeInt,
            "Single" or "Double" => StackKind.Float,
            _ => null,
        };
    }

    /// <summary>
    /// The type that addresses and array elements are compared by: an enum is its underlying type, and signs do not count.
    /// </summary>
    internal VerifierType Reduced(VerifierType type)
    {
        if (type is not NamedType { IsValueType: true } named)
            return type;
        if (named.Definition.IsEnum)
            return Reduced(Of(named.Definition.Fields.FirstOrDefault(field => !field.IsStatic)?.FieldType));
        if (PrimitiveKind(named.Definition) is null)
            return type;
        return named.Definition.Name switch
        {
            "Boolean" or "Byte" => WellKnown("SByte"),
            "Char" or "UInt16" => WellKnown("Int16"),
            "UInt32" => Int32,
            "UInt64" => WellKnown("Int64"),
            "UIntPtr" => WellKnown("IntPtr"),
            _ => type,
        };
    }

    private ArrayOfType ArrayOf(VerifierType element, int rank)
    {
        if (!_arrays.TryGetValue((element, rank), out ArrayOfType? type))
            _arrays.Add((element, rank), type = new(element, rank, isVector: false));
        return type;
    }

    private static VerifierType Argument(ParameterType parameter, ImmutableArray<VerifierType> arguments) =>
        parameter.Position < arguments.Length ? arguments[parameter.Position] : parameter;

    private VerifierType Make(TypeReference reference) => reference switch
    {
        IModifierType modified => Of(modified.ElementType),
        PinnedType or SentinelType => Of(((TypeSpecification)reference).ElementType),
        ByReferenceType address => Of(address.ElementType).Address,
        PointerType pointer => Of(pointer.ElementType).Pointer,
        FunctionPointerType => FunctionPointer,
        ArrayType { IsVector: true } array => Of(array.ElementType).Vector,
        ArrayType array => ArrayOf(Of(array.ElementType), array.Rank),
        GenericParameter parameter => Parameter(parameter.Type, parameter.Position),
        GenericInstanceType instance => instance.ElementType.Resolve() is { } definition
            ? Named(definition, [.. instance.GenericArguments.Select(Of)])
            : Unresolved(instance.FullName),
        TypeDefinition definition => Named(definition),
        _ => reference.Resolve() is { } definition ? Named(definition) : Unresolved(reference.FullName),
    };

    private readonly struct InstanceKey(TypeDefinition definition, ImmutableArray<VerifierType> arguments) : IEquatable<InstanceKey>
    {
        private readonly TypeDefinition _definition = definition;
        private readonly ImmutableArray<VerifierType> _arguments = arguments;

        public bool Equals(InstanceKey other)
        {
            if (_definition != other._definition || _arguments.Length != other._arguments.Length)
                return false;
            for (int index = 0; index < _arguments.Length; index++)
            {
                if (!ReferenceEquals(_arguments[index], other._arguments[index]))
                    return false;
            }
            return true;
        }

        public override bool Equals(object? obj) => obj is InstanceKey other && Equals(other);

        public override int GetHashCode()
        {
            int hash = System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(_definition);
            foreach (VerifierType argument in _arguments)
                hash = unchecked((hash * 31) + System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(argument));
            return hash;
        }
    }
}
