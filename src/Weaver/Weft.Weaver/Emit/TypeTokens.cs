using Mono.Cecil;

namespace Weft.Weaver.Emit;

/// <summary><c>typeof</c> in IL.</summary>
internal static class TypeTokens
{
    internal static MethodReference ToType(ContractReferences contract) => ContractReferences.FrameworkMethod(
        contract.Framework("System", "Type"), "GetTypeFromHandle", contract.Framework("System", "Type"), hasThis: false,
        contract.Framework("System", "RuntimeTypeHandle", valueType: true));
}
