using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Weft.Weaver.Tests.Compiling;

/// <summary>One assembly that a test compiles from text, with what projects can say about it.</summary>
internal sealed record Source(string Name, string Code)
{
    internal TargetFramework Framework { get; init; } = TargetFramework.Net10;

    /// <summary>Files of other assemblies.</summary>
    internal ImmutableArray<string> References { get; init; } = [];

    /// <summary>Names by which the code tells referenced assemblies apart that have types of one name.</summary>
    internal ImmutableArray<(string Assembly, string Alias)> Aliases { get; init; } = [];

    internal OutputKind Kind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    internal OptimizationLevel Optimization { get; init; } = OptimizationLevel.Debug;

    internal DebugInformationFormat? Symbols { get; init; } = DebugInformationFormat.PortablePdb;

    internal byte[]? Key { get; init; }

    internal bool DelaySign { get; init; }

    internal bool PublicSign { get; init; }

    internal bool MetadataOnly { get; init; }

    /// <summary>Resources by name.</summary>
    internal ImmutableArray<(string Name, byte[] Content)> Resources { get; init; } = [];

    /// <summary>Source files besides the first one, by path.</summary>
    internal ImmutableArray<(string Path, string Code)> MoreFiles { get; init; } = [];

    internal bool Win32Resources { get; init; }

    internal string? SourceLink { get; init; }

    internal bool EmbedSources { get; init; }

    internal string FilePath => Name + ".cs";

    /// <summary>Compiles it into a folder.</summary>
    /// <returns>The assembly's file.</returns>
    internal string Compile(string folder)
    {
        Directory.CreateDirectory(folder);
        string extension = Kind switch { OutputKind.NetModule => ".netmodule", _ => ".dll" };
        string file = Path.Combine(folder, Name + extension);
        CSharpParseOptions parse = new(LanguageVersion.Preview);
        (string Path, string Code)[] files = [(FilePath, Code), .. MoreFiles, .. Attribute()];
        SyntaxTree[] trees = [.. files.Select(item => CSharpSyntaxTree.ParseText(SourceText.From(item.Code, System.Text.Encoding.UTF8), parse, item.Path))];
        CSharpCompilation compilation = CSharpCompilation.Create(Name, trees, Framework.References.Concat(References).Select(Reference), Options(folder));
        DebugInformationFormat format = Symbols ?? DebugInformationFormat.PortablePdb;
        bool separate = Symbols == DebugInformationFormat.PortablePdb;
        using FileStream image = File.Create(file);
        using Stream? symbols = separate ? File.Create(Path.ChangeExtension(file, ".pdb")) : null;
        using MemoryStream? link = SourceLink is null ? null : new(System.Text.Encoding.UTF8.GetBytes(SourceLink));
        EmitOptions options = new(metadataOnly: MetadataOnly, includePrivateMembers: !MetadataOnly, debugInformationFormat: format, pdbFilePath: Name + ".pdb");
        EmitResult result = compilation.Emit(
            image,
            symbols,
            win32Resources: Win32Resources ? compilation.CreateDefaultWin32Resources(versionResource: true, noManifest: false, manifestContents: null, iconInIcoFormat: null) : null,
            manifestResources: Resources.Select(item => new ResourceDescription(item.Name, () => new MemoryStream(item.Content), isPublic: true)),
            options: options,
            sourceLinkStream: link,
            embeddedTexts: EmbedSources ? files.Select((item, index) => EmbeddedText.FromSource(item.Path, trees[index].GetText())) : null);
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        return file;
    }

    private CSharpCompilationOptions Options(string folder)
    {
        CSharpCompilationOptions options = new CSharpCompilationOptions(Kind, optimizationLevel: Optimization, allowUnsafe: true, deterministic: true)
            .WithMetadataImportOptions(MetadataImportOptions.All);
        if (Key is null)
            return options;
        // Delay and public signing take the public half alone.
        string file = Path.Combine(folder, Name + ".snk");
        File.WriteAllBytes(file, Key);
        return options.WithCryptoKeyFile(Path.GetFullPath(file)).WithDelaySign(DelaySign ? true : null).WithPublicSign(PublicSign)
            .WithStrongNameProvider(new DesktopStrongNameProvider());
    }

    private IEnumerable<(string, string)> Attribute() => Kind == OutputKind.NetModule
        ? []
        : [("TargetFramework.cs", $"[assembly: System.Runtime.Versioning.TargetFramework(\"{Framework.Moniker}\")]")];

    private PortableExecutableReference Reference(string file) => Read(file).WithAliases(Aliases.Where(item => item.Assembly == Path.GetFileNameWithoutExtension(file)).Select(item => item.Alias));

    private static PortableExecutableReference Read(string file) => file.EndsWith(".netmodule", StringComparison.Ordinal)
        ? ModuleMetadata.CreateFromFile(file).GetReference(filePath: file)
        : MetadataReference.CreateFromFile(file);
}
