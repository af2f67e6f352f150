using System.Text.Json;

namespace Weft.Weaver.Metadata;

/// <summary>Reads which files of a self-contained application belong to the framework.</summary>
internal static class DependencyFile
{
    /// <summary>The names of the framework's assemblies that lie in the folder; none for applications on a shared framework.</summary>
    public static HashSet<string> FrameworkFiles(string folder)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (string file in Directory.GetFiles(folder, "*.deps.json"))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            if (!document.RootElement.TryGetProperty("targets", out JsonElement targets))
                continue;
            foreach (JsonProperty library in targets.EnumerateObject().SelectMany(target => target.Value.EnumerateObject()))
            {
                if (library.Name.StartsWith("runtimepack.", StringComparison.Ordinal) && library.Value.TryGetProperty("runtime", out JsonElement files))
                    names.UnionWith(files.EnumerateObject().Select(entry => Path.GetFileName(entry.Name)));
            }
        }
        return names;
    }
}
