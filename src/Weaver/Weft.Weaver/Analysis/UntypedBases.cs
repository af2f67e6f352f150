using Mono.Cecil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Tells of classes that derive from the framework's non-generic collections whether the runtime can follow what they do to the content.</summary>
internal static class UntypedBases
{
    private static readonly HashSet<string> ChangingInterfaces = new(StringComparer.Ordinal) { "System.Collections.IList", "System.Collections.IDictionary" };

    /// <summary>Members that the framework's own code calls in the middle of a change, where no code of the program may run.</summary>
    private static readonly Dictionary<(string Collection, string Member), string> Inner = new()
    {
        [("System.Collections.ArrayList", "set_Capacity")] = "which the list calls while it changes, also where another node's change is carried out (leave it as it is)",
        [("System.Collections.Hashtable", "GetHash")] = "and so decides which keys are equal, which the other parts of the runtime do not know (give the table an IEqualityComparer instead)",
        [("System.Collections.Hashtable", "KeyEquals")] = "and so decides which keys are equal, which the other parts of the runtime do not know (give the table an IEqualityComparer instead)",
    };

    /// <summary>What a class, or one of its bases, does in the place of the collection that it derives from and cannot be followed; null where that is nothing, and for other classes.</summary>
    internal static string? Replaced(TypeDefinition type, Func<TypeDefinition, bool> isWoven)
    {
        if (type.Bases().FirstOrDefault(Portability.IsUntypedCollection) is not { } collection)
            return null;
        for (TypeDefinition? own = type; own is not null && own != collection; own = own.BaseType?.Resolve())
        {
            foreach (MethodDefinition method in own.Methods.Where(method => Overrides(method, collection)))
            {
                if (Inner.TryGetValue((collection.FullName, method.Name), out string? why))
                    return $"{own.FullName} overrides {method.Name} of its base class {collection.FullName}, {why}";
                if (!isWoven(own))
                    return $"{own.FullName}, which is not woven, overrides {method.Name} of its base class {collection.FullName}, and what it does to the content there is not known (weave its assembly with the program)";
            }
            if (!isWoven(own) && own.Interfaces.FirstOrDefault(item => ChangingInterfaces.Contains(item.InterfaceType.FullName)) is { } again)
                return $"{own.FullName}, which is not woven, implements {again.InterfaceType.FullName} anew, which its base class {collection.FullName} implements already, and what it does to the content there is not known (weave its assembly with the program)";
        }
        return null;
    }

    private static bool Overrides(MethodDefinition method, TypeDefinition collection) => method is { IsVirtual: true, IsNewSlot: false, IsStatic: false }
        && collection.Methods.Any(item => item.IsVirtual && item.Name == method.Name && item.Parameters.Count == method.Parameters.Count
            && item.Parameters.Zip(method.Parameters, (one, other) => one.ParameterType.FullName == other.ParameterType.FullName).All(same => same));
}
