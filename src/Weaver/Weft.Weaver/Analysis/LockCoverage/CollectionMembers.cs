using Mono.Cecil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>Which members of framework collections and arrays change them. What is not known to read counts as a change.</summary>
internal static class CollectionMembers
{
    private const string Text = "System.Text.StringBuilder";

    private static readonly HashSet<string> Reading = new(StringComparer.Ordinal)
    {
        "GetEnumerator", "MoveNext", "Dispose", "IndexOf", "LastIndexOf", "CopyTo", "ToArray", "Find", "FindAll", "FindIndex", "FindLast", "FindLastIndex", "Exists", "TrueForAll", "ForEach", "ConvertAll",
        "BinarySearch", "AsReadOnly", "GetRange", "Slice", "ToString", "Equals", "GetHashCode", "GetType", "Peek", "TryPeek", "IsSubsetOf", "IsSupersetOf", "IsProperSubsetOf", "IsProperSupersetOf", "Overlaps",
        "SetEquals", "GetObjectData", "GetAlternateLookup", "TryGetAlternateLookup", "AsSpan", "Get", "HasAllSet", "HasAnySet", "GetByIndex", "GetKey", "GetKeyAtIndex", "GetValueAtIndex", "GetKeyList", "GetValueList", "IndexOfKey", "IndexOfValue",
        "ItemRef", "ValueRef", "ToImmutable", "GetChunks", "Clone", "EnsureCapacity", "TrimExcess", "Reset", "GetLength", "GetLowerBound", "GetUpperBound", "GetValue", "CreateSetComparer", "GetValueOrDefault",
    };

    private static readonly HashSet<string> ChangingStatics = new(StringComparer.Ordinal) { "Sort", "Clear", "Fill", "Reverse", "Resize", "Copy", "ConstrainedCopy", "TryAdd", "Remove", "AddRange", "InsertRange", "Shuffle", "SetCount", "GetValueRefOrAddDefault" };

    /// <summary>Whether a type is a collection of the framework.</summary>
    internal static bool IsCollection(TypeReference type) => type.OutermostNamespace().StartsWith("System.Collections", StringComparison.Ordinal);

    /// <summary>Whether instances of a framework class have content that calls change: collections, and texts.</summary>
    internal static bool HasContent(TypeReference type) => IsCollection(type) || type.FullName == Text;

    /// <summary>Whether a call gives what it was called on.</summary>
    internal static bool GivesItself(MethodReference called) =>
        called.HasThis && called.DeclaringType.FullName is Text or "System.Collections.BitArray" && called.ReturnType.FullName == called.DeclaringType.FullName;

    /// <summary>Whether the updates of a collection need no lock.</summary>
    internal static bool IsConcurrent(TypeReference type) => type.OutermostNamespace() == "System.Collections.Concurrent";

    /// <summary>Whether a member changes the instance that it is called on.</summary>
    internal static bool Changes(MethodReference member)
    {
        if (!member.HasThis)
            return ChangingStatics.Contains(member.Name) && (member.DeclaringType.FullName is "System.Array" or "System.Runtime.InteropServices.CollectionsMarshal" || IsCollection(member.DeclaringType));
        return HasContent(member.DeclaringType) && member.Name != ".ctor" && !Reads(member.Name);
    }

    private static bool Reads(string name) =>
        Reading.Contains(name) || name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("Contains", StringComparison.Ordinal)
        || (name.StartsWith("TryGet", StringComparison.Ordinal)) || name.EndsWith(".GetEnumerator", StringComparison.Ordinal);
}
