using Mono.Cecil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>The framework's methods that work on a place in several atomic operations, with code of the program in between.</summary>
internal static class SteppedCalls
{
    internal const string Lazy = "System.Threading.LazyInitializer";
    internal const string Immutable = "System.Collections.Immutable.ImmutableInterlocked";

    /// <summary>The name of the runtime's method that does the same to places which may be shared; null where a method is none of these.</summary>
    internal static string? ShimOf(MethodReference method)
    {
        MethodReference element = method.GetElementMethod();
        return element.DeclaringType.FullName switch
        {
            Lazy => ShimOfLazy(element),
            Immutable => ShimOfImmutable(element),
            _ => null,
        };
    }

    private static string? ShimOfLazy(MethodReference method) => (method.Name, method.Parameters.Count) switch
    {
        ("EnsureInitialized", 1) => "Initialize",
        ("EnsureInitialized", 2) => "InitializeBy",
        ("EnsureInitialized", 3) => IsFunction(method, 2) ? "InitializeUnderLock" : "InitializeOnce",
        ("EnsureInitialized", 4) => "InitializeOnceBy",
        _ => null,
    };

    private static string? ShimOfImmutable(MethodReference method) => (method.Name, method.Parameters.Count) switch
    {
        ("Update", 2) => IsOfArray(method) ? "UpdateArray" : "Update",
        ("Update", 3) => IsOfArray(method) ? "UpdateArrayWith" : "UpdateWith",
        ("GetOrAdd", 3) => IsFunction(method, 2) ? "GetOrAdd" : null,
        ("GetOrAdd", 4) => "GetOrAddWith",
        ("AddOrUpdate", 4) => IsFunction(method, 2) ? "AddOrUpdate" : "AddOrUpdateValue",
        _ => null,
    };

    private static bool IsOfArray(MethodReference method) =>
        method.Parameters[0].ParameterType is ByReferenceType { ElementType: var place } && place.GetElementType().FullName == "System.Collections.Immutable.ImmutableArray`1";

    private static bool IsFunction(MethodReference method, int parameter) => method.Parameters[parameter].ParameterType.GetElementType().FullName.StartsWith("System.Func`", StringComparison.Ordinal);
}
