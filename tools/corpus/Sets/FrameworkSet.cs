using System.Runtime.InteropServices;

namespace Weft.Corpus.Sets;

/// <summary>The shared framework of ASP.NET Core that this process runs on, with the one below it.</summary>
internal static class FrameworkSet
{
    /// <summary>
    /// The core library cannot be woven: what woven code calls is itself made of it. Facades of packages that are not part of the framework have references
    /// that lead nowhere.
    /// </summary>
    private static readonly HashSet<string> LeftOut = new(StringComparer.OrdinalIgnoreCase) { "System.Private.CoreLib" };

    /// <summary>Copies the framework's assemblies.</summary>
    /// <param name="folder">A folder for them.</param>
    /// <param name="only">Simple names of those to take; all where it is empty.</param>
    public static ApplicationSet Make(string folder, IReadOnlyCollection<string> only)
    {
        Directory.CreateDirectory(folder);
        string core = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar);
        string version = Path.GetFileName(core);
        string asp = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(core)!)!, "Microsoft.AspNetCore.App", version);
        foreach (string file in Directory.GetFiles(core, "*.dll").Concat(Directory.GetFiles(asp, "*.dll")))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            if (!LeftOut.Contains(name) && (only.Count == 0 || only.Contains(name)))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }
        return new($"ASP.NET Core shared framework {version}", folder, IsFramework: true, Program: null);
    }
}
