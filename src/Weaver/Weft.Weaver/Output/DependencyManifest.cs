using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Output;

/// <summary>
/// Adds the runtime to an application's <c>*.deps.json</c>: the host loads from the application's folder only what stands there.
/// The format is that of the host's documentation (runtime-configuration-file.md in dotnet/sdk).
/// </summary>
internal static class DependencyManifest
{
    private const string Runtime = "Weft.Runtime";
    private const string Protocol = "Weft.Protocol";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Mends the manifests of all applications in a folder.</summary>
    internal static void MendAll(FileSet files, string input, string output, Workspace workspace)
    {
        foreach (string manifest in Directory.EnumerateFiles(input, "*.deps.json"))
        {
            string name = Path.GetFileName(manifest);
            string application = name.Substring(0, name.Length - ".deps.json".Length);
            if (!workspace.Assemblies.Any(assembly => assembly.Name == application))
                continue;
            if (Mend(File.ReadAllText(manifest), application, workspace.Runtime.Name.Version) is { } mended)
                files.Add(Path.Combine(output, name), System.Text.Encoding.UTF8.GetBytes(mended));
        }
    }

    /// <summary>Adds the runtime to one manifest.</summary>
    /// <returns>The new text; null where the runtime is there already, or the text is no such manifest.</returns>
    internal static string? Mend(string text, string application, Version version)
    {
        if (JsonNode.Parse(text) is not JsonObject manifest
            || manifest["runtimeTarget"] is not JsonObject runtimeTarget
            || runtimeTarget["name"] is not JsonValue name
            || !name.TryGetValue(out string? targetName)
            || manifest["targets"] is not JsonObject targets
            || targets[targetName] is not JsonObject target
            || manifest["libraries"] is not JsonObject libraries)
        {
            return null;
        }
        if (target.Any(library => library.Key.StartsWith(Runtime + "/", StringComparison.OrdinalIgnoreCase)))
            return null;
        string number = version.ToString(3);
        KeyValuePair<string, JsonNode?> entry = target.FirstOrDefault(library => library.Key.StartsWith(application + "/", StringComparison.OrdinalIgnoreCase));
        if (entry.Value is JsonObject own)
        {
            if (own["dependencies"] is not JsonObject dependencies)
                own["dependencies"] = dependencies = [];
            dependencies[Runtime] = number;
        }
        AddLibrary(target, libraries, Runtime, version, new JsonObject { [Protocol] = number });
        AddLibrary(target, libraries, Protocol, version, null);
        return manifest.ToJsonString(Indented);
    }

    private static void AddLibrary(JsonObject target, JsonObject libraries, string name, Version version, JsonObject? dependencies)
    {
        string key = name + "/" + version.ToString(3);
        JsonObject library = [];
        if (dependencies is not null)
            library["dependencies"] = dependencies;
        library["runtime"] = new JsonObject { [name + ".dll"] = new JsonObject { ["assemblyVersion"] = version.ToString(), ["fileVersion"] = version.ToString() } };
        target[key] = library;
        libraries[key] = new JsonObject { ["type"] = "reference", ["serviceable"] = false, ["sha512"] = "" };
    }
}
