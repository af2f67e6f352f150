namespace Weft.MSBuild;

/// <summary>Finds the shared frameworks that a project's program will run on: the reference packs of the compiler do not show private fields.</summary>
internal static class FrameworkFolders
{
    /// <summary>For each framework the folder of the newest installed patch of the version.</summary>
    internal static IReadOnlyList<string> Of(string root, IEnumerable<string> frameworks, string version)
    {
        List<string> folders = [];
        foreach (string framework in frameworks)
        {
            string versions = Path.Combine(root, framework);
            if (!Directory.Exists(versions))
                continue;
            string? newest = Directory.GetDirectories(versions, version + ".*")
                .Where(folder => Version.TryParse(Path.GetFileName(folder), out _))
                .OrderByDescending(folder => Version.Parse(Path.GetFileName(folder)))
                .FirstOrDefault();
            if (newest is not null)
                folders.Add(Path.GetFullPath(newest));
        }
        return folders;
    }
}
