using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Verification;

/// <summary>What the verification of files found.</summary>
/// <param name="Findings">The defects, and files that could not be read.</param>
/// <param name="Assemblies">Number of assemblies.</param>
/// <param name="Methods">Number of methods with a body.</param>
public sealed record FileVerification(ImmutableArray<Diagnostic> Findings, int Assemblies, int Methods);

/// <summary>Verifies assemblies as they lie on disk.</summary>
public static class FileVerifier
{
    /// <summary>Verifies assemblies, which find their references beside them, in the given folders and in the frameworks of the application.</summary>
    public static FileVerification Verify(
        IReadOnlyCollection<string> files, IEnumerable<string> referenceFolders, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        DiagnosticBag diagnostics = new();
        string[] folders = [.. files.Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!).Distinct(StringComparer.Ordinal)];
        AssemblyResolver resolver = new([.. folders, .. referenceFolders.Select(Path.GetFullPath), .. Frameworks(folders)]);
        List<(string File, AssemblyDefinition Assembly)> assemblies = [];
        foreach (string file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (AssemblyFile.Read(file, resolver, diagnostics) is not { } read)
                continue;
            resolver.Register(read.Definition);
            assemblies.Add((file, read.Definition));
        }
        int methods = 0;
        foreach ((string file, AssemblyDefinition assembly) in assemblies)
        {
            progress?.Report($"verifying the IL of {assembly.Name.Name}");
            foreach (Diagnostic finding in Verifier.Verify(assembly, file, cancellationToken))
                diagnostics.Add(finding);
            methods += assembly.MainModule.GetTypes().Sum(type => type.Methods.Count(method => method.HasBody));
        }
        return new(diagnostics.Sorted(), assemblies.Count, methods);
    }

    /// <summary>Those of the applications first, then the newest: a library may need another framework than the program beside it, and not every one is installed.</summary>
    private static List<string> Frameworks(string[] folders)
    {
        DiagnosticBag diagnostics = new();
        return [.. folders.SelectMany(folder => SharedFrameworks.Find(folder, diagnostics)), .. SharedFrameworks.Find(null, diagnostics)];
    }
}
