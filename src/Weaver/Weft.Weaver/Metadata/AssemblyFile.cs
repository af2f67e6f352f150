using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Metadata;

/// <summary>Reads one assembly with its symbols, or says why it cannot be woven.</summary>
internal static class AssemblyFile
{
    private const string MarkerKey = "Weft.Woven";

    /// <summary>Reads an assembly; null, with a message, where it cannot be woven.</summary>
    public static ApplicationAssembly? Read(string file, AssemblyResolver resolver, DiagnosticBag diagnostics)
    {
        try
        {
            MetadataLimits.Check(file);
            AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(file, resolver.Parameters);
            if (!CanBeWoven(file, assembly.MainModule, diagnostics))
                return null;
            SymbolKind symbols = ReadSymbols(file, assembly.MainModule, diagnostics);
            bool readyToRun = (assembly.MainModule.Attributes & ModuleAttributes.ILOnly) == 0;
            return new(assembly, file, symbols, readyToRun, WovenHash(assembly));
        }
        catch (Exception exception) when (Damage.IsSign(exception))
        {
            diagnostics.Error(Codes.DamagedAssembly, new(file, 0, 0), $"the assembly is damaged{(exception.Message.Trim().Length == 0 ? "" : ": " + exception.Message.TrimEnd('.'))} ({exception.GetType().Name} while reading it); build it again");
            return null;
        }
    }

    private static bool CanBeWoven(string file, ModuleDefinition module, DiagnosticBag diagnostics)
    {
        if (module.Assembly.Modules.Count > 1)
            diagnostics.Error(Codes.MixedModeAssembly, new(file, 0, 0), "the assembly has several modules and cannot be woven");
        else if ((module.Attributes & (ModuleAttributes.ILOnly | (ModuleAttributes)4)) == 0)
            diagnostics.Error(Codes.MixedModeAssembly, new(file, 0, 0), "the assembly holds native code beside IL and cannot be woven; leave it out of the inputs");
        else if (module.Assembly.IsReferenceAssembly())
            diagnostics.Error(Codes.ReferenceAssembly, new(file, 0, 0), "this is a reference assembly: compilers read it, and no program runs it; weave the assembly that the build put beside the program");
        else if (module.EntryPoint is not null && FrameworkOf(module.Assembly) is { } framework)
            diagnostics.Error(Codes.FrameworkTooOld, new(file, 0, 0), $"the program runs on {framework}; a woven application needs net10.0 or later: retarget it (libraries for .NET Framework are welcome)");
        else
            return true;
        return false;
    }

    private static SymbolKind ReadSymbols(string file, ModuleDefinition module, DiagnosticBag diagnostics)
    {
        string beside = Path.ChangeExtension(file, ".pdb");
        bool embedded = module.HasDebugHeader && module.GetDebugHeader().Entries.Any(entry => entry.Directory.Type == ImageDebugType.EmbeddedPortablePdb);
        if (!embedded && !File.Exists(beside))
            return SymbolKind.None;
        try
        {
            byte[] content = embedded ? [] : File.ReadAllBytes(beside);
            if (!embedded && !IsPortable(content))
            {
                diagnostics.Warning(Codes.SymbolsUnusable, new(beside, 0, 0), "the symbols are not used: this is no portable PDB, but most likely one of the Windows format; build with <DebugType>portable</DebugType>. Until then messages have no source positions, and the woven assembly has no symbols");
                return SymbolKind.None;
            }
            module.ReadSymbols(embedded
                ? new EmbeddedPortablePdbReaderProvider().GetSymbolReader(module, file)
                : new PortablePdbReaderProvider().GetSymbolReader(module, new MemoryStream(content)));
            return embedded ? SymbolKind.Embedded : SymbolKind.Portable;
        }
        catch (Exception exception) when (exception is SymbolsNotMatchingException or SymbolsNotFoundException or BadImageFormatException
            or InvalidOperationException or ArgumentException or IOException or NotSupportedException)
        {
            diagnostics.Warning(Codes.SymbolsUnusable, new(beside, 0, 0), $"the symbols are not used: {exception.Message.TrimEnd('.')}; messages have no source positions and the woven assembly has no symbols");
            return SymbolKind.None;
        }
    }

    private static bool IsPortable(byte[] symbols) => symbols is [(byte)'B', (byte)'S', (byte)'J', (byte)'B', ..];

    /// <summary>The version of .NET Framework that an assembly was compiled for; null for others.</summary>
    private static string? FrameworkOf(AssemblyDefinition assembly) => assembly.CustomAttributes
        .Where(attribute => attribute.AttributeType.FullName == "System.Runtime.Versioning.TargetFrameworkAttribute")
        .Select(attribute => attribute.ConstructorArguments is [{ Value: string name }, ..] && name.StartsWith(".NETFramework,", StringComparison.Ordinal) ? name : null)
        .FirstOrDefault(name => name is not null);

    private static string? WovenHash(AssemblyDefinition assembly)
    {
        foreach (CustomAttribute attribute in assembly.CustomAttributes)
        {
            if (attribute.AttributeType.FullName == "System.Reflection.AssemblyMetadataAttribute"
                && attribute.ConstructorArguments is [{ Value: MarkerKey }, { Value: string value }])
            {
                return value.Substring(value.IndexOf(';') + 1);
            }
        }
        return null;
    }
}
