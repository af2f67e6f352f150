using System.Collections.Immutable;
using Mono.Cecil;

namespace Weft.Weaver.Verification.Types;

/// <summary>A type as the verifier compares it. A universe makes one object for each type, so that identity is equality.</summary>
internal abstract class VerifierType
{
    private AddressType? _address;
    private PointerToType? _pointer;
    private BoxedType? _boxed;
    private ArrayOfType? _vector;

    /// <summary>How it is called in messages.</summary>
    internal abstract string Name { get; }

    /// <summary>How values of it lie on the evaluation stack.</summary>
    internal abstract StackKind Kind { get; }

    /// <summary>Whether a generic parameter stands in it.</summary>
    internal virtual bool HasParameters => false;

    /// <summary>Whether a part of it could not be resolved, so that nothing can be said about it.</summary>
    internal virtual bool HasUnknown => false;

    /// <summary>The managed address of it.</summary>
    internal AddressType Address => _address ??= new(this);

    /// <summary>The unmanaged pointer to it.</summary>
    internal PointerToType Pointer => _pointer ??= new(this);

    /// <summary>A box of it.</summary>
    internal BoxedType Boxed => _boxed ??= new(this);

    /// <summary>The array of it with one dimension that begins at zero.</summary>
    internal ArrayOfType Vector => _vector ??= new(this, rank: 1, isVector: true);

    public sealed override string ToString() => Name;
}

/// <summary>A type that could not be resolved. It fits everything: what is missing is reported where it is named.</summary>
internal sealed class UnresolvedType(string name) : VerifierType
{
    internal override string Name => name;

    internal override StackKind Kind => StackKind.Unknown;

    internal override bool HasUnknown => true;
}

/// <summary>A managed address, <c>T&amp;</c>.</summary>
internal sealed class AddressType(VerifierType element) : VerifierType
{
    internal VerifierType Element => element;

    internal override string Name => element.Name + "&";

    internal override StackKind Kind => StackKind.Address;

    internal override bool HasParameters => element.HasParameters;

    internal override bool HasUnknown => element.HasUnknown;
}

/// <summary>An unmanaged pointer, <c>T*</c>; those to functions have no element.</summary>
internal sealed class PointerToType(VerifierType? element) : VerifierType
{
    internal VerifierType? Element => element;

    internal override string Name => element is null ? "method*" : element.Name + "*";

    internal override StackKind Kind => StackKind.NativeInt;

    internal override bool HasParameters => element?.HasParameters == true;

    internal override bool HasUnknown => element?.HasUnknown == true;
}

/// <summary>An array.</summary>
internal sealed class ArrayOfType(VerifierType element, int rank, bool isVector) : VerifierType
{
    internal VerifierType Element => element;

    internal int Rank => rank;

    internal bool IsVector => isVector;

    internal override string Name => $"{element.Name}[{(isVector ? "" : rank == 1 ? "*" : new string(',', rank - 1))}]";

    internal override StackKind Kind => StackKind.Object;

    internal override bool HasParameters => element.HasParameters;

    internal override bool HasUnknown => element.HasUnknown;
}

/// <summary>A box with a value in it; on the stack alone.</summary>
internal sealed class BoxedType(VerifierType content) : VerifierType
{
    internal VerifierType Content => content;

    internal override string Name => $"boxed {content.Name}";

    internal override StackKind Kind => StackKind.Object;

    internal override bool HasParameters => content.HasParameters;

    internal override bool HasUnknown => content.HasUnknown;
}

/// <summary>One of several object types, where paths meet; on the stack alone.</summary>
internal sealed class OneOfType(ImmutableArray<VerifierType> alternatives) : VerifierType
{
    internal ImmutableArray<VerifierType> Alternatives => alternatives;

    internal override string Name => string.Join(" or ", alternatives.Select(item => item.Name));

    internal override StackKind Kind => StackKind.Object;

    internal override bool HasParameters => alternatives.Any(item => item.HasParameters);

    internal override bool HasUnknown => alternatives.Any(item => item.HasUnknown);
}

/// <summary>A generic parameter by its place, as IL names it: what it demands is known by the method that names it.</summary>
internal sealed class ParameterType(GenericParameterType owner, int position) : VerifierType
{
    internal bool IsOfMethod => owner == GenericParameterType.Method;

    internal int Position => position;

    internal override string Name => (IsOfMethod ? "!!" : "!") + position.ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal override StackKind Kind => StackKind.Value;

    internal override bool HasParameters => true;
}
