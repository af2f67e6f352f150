using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Mono.Cecil.Cil;
using Weft.Weaver.Emit;
using Weft.Weaver.Metadata;
using CustomDebugInformation = System.Reflection.Metadata.CustomDebugInformation;
using Document = Mono.Cecil.Cil.Document;
using MethodAttributes = Mono.Cecil.MethodAttributes;
using MethodDefinition = Mono.Cecil.MethodDefinition;
using ModuleDefinition = Mono.Cecil.ModuleDefinition;
using SequencePoint = Mono.Cecil.Cil.SequencePoint;

namespace Weft.Weaver.Output;

/// <summary>
/// Keeps the symbols' table of documents as it was. Cecil writes a document when the first sequence point names it, and none that has no sequence point; but types refer to documents
/// by number, so that a debugger would look for them in the wrong file or beyond the table. A method that nobody calls names all of them first, in their order.
/// </summary>
internal static class DocumentTable
{
    private const int Hidden = 0xfeefee;

    /// <summary>Adds the method that names the documents.</summary>
    internal static void Keep(ApplicationAssembly source)
    {
        ModuleDefinition module = source.Definition.MainModule;
        List<Document> documents = Read(source, Named(module));
        if (documents.Count == 0)
            return;
        MethodDefinition method = new(Names.Documents, MethodAttributes.Private | MethodAttributes.Static | MethodAttributes.HideBySig, module.TypeSystem.Void);
        foreach (Document document in documents)
        {
            Instruction place = Instruction.Create(OpCodes.Nop);
            place.Offset = method.Body.Instructions.Count;
            method.Body.Instructions.Add(place);
            method.DebugInformation.SequencePoints.Add(new SequencePoint(place, document) { StartLine = Hidden, EndLine = Hidden });
        }
        method.Body.Instructions.Add(Instruction.Create(OpCodes.Ret));
        module.GetType("<Module>").Methods.Insert(0, method);
    }

    /// <summary>The documents that sequence points name, by name: those objects must be used again.</summary>
    private static Dictionary<string, Document> Named(ModuleDefinition module)
    {
        Dictionary<string, Document> named = new(StringComparer.Ordinal);
        foreach (MethodDefinition method in module.GetTypes().SelectMany(type => type.Methods))
        {
            if (!method.HasBody || !method.DebugInformation.HasSequencePoints)
                continue;
            foreach (SequencePoint point in method.DebugInformation.SequencePoints)
                named[point.Document.Url] = point.Document;
        }
        return named;
    }

    private static List<Document> Read(ApplicationAssembly source, Dictionary<string, Document> named)
    {
        using MetadataReaderProvider provider = source.Symbols == SymbolKind.Embedded
            ? Embedded(source.File)
            : MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(source.File, ".pdb")));
        MetadataReader reader = provider.GetMetadataReader();
        List<Document> documents = [];
        foreach (DocumentHandle handle in reader.Documents)
        {
            string name = reader.GetString(reader.GetDocument(handle).Name);
            documents.Add(named.TryGetValue(name, out Document? document) ? document : Make(reader, handle, name));
        }
        return documents;
    }

    private static MetadataReaderProvider Embedded(string file)
    {
        using PEReader image = new(File.OpenRead(file));
        return image.ReadEmbeddedPortablePdbDebugDirectoryData(image.ReadDebugDirectory().First(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb));
    }

    private static Document Make(MetadataReader reader, DocumentHandle handle, string name)
    {
        System.Reflection.Metadata.Document row = reader.GetDocument(handle);
        Document document = new(name)
        {
            TypeGuid = new("5a869d0b-6611-11d3-bd2a-0000f80849bd"),
            LanguageGuid = row.Language.IsNil ? Guid.Empty : reader.GetGuid(row.Language),
            HashAlgorithmGuid = row.HashAlgorithm.IsNil ? Guid.Empty : reader.GetGuid(row.HashAlgorithm),
            Hash = reader.GetBlobBytes(row.Hash),
        };
        foreach (CustomDebugInformationHandle item in reader.GetCustomDebugInformation(handle))
        {
            CustomDebugInformation information = reader.GetCustomDebugInformation(item);
            document.CustomDebugInformations.Add(new BinaryCustomDebugInformation(reader.GetGuid(information.Kind), reader.GetBlobBytes(information.Value)));
        }
        return document;
    }
}
