using Mono.Cecil;

namespace Weft.Weaver.Analysis;

/// <summary>The classes that the C# compiler puts into an assembly for collection expressions whose type is an interface that cannot be written through: <c>IReadOnlyList&lt;int&gt; list = [1, 2]</c>.</summary>
internal static class CollectionExpressions
{
    /// <summary>Whether a class is one of those.</summary>
    internal static bool IsMade(TypeDefinition type) => type.DeclaringType is null && type.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal);

    /// <summary>Whether a place of a framework type may hold an instance: one of these interfaces does, and an <c>object</c> in a collection may. A single <c>object</c> is a lock, as a rule.</summary>
    internal static bool MayBeIn(TypeDefinition type, int depth) => type.Namespace switch
    {
        "System.Collections.Generic" => type.IsInterface && type.Name is "IEnumerable`1" or "IReadOnlyCollection`1" or "IReadOnlyList`1" or "ICollection`1" or "IList`1",
        "System" => type.Name == "Object" && depth > 0,
        _ => false,
    };
}
