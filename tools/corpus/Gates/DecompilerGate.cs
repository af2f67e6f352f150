using System.Collections.Concurrent;
using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;
using ICSharpCode.Decompiler.Metadata;
using ICSharpCode.Decompiler.TypeSystem;
using Weft.Corpus.Sets;

namespace Weft.Corpus.Gates;

/// <summary>
/// Has a decompiler make C# of woven assemblies, type by type. It follows each body by rules of its own, and fails at what no compiler would have written; where it fails at the unwoven form
/// too, that says nothing about the weaver.
/// </summary>
internal sealed class DecompilerGate(string unwovenFolder, string wovenFolder)
{
    private const string Gate = "decompiler";
    private readonly ConcurrentBag<Finding> _findings = [];
    private int _types;

    /// <summary>What fails woven alone.</summary>
    public IReadOnlyCollection<Finding> Findings => _findings;

    /// <summary>Types of which it made C#, with those that are nested in them.</summary>
    public int Types => _types;

    /// <summary>Decompiles the assemblies of these names, as far as they were woven.</summary>
    public void Decompile(IEnumerable<string> names, CancellationToken cancellation)
    {
        foreach (string name in names.Where(name => File.Exists(Path.Combine(wovenFolder, name + ".dll"))))
        {
            using PEFile woven = new(Path.Combine(wovenFolder, name + ".dll"));
            FullTypeName[] types = [.. woven.Metadata.GetTopLevelTypeDefinitions().Select(type => type.GetFullTypeName(woven.Metadata))];
            DecompilerTypeSystem system = TypeSystem(woven, wovenFolder);
            ParallelOptions options = new() { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
            Parallel.ForEach(types, options, type =>
            {
                if (Failure(system, type, cancellation) is not { } failure)
                    Interlocked.Increment(ref _types);
                else if (!FailsUnwoven(name, type, cancellation))
                    _findings.Add(new(Gate, $"{name}: {type}: {failure}"));
            });
        }
    }

    private bool FailsUnwoven(string name, FullTypeName type, CancellationToken cancellation)
    {
        using PEFile unwoven = new(Path.Combine(unwovenFolder, name + ".dll"));
        return Failure(TypeSystem(unwoven, unwovenFolder), type, cancellation) is not null;
    }

    private static string? Failure(DecompilerTypeSystem system, FullTypeName type, CancellationToken cancellation)
    {
        CSharpDecompiler decompiler = new(system, new DecompilerSettings()) { CancellationToken = cancellation };
        try
        {
            string text = decompiler.DecompileTypeAsString(type);
            return text.Length > 0 ? null : "there is no text";
        }
        catch (DecompilerException failure)
        {
            return $"{failure.Message} {failure.InnerException?.GetType().Name}: {failure.InnerException?.Message}";
        }
    }

    private static DecompilerTypeSystem TypeSystem(PEFile file, string folder)
    {
        UniversalAssemblyResolver resolver = new(file.FileName, throwOnError: false, file.DetectTargetFrameworkId());
        foreach (string each in new[] { folder, FrameworkFolders.Core, FrameworkFolders.Web })
            resolver.AddSearchDirectory(each);
        return new(file, resolver, new DecompilerSettings());
    }
}
