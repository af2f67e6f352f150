using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Weft.Weaver.Metadata;

/// <summary>
/// Refuses nonsense that no exception would tell of: types nested or derived without end, which overflow the stack, and lengths in signatures and attributes that ask for all memory there is.
/// </summary>
internal static class MetadataLimits
{
    private const int LongestChain = 500;
    private const int MostSpecificationsInside = 8;

    /// <summary>Looks at a whole file; throws <see cref="BadImageFormatException"/> where it passes a limit.</summary>
    internal static void Check(string file)
    {
        using PEReader image = new(File.OpenRead(file));
        if (!image.HasMetadata)
            return;
        MetadataReader metadata = image.GetMetadataReader(MetadataReaderOptions.None);
        CheckSignatures(metadata);
        CheckSpecifications(metadata);
        CheckTypes(metadata);
        AttributeScan attributes = new(metadata);
        foreach (CustomAttributeHandle attribute in metadata.CustomAttributes)
            attributes.Attribute(attribute);
    }

    private static void CheckSignatures(MetadataReader metadata)
    {
        SignatureScan scan = new();
        // Many members share one signature.
        HashSet<BlobHandle> seen = [];
        void Scan(BlobHandle signature)
        {
            if (seen.Add(signature))
                scan.Member(metadata.GetBlobReader(signature));
        }
        foreach (FieldDefinitionHandle field in metadata.FieldDefinitions)
            Scan(metadata.GetFieldDefinition(field).Signature);
        foreach (MethodDefinitionHandle method in metadata.MethodDefinitions)
            Scan(metadata.GetMethodDefinition(method).Signature);
        foreach (PropertyDefinitionHandle property in metadata.PropertyDefinitions)
            Scan(metadata.GetPropertyDefinition(property).Signature);
        foreach (MemberReferenceHandle member in metadata.MemberReferences)
            Scan(metadata.GetMemberReference(member).Signature);
        for (int row = 1; row <= metadata.GetTableRowCount(TableIndex.StandAloneSig); row++)
            Scan(metadata.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(row)).Signature);
        for (int row = 1; row <= metadata.GetTableRowCount(TableIndex.MethodSpec); row++)
            Scan(metadata.GetMethodSpecification(MetadataTokens.MethodSpecificationHandle(row)).Signature);
    }

    /// <summary>A type may be named inside another one by a row of its own: each adds its depth to that of the other.</summary>
    private static void CheckSpecifications(MetadataReader metadata)
    {
        int[][] inside = new int[metadata.GetTableRowCount(TableIndex.TypeSpec) + 1][];
        SignatureScan scan = new();
        for (int row = 1; row < inside.Length; row++)
        {
            scan.Type(metadata.GetBlobReader(metadata.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(row)).Signature));
            inside[row] = [.. scan.TypeSpecifications.Where(other => other > 0 && other < inside.Length)];
        }
        // What is still named after so many steps is nested deeper, or in itself.
        HashSet<int> level = [.. Enumerable.Range(1, inside.Length - 1).Where(row => inside[row].Length > 0)];
        for (int step = 0; level.Count > 0; step++)
        {
            if (step > MostSpecificationsInside)
                throw new BadImageFormatException("types that are named by rows of their own are nested too deep, or in themselves");
            level = [.. level.SelectMany(row => inside[row])];
        }
    }

    private static void CheckTypes(MetadataReader metadata)
    {
        CheckChains(metadata.TypeDefinitions, type => metadata.GetTypeDefinition(type).GetDeclaringType(), "classes are nested");
        CheckChains(metadata.TypeDefinitions, type => metadata.GetTypeDefinition(type).BaseType is { Kind: HandleKind.TypeDefinition } parent ? (TypeDefinitionHandle)parent : default, "classes derive from each other");
        CheckChains(metadata.TypeReferences, type => metadata.GetTypeReference(type).ResolutionScope is { Kind: HandleKind.TypeReference } outer ? (TypeReferenceHandle)outer : default, "references to types are nested");
        CheckChains(metadata.ExportedTypes, type => metadata.GetExportedType(type).Implementation is { Kind: HandleKind.ExportedType } outer ? (ExportedTypeHandle)outer : default, "exported types are nested");
    }

    private static void CheckChains<T>(IEnumerable<T> all, Func<T, T> next, string what) where T : struct, IEquatable<T>
    {
        Dictionary<T, int> lengths = [];
        List<T> chain = [];
        foreach (T first in all)
        {
            chain.Clear();
            T at = first;
            for (; !at.Equals(default) && !lengths.ContainsKey(at); at = next(at))
            {
                chain.Add(at);
                Limit(chain.Count, what);
            }
            int length = at.Equals(default) ? 0 : lengths[at];
            Limit(length + chain.Count, what);
            for (int index = chain.Count - 1; index >= 0; index--)
                lengths[chain[index]] = ++length;
        }
    }

    private static void Limit(int length, string what)
    {
        if (length > LongestChain)
            throw new BadImageFormatException($"{what} more than {LongestChain} deep, or in a circle");
    }
}
