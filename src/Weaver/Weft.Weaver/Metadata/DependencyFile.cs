using System.Text.Json;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Metadata;

/// <summary>Reads which files of a self-contained application belong to the framework.</summary>
internal static class DependencyFile
{
    /// <summary>The names of the framework's assemblies that lie in the folder; none for applications on a shared framework.</summary>
    public static HashSet<string> FrameworkFiles(string folder, DiagnosticBag diagnostics)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (string file in Directory.GetFiles(folder, "*.deps.json"))
        {
            try
            {
                AddFrameworkFiles(file, names);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                diagnostics.Error(Codes.DependencyFileUnreadable, new(file, 0, 0), $"the file does not list the application's dependencies: {exception.Message} Build or publish the application again");
            }
        }
        return names;
    }

    private static void AddFrameworkFiles(string file, HashSet<string> names)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        if (!document.RootElement.TryGetProperty("targets", out JsonElement targets))
            return;
        foreach (JsonProperty library in targets.EnumerateObject().SelectMany(target => target.Value.EnumerateObject()))
        {
            if (library.Name.StartsWith("runtimepack.", StringComparison.Ordinal) && library.Value.TryGetProperty("runtime", out JsonElement files))
                names.UnionWith(files.EnumerateObject().Select(entry => Path.GetFileName(entry.Name)));
        }
    }
}
