using System.Buffers.Binary;
using System.Reflection.PortableExecutable;
using Weft.Weaver.Diagnostics;

namespace Weft.Cli.Processes;

/// <summary>Looks at the paths that a user names before any work starts, so that a wrong one is told in the user's own words.</summary>
internal static class InputPaths
{
    /// <summary>What the SDK puts before a single-file bundle's header offset; an ordinary executable has it too, with offset zero.</summary>
    private static readonly byte[] BundleSignature = Convert.FromHexString("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae");

    /// <summary>Throws for the first path that is neither an assembly nor a folder with assemblies.</summary>
    public static void Check(IEnumerable<string> paths)
    {
        foreach (string path in paths)
            Check(path);
    }

    /// <summary>Whether a file holds metadata.</summary>
    public static bool IsManaged(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            using PEReader reader = new(stream);
            return reader.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private static void Check(string path)
    {
        if (Directory.Exists(path))
        {
            if (Directory.EnumerateFiles(path, "*.dll").Any() || Directory.EnumerateFiles(path, "*.exe").Any(IsManaged))
                return;
            string? bundle = Directory.EnumerateFiles(path).FirstOrDefault(IsBundle);
            throw new CommandException(bundle is null ? $"'{path}' holds no assemblies." : BundleMessage(bundle));
        }
        if (!File.Exists(path))
            throw new CommandException($"{Codes.InputNotFound}: '{path}' does not exist.");
        if (IsManaged(path))
            return;
        throw new CommandException(IsBundle(path) ? BundleMessage(path) : $"'{path}' is not a .NET assembly, or it is damaged.");
    }

    private static string BundleMessage(string file) =>
        $"'{file}' is a single-file bundle. Weave the application's folder before it is bundled: publish without PublishSingleFile.";

    private static bool IsBundle(string file)
    {
        const int headerOffset = 8;
        byte[] content = File.ReadAllBytes(file);
        int at = content.AsSpan().IndexOf(BundleSignature);
        return at >= headerOffset && BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(at - headerOffset)) != 0;
    }
}
