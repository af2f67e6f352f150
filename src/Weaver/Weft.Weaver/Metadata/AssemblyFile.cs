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
            AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(file, resolver.Parameters);
            if (!CanBeWoven(file, assembly.MainModule, diagnostics))
                return null;
            (AssemblyDefinition definition, SymbolKind symbols) = WithSymbols(file, assembly, resolver, diagnostics);
            bool readyToRun = (definition.MainModule.Attributes & ModuleAttributes.ILOnly) == 0;
            return new(definition, file, symbols, readyToRun, WovenHash(definition));
        }
        catch (Exception exception) when (exception is BadImageFormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or EndOfStreamException)
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
        else
            return true;
        return false;
    }

    private static (AssemblyDefinition, SymbolKind) WithSymbols(string file, AssemblyDefinition plain, AssemblyResolver resolver, DiagnosticBag diagnostics)
    {
        string beside = Path.ChangeExtension(file, ".pdb");
        bool embedded = plain.MainModule.HasDebugHeader
            && plain.MainModule.GetDebugHeader().Entries.Any(entry => entry.Directory.Type == ImageDebugType.EmbeddedPortablePdb);
        if (!embedded && !File.Exists(beside))
            return (plain, SymbolKind.None);
        try
        {
            ReaderParameters parameters = resolver.Parameters;
            parameters.ReadSymbols = true;
            parameters.SymbolReaderProvider = embedded ? new EmbeddedPortablePdbReaderProvider() : new PortablePdbReaderProvider();
            if (!embedded)
                parameters.SymbolStream = new MemoryStream(File.ReadAllBytes(beside));
            AssemblyDefinition read = AssemblyDefinition.ReadAssembly(file, parameters);
            return (read, embedded ? SymbolKind.Embedded : SymbolKind.Portable);
        }
        catch (Exception exception) when (exception is SymbolsNotMatchingException or SymbolsNotFoundException or BadImageFormatException
            or InvalidOperationException or ArgumentException or IOException or NotSupportedException)
        {
            diagnostics.Warning(Codes.SymbolsUnusable, new(beside, 0, 0), $"the symbols are not used: {exception.Message}; messages have no source positions and the woven assembly has no symbols");
            return (plain, SymbolKind.None);
        }
    }

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
