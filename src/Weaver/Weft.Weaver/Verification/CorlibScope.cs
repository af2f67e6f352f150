using Mono.Cecil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Verification;

/// <summary>
/// Applications refer to the core library's types through <c>System.Runtime</c> or <c>netstandard</c>. A reference to the library itself runs on no other version of
/// the framework; only reflection or a careless import makes one.
/// </summary>
internal static class CorlibScope
{
    private const string Corlib = "System.Private.CoreLib";

    internal static Finding Finding { get; } = new(Codes.UnresolvedToken, null, null, -1, $"the assembly refers to {Corlib}, to which it did not refer before");

    internal static bool IsNamedBy(ModuleDefinition module) => module.AssemblyReferences.Any(reference => reference.Name == Corlib);
}
