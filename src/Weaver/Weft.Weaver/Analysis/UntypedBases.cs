using Mono.Cecil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Tells of classes that derive from the framework's non-generic collections whether all that happens to the content happens in the framework's own members.</summary>
internal static class UntypedBases
{
    private static readonly HashSet<string> ChangingInterfaces = new(StringComparer.Ordinal) { "System.Collections.IList", "System.Collections.IDictionary" };

    /// <summary>What a class, or one of its bases, does in the place of the collection that it derives from; null where that is nothing, and for other classes.</summary>
    internal static string? Replaced(TypeDefinition type)
    {
        if (type.Bases().FirstOrDefault(Portability.IsUntypedCollection) is not { } collection)
            return null;
        for (TypeDefinition? own = type; own is not null && own != collection; own = own.BaseType?.Resolve())
        {
            if (own.Methods.FirstOrDefault(method => Overrides(method, collection)) is { } method)
                return $"{own.FullName} overrides {method.Name} of its base class {collection.FullName}, and what it does to the content there is not known (override nothing; hold a {collection.Name} in a field where members have to do more)";
            if (own.Interfaces.FirstOrDefault(item => ChangingInterfaces.Contains(item.InterfaceType.FullName)) is { } again)
                return $"{own.FullName} implements {again.InterfaceType.FullName} anew, which its base class {collection.FullName} implements already, and what it does to the content there is not known";
        }
        return null;
    }

    private static bool Overrides(MethodDefinition method, TypeDefinition collection) => method is { IsVirtual: true, IsNewSlot: false, IsStatic: false }
        && collection.Methods.Any(item => item.IsVirtual && item.Name == method.Name && item.Parameters.Count == method.Parameters.Count
            && item.Parameters.Zip(method.Parameters, (one, other) => one.ParameterType.FullName == other.ParameterType.FullName).All(same => same));
}
