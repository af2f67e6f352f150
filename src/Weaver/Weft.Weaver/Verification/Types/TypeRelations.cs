using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Verification.Types;

/// <summary>Which types fit where, as one type or method sees it.</summary>
internal sealed class TypeRelations(TypeUniverse universe, GenericScope scope)
{
    private const int MostAlternatives = 8;
    private const int DeepestVariance = 24;

    private static readonly string[] VectorInterfaces =
    [
        "System.Collections.Generic.IList`1", "System.Collections.Generic.ICollection`1", "System.Collections.Generic.IEnumerable`1",
        "System.Collections.Generic.IReadOnlyList`1", "System.Collections.Generic.IReadOnlyCollection`1",
    ];

    private readonly Dictionary<(VerifierType From, VerifierType To), bool> _assignable = [];

    internal TypeUniverse Universe => universe;

    internal GenericScope Scope => scope;

    /// <summary>Whether a reference to an object of one type is one to the other.</summary>
    internal bool IsAssignable(VerifierType from, VerifierType to)
    {
        if (ReferenceEquals(from, to) || from.HasUnknown || to.HasUnknown)
            return true;
        // Where no generic parameter stands, all scopes agree.
        Dictionary<(VerifierType From, VerifierType To), bool> decided = from.HasParameters || to.HasParameters ? _assignable : universe.Assignable;
        if (decided.TryGetValue((from, to), out bool known))
            return known;
        bool assignable = Decide(from, to, 0);
        decided[(from, to)] = assignable;
        return assignable;
    }

    /// <summary>Whether two types are the same for addresses and elements of arrays.</summary>
    internal bool IsSameStorage(VerifierType left, VerifierType right) =>
        ReferenceEquals(left, right) || left.HasUnknown || right.HasUnknown || ReferenceEquals(universe.Reduced(left), universe.Reduced(right));

    /// <summary>Whether values of it are always references.</summary>
    internal bool IsReference(VerifierType type) => type switch
    {
        ParameterType parameter => scope.IsReference(parameter),
        _ => type.Kind == StackKind.Object,
    };

    /// <summary>Whether it is a struct that must stay on the stack.</summary>
    internal bool IsByRefLike(VerifierType type) => type switch
    {
        NamedType named => named.IsValueType
            && (named.Definition.HasAttribute("System.Runtime.CompilerServices.IsByRefLikeAttribute") || named == universe.TypedReference
                || named.Definition.FullName is "System.ArgIterator" or "System.RuntimeArgumentHandle"),
        ParameterType parameter => scope.MayBeByRefLike(parameter),
        _ => false,
    };

    /// <summary>What a value of one type is where paths meet that bring it and the other.</summary>
    internal VerifierType Merge(VerifierType left, VerifierType right)
    {
        if (ReferenceEquals(left, right) || left.HasUnknown)
            return left;
        if (right.HasUnknown)
            return right;
        if (IsAssignable(left, right))
            return right;
        if (IsAssignable(right, left))
            return left;
        List<VerifierType> alternatives = [.. Alternatives(left)];
        foreach (VerifierType item in Alternatives(right))
        {
            if (!alternatives.Any(other => IsAssignable(item, other)))
            {
                alternatives.RemoveAll(other => IsAssignable(other, item));
                alternatives.Add(item);
            }
        }
        return alternatives.Count == 1 ? alternatives[0] : alternatives.Count > MostAlternatives ? universe.Object : OneOf(alternatives);
    }

    private readonly Dictionary<string, OneOfType> _unions = new(StringComparer.Ordinal);

    private OneOfType OneOf(List<VerifierType> alternatives)
    {
        alternatives.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        string key = string.Join("|", alternatives.Select(item => item.Name));
        if (!_unions.TryGetValue(key, out OneOfType? type))
            _unions.Add(key, type = new([.. alternatives]));
        return type;
    }

    private static ImmutableArray<VerifierType> Alternatives(VerifierType type) => type is OneOfType several ? several.Alternatives : [type];

    private bool Decide(VerifierType from, VerifierType to, int depth)
    {
        if (ReferenceEquals(from, to) || from.HasUnknown || to.HasUnknown || depth > DeepestVariance)
            return true;
        if (ReferenceEquals(to, universe.Object))
            return from.Kind == StackKind.Object || (from is ParameterType parameter && scope.IsReference(parameter));
        return from switch
        {
            OneOfType several => several.Alternatives.All(item => Decide(item, to, depth)),
            BoxedType boxed => BoxFits(boxed.Content, to, depth),
            ParameterType parameter => scope.IsReference(parameter) && ParameterFits(parameter, to, depth),
            ArrayOfType array => ArrayFits(array, to, depth),
            NamedType named => NamedFits(named, to, depth),
            _ => false,
        };
    }

    private bool BoxFits(VerifierType content, VerifierType to, int depth)
    {
        if (to is BoxedType other)
            return IsSameStorage(content, other.Content) || BoxFits(content, other.Content, depth);
        switch (content)
        {
            case ParameterType parameter:
                return ReferenceEquals(parameter, to) || ParameterFits(parameter, to, depth);
            case NamedType { Definition.FullName: "System.Nullable`1", Arguments: [var value] }:
                return BoxFits(value, to, depth);
            case NamedType { IsValueType: false } or ArrayOfType:
                return Decide(content, to, depth);
            case NamedType named:
                return NamedFits(named, to, depth);
            default:
                return false;
        }
    }

    private bool ParameterFits(ParameterType parameter, VerifierType to, int depth) =>
        scope.Constraints(parameter).Any(item => ReferenceEquals(item, to) || item.HasUnknown
            || (item is ParameterType other ? ParameterFits(other, to, depth + 1) && depth < DeepestVariance : Decide(item, to, depth + 1)))
        || (scope.IsStruct(parameter) && ReferenceEquals(to, universe.ValueType));

    private bool ArrayFits(ArrayOfType from, VerifierType to, int depth)
    {
        switch (to)
        {
            case ArrayOfType other:
                return from.Rank == other.Rank && (from.IsVector || !other.IsVector) && ElementFits(from.Element, other.Element, depth);
            case NamedType { Arguments: [var element] } named when from.IsVector && Array.IndexOf(VectorInterfaces, named.Definition.FullName) >= 0:
                return ElementFits(from.Element, element, depth);
            default:
                return Decide(universe.Array, to, depth);
        }
    }

    private bool ElementFits(VerifierType from, VerifierType to, int depth)
    {
        if (IsSameStorage(from, to))
            return true;
        if (from is ParameterType && to is ParameterType)
            return Decide(from, to, depth + 1);
        return IsReference(from) && Decide(from, to, depth + 1);
    }

    private bool NamedFits(NamedType from, VerifierType to, int depth)
    {
        if (to is not NamedType target)
            return false;
        if (target.IsInterface)
        {
            return SameOrVariant(from, target, depth) || from.HasUnknownAncestor
                || from.AllInterfaces.Any(item => item is NamedType candidate && SameOrVariant(candidate, target, depth));
        }
        foreach (NamedType candidate in from.SelfAndBases)
        {
            if (SameOrVariant(candidate, target, depth) || candidate.Base is UnresolvedType)
                return true;
        }
        return false;
    }

    private bool SameOrVariant(NamedType from, NamedType to, int depth)
    {
        if (ReferenceEquals(from, to))
            return true;
        if (from.Definition != to.Definition || from.Arguments.Length != to.Arguments.Length)
            return false;
        for (int index = 0; index < from.Arguments.Length; index++)
        {
            if (!ArgumentFits(from.Definition.GenericParameters[index], from.Arguments[index], to.Arguments[index], depth + 1))
                return false;
        }
        return true;
    }

    private bool ArgumentFits(GenericParameter parameter, VerifierType from, VerifierType to, int depth)
    {
        if (ReferenceEquals(from, to) || from.HasUnknown || to.HasUnknown)
            return true;
        if (parameter.IsCovariant)
            return IsReference(from) && Decide(from, to, depth);
        if (parameter.IsContravariant)
            return IsReference(to) && Decide(to, from, depth);
        return from is NamedType left && to is NamedType right && left.Definition == right.Definition && left.Definition.HasGenericParameters is false;
    }
}
