using Mono.Cecil;
using Weft.Weaver.Verification.Members;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification;

/// <summary>What the rules know of the type whose members they look at.</summary>
internal sealed class TypeContext
{
    internal TypeContext(TypeDefinition type, TypeUniverse universe, MemberTable members, Friends friends)
    {
        Type = type;
        Universe = universe;
        Members = members;
        Access = new(type, friends);
        Self = universe.Self(type);
        Generics = new(new TypeRelations(universe, new(universe, type, null)));
    }

    internal TypeDefinition Type { get; }

    internal TypeUniverse Universe { get; }

    internal MemberTable Members { get; }

    internal Access Access { get; }

    /// <summary>The type as its own members see it.</summary>
    internal NamedType Self { get; }

    internal GenericRules Generics { get; }

    internal TypeRelations Relations => Generics.Relations;
}
