using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Verification;

/// <summary>
/// Verifies IL, which the runtime does not: a value of another class than the one that is declared, a field of a foreign object or a missing cast would
/// corrupt memory without a word. Code that cannot be verified but is legal, such as that with pointers, is let through.
/// </summary>
public static class Verifier
{
    private const string WeaversDefect = " (a defect of Weft: please report it with this message and the assembly; until it is mended, exclude the class)";

    /// <summary>Finds the defects of an assembly.</summary>
    /// <param name="assembly">The assembly; its references must resolve.</param>
    /// <param name="file">Stands for the source where there are no symbols.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static ImmutableArray<Diagnostic> Verify(AssemblyDefinition assembly, string file, CancellationToken cancellationToken = default) =>
        [.. AssemblyVerifier.Verify(assembly, cancellationToken).Select(finding => finding.ToDiagnostic(file))];

    /// <summary>Finds the defects that a woven assembly has and its pristine form has not.</summary>
    /// <param name="pristine">Reads the assembly as it was, with references of its own. Called only where it is needed.</param>
    /// <param name="woven">The assembly in memory, after all transforms.</param>
    /// <param name="file">Stands for the source where there are no symbols.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static ImmutableArray<Diagnostic> Compare(
        Func<AssemblyDefinition> pristine, AssemblyDefinition woven, string file, CancellationToken cancellationToken = default) =>
        Compare(pristine, woven, file, _ => true, cancellationToken);

    /// <summary>The same for some of its types.</summary>
    internal static ImmutableArray<Diagnostic> Compare(
        Func<AssemblyDefinition> pristine, AssemblyDefinition woven, string file, Func<TypeDefinition, bool> chosen, CancellationToken cancellationToken)
    {
        List<Finding> findings = AssemblyVerifier.Verify(woven, chosen, cancellationToken);
        bool namesCorlib = CorlibScope.IsNamedBy(woven.MainModule);
        if (findings.Count == 0 && !namesCorlib)
            return [];
        AssemblyDefinition before = pristine();
        if (namesCorlib && !CorlibScope.IsNamedBy(before.MainModule))
            findings.Add(CorlibScope.Finding);
        return [.. FindingComparison.New(PristineFindings(before, findings), findings).Select(finding => finding.ToDiagnostic(file, WeaversDefect))];
    }

    /// <summary>What is wrong with those classes already that findings are in.</summary>
    private static List<Finding> PristineFindings(AssemblyDefinition pristine, List<Finding> woven)
    {
        HashSet<string> names = [.. woven.Select(finding => finding.TypeName)];
        return AssemblyVerifier.Verify(pristine, type => names.Contains(type.FullName));
    }
}
