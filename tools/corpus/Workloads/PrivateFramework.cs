using System.Text.Json.Nodes;
using Weft.Corpus.Sets;

namespace Weft.Corpus.Workloads;

/// <summary>An installation of .NET of its own whose shared frameworks are woven, so that programs run on them which know nothing of it.</summary>
internal static class PrivateFramework
{
    private const string Core = "Microsoft.NETCore.App";

    /// <summary>Copies the installation that this process runs on, and lays the woven assemblies over it.</summary>
    /// <returns>Its <c>dotnet</c> program.</returns>
    public static string Make(string folder, string woven)
    {
        Directory.CreateDirectory(folder);
        string host = Path.Combine(folder, Path.GetFileName(FrameworkFolders.Host));
        File.Copy(FrameworkFolders.Host, host, overwrite: true);
        CopyFiles(Path.Combine(FrameworkFolders.Root, "host"), Path.Combine(folder, "host"), SearchOption.AllDirectories);
        string shared = Path.Combine(folder, "shared");
        string core = Path.Combine(shared, Core, FrameworkFolders.Version), web = Path.Combine(shared, Path.GetFileName(Path.GetDirectoryName(FrameworkFolders.Web)!), FrameworkFolders.Version);
        CopyFiles(FrameworkFolders.Core, core, SearchOption.TopDirectoryOnly);
        CopyFiles(FrameworkFolders.Web, web, SearchOption.TopDirectoryOnly);
        foreach (string file in Directory.GetFiles(woven, "*.dll"))
        {
            string name = Path.GetFileName(file);
            File.Copy(file, Path.Combine(File.Exists(Path.Combine(web, name)) ? web : core, name), overwrite: true);
        }
        List(Path.Combine(core, Core + ".deps.json"), Directory.GetFiles(woven, "Weft.*.dll").Select(file => Path.GetFileName(file)!));
        return host;
    }

    /// <summary>A framework has no other files than its list names.</summary>
    private static void List(string file, IEnumerable<string> names)
    {
        JsonNode document = JsonNode.Parse(File.ReadAllText(file))!;
        JsonObject libraries = document["targets"]![document["runtimeTarget"]!["name"]!.GetValue<string>()]!.AsObject();
        JsonObject files = libraries.First().Value!["runtime"]!.AsObject();
        foreach (string name in names)
            files[name] = new JsonObject { ["assemblyVersion"] = "0.1.0.0", ["fileVersion"] = "0.1.0.0" };
        File.WriteAllText(file, document.ToJsonString());
    }

    private static void CopyFiles(string from, string to, SearchOption depth)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", depth))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
