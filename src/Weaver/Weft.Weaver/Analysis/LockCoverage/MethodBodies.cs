using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Weft.Weaver.Analysis.LockCoverage;

/// <summary>The normal form that the analysis of bodies works on.</summary>
internal static class MethodBodies
{
    /// <summary>Gives a body its long opcodes; what it does stays the same.</summary>
    internal static void Simplify(MethodDefinition method) => method.Body.SimplifyMacros();
}
