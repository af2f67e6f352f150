using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weft.Cli.Verification;

/// <summary>Writes the runtime configuration of the child process: this tool's runtime with the frameworks of the application.</summary>
internal static class FrameworkChoice
{
    private const string Core = "Microsoft.NETCore.App";
    private const string AspNetCore = "Microsoft.AspNetCore.App";

    public static void WriteConfiguration(string file, IReadOnlyCollection<string> folders, IReadOnlyCollection<string> assemblies, bool withWeb)
    {
        HashSet<string> names = [Core, .. folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.runtimeconfig.json")).SelectMany(NamesIn)];
        // A library has no runtime configuration: its references tell what it runs on.
        if (withWeb || assemblies.Any(assembly => RefersTo(assembly, "Microsoft.AspNetCore")))
            names.Add(AspNetCore);

        JsonArray frameworks = [.. names.Order(StringComparer.Ordinal).Select(name =>
            new JsonObject { ["name"] = name, ["version"] = $"{Environment.Version.Major}.{Environment.Version.Minor}.0" })];
        JsonObject options = new() { ["rollForward"] = "LatestMinor", ["frameworks"] = frameworks };
        File.WriteAllText(file, new JsonObject { ["runtimeOptions"] = options }.ToJsonString());
    }

    private static IEnumerable<string> NamesIn(string runtimeConfiguration)
    {
        JsonNode? options;
        try
        {
            options = JsonNode.Parse(File.ReadAllText(runtimeConfiguration))?["runtimeOptions"];
        }
        catch (JsonException failure)
        {
            throw new CommandException($"'{runtimeConfiguration}' is not valid JSON: {failure.Message}", inner: failure);
        }
        IEnumerable<JsonNode?> frameworks = [options?["framework"], .. (options?["frameworks"] as JsonArray) ?? [], .. (options?["includedFrameworks"] as JsonArray) ?? []];
        return frameworks.Select(framework => framework?["name"]?.GetValue<string>()).OfType<string>();
    }

    private static bool RefersTo(string file, string prefix)
    {
        using FileStream stream = File.OpenRead(file);
        using PEReader image = new(stream);
        MetadataReader metadata = image.GetMetadataReader();
        return metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Any(name => name.StartsWith(prefix, StringComparison.Ordinal));
    }
}
