using Microsoft.Build.Framework;

namespace Weft.MSBuild;

/// <summary>Finds the shared frameworks that a project's program will run on: the reference packs of the compiler do not show private fields.</summary>
internal static class FrameworkFolders
{
    private const string Core = "Microsoft.NETCore.App";

    /// <summary>For each framework the folder of the newest installed patch of the version; for projects of other frameworks, that of the newest .NET.</summary>
    internal static IReadOnlyList<string> Of(string root, IEnumerable<string> frameworks, string targetFramework, string version)
    {
        if (targetFramework != ".NETCoreApp")
            return Newest(root, Core, "*") is { } any ? [any] : [];
        return [.. frameworks.Select(framework => Newest(root, framework, version + ".*")).Where(folder => folder is not null).Select(folder => folder!)];
    }

    /// <summary>The references that are not parts of the frameworks in these folders, which have the real assemblies.</summary>
    internal static IEnumerable<string> Beside(IReadOnlyList<string> folders, IEnumerable<ITaskItem> references, string targetFramework)
    {
        foreach (ITaskItem reference in references)
        {
            bool mayBePart = targetFramework != ".NETCoreApp" || reference.GetMetadata("FrameworkReferenceName").Length > 0;
            if (!mayBePart || !folders.Any(folder => File.Exists(Path.Combine(folder, Path.GetFileName(reference.ItemSpec)))))
                yield return reference.ItemSpec;
        }
    }

    private static string? Newest(string root, string framework, string pattern)
    {
        string versions = Path.Combine(root, framework);
        if (!Directory.Exists(versions))
            return null;
        string? newest = Directory.GetDirectories(versions, pattern)
            .Where(folder => Version.TryParse(Path.GetFileName(folder), out _))
            .OrderByDescending(folder => Version.Parse(Path.GetFileName(folder)))
            .FirstOrDefault();
        return newest is null ? null : Path.GetFullPath(newest);
    }
}
