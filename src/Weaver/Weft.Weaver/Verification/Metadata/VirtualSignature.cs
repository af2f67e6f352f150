using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Emit;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Metadata;

/// <summary>What a method must have in common with the one that it overrides or implements.</summary>
internal sealed class VirtualSignature
{
    private readonly MethodDefinition _method;
    private readonly ImmutableArray<VerifierType> _parameters;

    private VirtualSignature(MethodDefinition method, ImmutableArray<VerifierType> parameters, VerifierType? returned)
    {
        _method = method;
        _parameters = parameters;
        Return = returned;
    }

    /// <summary>Null for <c>void</c>.</summary>
    internal VerifierType? Return { get; }

    /// <summary>A method as a type sees it that derives from the one that declares it.</summary>
    internal static VirtualSignature Of(TypeUniverse universe, MethodDefinition method, ImmutableArray<VerifierType> arguments) => new(
        method,
        universe.Parameters(method.Parameters, arguments, []),
        method.ReturnType.Unmodified().MetadataType == MetadataType.Void ? null : universe.Substitute(universe.Of(method.ReturnType), arguments, []));

    /// <summary>Whether a method of a class is of the same name and signature.</summary>
    internal bool IsThatOf(TypeUniverse universe, NamedType type, MethodDefinition method)
    {
        if (method.Name != _method.Name || method.Parameters.Count != _parameters.Length || method.GenericParameters.Count != _method.GenericParameters.Count || method.IsStatic != _method.IsStatic)
            return false;
        VirtualSignature other = Of(universe, method, type.Arguments);
        return HasSameParameters(other) && Same(Return, other.Return);
    }

    internal bool HasSameParameters(VirtualSignature other) =>
        _parameters.Length == other._parameters.Length && _method.GenericParameters.Count == other._method.GenericParameters.Count
        && _parameters.Zip(other._parameters, Same).All(item => item);

    internal static bool Same(VerifierType? left, VerifierType? right) =>
        ReferenceEquals(left, right) || (left is not null && right is not null && (left.HasUnknown || right.HasUnknown));
}
