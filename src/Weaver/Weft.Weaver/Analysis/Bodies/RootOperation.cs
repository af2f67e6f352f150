using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>An atomic operation that the runtime carries out on a root as a whole.</summary>
/// <param name="Type">The framework's class.</param>
/// <param name="Method">Its method.</param>
/// <param name="Parameters">How many parameters that has, the place included.</param>
/// <param name="Contract">The method of <c>RootAccess</c>, which takes the same, then the rule and the key.</param>
internal sealed record RootOperation(string Type, string Method, int Parameters, string Contract)
{
    internal static ImmutableArray<RootOperation> All { get; } =
    [
        new("System.Threading.Interlocked", "CompareExchange", 3, "CompareExchange"),
        new("System.Threading.Interlocked", "Exchange", 2, "Exchange"),
        new("System.Threading.Volatile", "Write", 2, "VolatileWrite"),
        new(SteppedCalls.Lazy, "EnsureInitialized", 2, "EnsureInitialized"),
        new(SteppedCalls.Lazy, "EnsureInitialized", 1, "EnsureNew"),
    ];

    /// <summary>The operation that a call is, on a place of a type; null if it is none.</summary>
    internal static RootOperation? Of(Instruction call, TypeReference place)
    {
        if (call.OpCode.Code != Code.Call || call.Operand is not MethodReference method || method.DeclaringType is TypeSpecification || !method.HasParameters)
            return null;
        TypeReference worked = method.Parameters[0].ParameterType.Substitute(method.DeclaringType, method).Unmodified();
        return worked is ByReferenceType reference && reference.ElementType.Unmodified().FullName == place.FullName
            ? All.FirstOrDefault(item => item.Type == method.DeclaringType.FullName && item.Method == method.Name && item.Parameters == method.Parameters.Count)
            : null;
    }
}
