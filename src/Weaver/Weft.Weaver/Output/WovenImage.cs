using System.Collections.Immutable;
using System.Security.Cryptography;
using Mono.Cecil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Output;

/// <summary>The bytes of one rewritten assembly and of its symbols.</summary>
/// <remarks>
/// Written through memory streams with an identifier made from the content, so that the same input gives the same bytes in any folder: a file
/// stream would put its path into the debug directory.
/// </remarks>
internal sealed class WovenImage
{
    private readonly ArraySegment<byte> _assembly;
    private readonly ArraySegment<byte>? _symbols;

    private WovenImage(ApplicationAssembly source, ArraySegment<byte> assembly, ArraySegment<byte>? symbols)
    {
        Source = source;
        _assembly = assembly;
        _symbols = symbols;
    }

    /// <summary>The assembly that was read.</summary>
    internal ApplicationAssembly Source { get; }

    /// <summary>Makes the images of all assemblies that the plan rewrites.</summary>
    internal static ImmutableArray<WovenImage> MakeAll(WeavePlan plan, WeaveContext context, string? keyFile, CancellationToken cancellationToken)
    {
        byte[]? key = keyFile is null ? null : ReadKey(keyFile, context.Diagnostics);
        ImmutableArray<WovenImage>.Builder images = ImmutableArray.CreateBuilder<WovenImage>();
        foreach (AssemblyPlan assembly in plan.Assemblies.Where(assembly => assembly.Rewrite))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ApplicationAssembly source = context.Workspace.Assemblies.First(item => item.Definition == assembly.Assembly);
            if (!source.IsLower)
                images.Add(Make(source, key, context.Diagnostics));
        }
        return images.ToImmutable();
    }

    /// <summary>Adds the files to those that will be written.</summary>
    internal void AddTo(FileSet files, string folder)
    {
        string file = Path.Combine(folder, Path.GetFileName(Source.File));
        files.Add(file, _assembly);
        if (_symbols is { } symbols)
            files.Add(Path.ChangeExtension(file, ".pdb"), symbols);
    }

    private static WovenImage Make(ApplicationAssembly source, byte[]? key, DiagnosticBag diagnostics)
    {
        ModuleDefinition module = source.Definition.MainModule;
        if (source.ReadyToRun)
        {
            // The precompiled code belongs to the bodies as they were; without it the image is plain IL for any processor.
            module.Attributes |= ModuleAttributes.ILOnly;
            module.Architecture = TargetArchitecture.I386;
            diagnostics.Information(Codes.ReadyToRunAssembly, new(source.File, 0, 0), "The precompiled code of this assembly is dropped; the JIT compiles it at run time.");
        }
        using MemoryStream image = new();
        using MemoryStream symbols = new();
        WriterParameters parameters = new() { DeterministicMvid = true };
        if (source.Symbols != SymbolKind.None)
        {
            DocumentTable.Keep(source);
            parameters.WriteSymbols = true;
            parameters.SymbolWriterProvider = new SymbolWriting(module, source.Symbols == SymbolKind.Embedded);
            parameters.SymbolStream = source.Symbols == SymbolKind.Portable ? symbols : null;
        }
        bool signed = source.Definition.Name.HasPublicKey;
        byte[] name = source.Definition.Name.PublicKey;
        if (signed)
            Sign(source, parameters, key, diagnostics);
        try
        {
            module.Write(image, parameters);
        }
        catch (Exception exception) when (signed && key is not null && exception is CryptographicException or ArgumentException)
        {
            diagnostics.Error(Codes.KeyUnsuitable, new(source.File, 0, 0), $"The assembly cannot be signed: {exception.Message}");
        }
        if (signed && !source.Definition.Name.PublicKey.SequenceEqual(name))
            diagnostics.Error(Codes.KeyUnsuitable, new(source.File, 0, 0), "The key is not the one that the assembly was signed with: its name would change, and no reference would find it.");
        return new(source, Written(image), source.Symbols == SymbolKind.Portable ? Written(symbols) : (ArraySegment<byte>?)null);
    }

    private static ArraySegment<byte> Written(MemoryStream stream) => new(stream.GetBuffer(), 0, (int)stream.Length);

    private static void Sign(ApplicationAssembly source, WriterParameters parameters, byte[]? key, DiagnosticBag diagnostics)
    {
        if (key is not null)
        {
            parameters.StrongNameKeyBlob = key;
            return;
        }
        bool delayed = (source.Definition.MainModule.Attributes & ModuleAttributes.StrongNameSigned) == 0;
        diagnostics.Information(Codes.StrongNameKept, new(source.File, 0, 0), delayed
            ? "The assembly is delay-signed and stays so: it keeps its name and the room for its signature. Sign it as before, or give the key with --key."
            : "The assembly keeps its strong name, but its signature is no longer that of its bytes. .NET does not check it; give the key with --key where something else does.");
    }

    private static byte[]? ReadKey(string file, DiagnosticBag diagnostics)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            diagnostics.Error(Codes.InputNotFound, new(file, 0, 0), $"The key file cannot be read: {e.Message}");
            return null;
        }
    }
}
