using Mono.Cecil;

namespace Weft.Weaver.Emit;

/// <summary>Constructors of closed delegate types.</summary>
internal static class Delegates
{
    internal static MethodReference Constructor(ContractReferences contract, string @namespace, string name, params TypeReference[] arguments) =>
        Constructor(contract, contract.Framework(@namespace, name).Closed(arguments));

    internal static MethodReference Constructor(ContractReferences contract, TypeReference type) =>
        contract.FrameworkConstructor(type, contract.Target.TypeSystem.Object, contract.Target.TypeSystem.IntPtr);
}
