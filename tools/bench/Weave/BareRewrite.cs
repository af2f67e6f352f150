using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Bench.Weave;

/// <summary>The yardstick of weaving: Cecil reads an assembly with all bodies and symbols, and writes it.</summary>
internal static class BareRewrite
{
    public const string CommandName = "bare-rewrite";

    public static int Run(string file, string output)
    {
        bool symbols = File.Exists(Path.ChangeExtension(file, ".pdb"));
        using ModuleDefinition module = ModuleDefinition.ReadModule(file, new ReaderParameters { InMemory = true, ReadSymbols = symbols });
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
            _ = method.Body.Instructions.Count;
        using MemoryStream image = new();
        using MemoryStream pdb = new();
        WriterParameters parameters = new() { DeterministicMvid = true };
        if (symbols)
            (parameters.WriteSymbols, parameters.SymbolWriterProvider, parameters.SymbolStream) = (true, new PortablePdbWriterProvider(), pdb);
        module.Write(image, parameters);
        Directory.CreateDirectory(output);
        File.WriteAllBytes(Path.Combine(output, Path.GetFileName(file)), image.ToArray());
        if (symbols)
            File.WriteAllBytes(Path.Combine(output, Path.ChangeExtension(Path.GetFileName(file), ".pdb")), pdb.ToArray());
        return 0;
    }
}
