using Mono.Cecil;
using Weft.Corpus.Sets;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;
using Weft.Weaver.Verification;

namespace Weft.Corpus.Gates;

/// <summary>Verifies the IL of the woven files, and keeps what their unwoven forms do not have.</summary>
internal sealed class VerifierGate(string unwovenFolder, string wovenFolder)
{
    private const string Gate = "verifier";
    private readonly AssemblyResolver _before = Resolver(unwovenFolder), _after = Resolver(wovenFolder);
    private readonly List<Finding> _findings = [];

    /// <summary>What is new.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Methods with a body that were verified.</summary>
    public int Methods { get; private set; }

    /// <summary>Verifies some files of the woven folder.</summary>
    public void Verify(IEnumerable<string> woven, CancellationToken cancellation)
    {
        foreach (string name in woven.Select(file => Path.GetFileNameWithoutExtension(file)!))
        {
            cancellation.ThrowIfCancellationRequested();
            AssemblyDefinition assembly = Find(_after, name);
            foreach (Diagnostic finding in Verifier.Compare(() => Find(_before, name), assembly, name, cancellation))
                _findings.Add(new(Gate, finding.ToString()));
            Methods += assembly.MainModule.GetTypes().SelectMany(type => type.Methods).Count(method => method.HasInstructions());
        }
    }

    private static AssemblyDefinition Find(AssemblyResolver resolver, string name) => resolver.TryFind(name) ?? throw new FileNotFoundException($"{name} was not found.");

    private static AssemblyResolver Resolver(string folder) => new([folder, FrameworkFolders.Core, FrameworkFolders.Web]);
}
