using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Weft.Cli.Processes;

namespace Weft.Cli.Verification;

/// <summary>Which assemblies a path stands for.</summary>
internal static class VerifiedAssemblies
{
    private const string MarkerKey = "Weft.Woven";

    /// <summary>Files stand for themselves; a folder for its woven assemblies, or for all where none is woven or all are asked for.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths, bool all)
    {
        List<string> found = [];
        foreach (string path in paths.Select(Path.GetFullPath))
        {
            if (File.Exists(path))
            {
                found.Add(path);
                continue;
            }
            string[] managed = [.. Directory.EnumerateFiles(path, "*.dll").Where(InputPaths.IsManaged).Order(StringComparer.Ordinal)];
            string[] woven = all ? [] : [.. managed.Where(IsWoven)];
            found.AddRange(woven.Length > 0 ? woven : managed);
        }
        return [.. found.Distinct()];
    }

    /// <summary>Whether an assembly carries the weaver's marker.</summary>
    private static bool IsWoven(string file)
    {
        using FileStream stream = File.OpenRead(file);
        using PEReader image = new(stream);
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.IsAssembly && metadata.GetAssemblyDefinition().GetCustomAttributes().Any(handle => IsMarker(metadata, handle));
    }

    private static bool IsMarker(MetadataReader metadata, CustomAttributeHandle handle)
    {
        BlobReader value = metadata.GetBlobReader(metadata.GetCustomAttribute(handle).Value);
        const int shortest = 3;
        if (value.Length < shortest || value.ReadUInt16() != 1)
            return false;
        // The marker is an AssemblyMetadataAttribute; other attributes whose first argument is this very string do not exist.
        byte[] expected = System.Text.Encoding.UTF8.GetBytes(MarkerKey);
        return value.RemainingBytes > expected.Length && value.ReadByte() == expected.Length && value.ReadBytes(expected.Length).AsSpan().SequenceEqual(expected);
    }
}
