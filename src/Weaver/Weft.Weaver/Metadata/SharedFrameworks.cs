using System.Text.Json;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Metadata;

/// <summary>Finds the folders of the shared frameworks that an application runs on.</summary>
internal static class SharedFrameworks
{
    private const int OldestMajor = 10;

    /// <summary>The folders for the <c>*.runtimeconfig.json</c> files of a folder; those of the newest frameworks where there are none.</summary>
    public static List<string> Find(string? applicationFolder, DiagnosticBag diagnostics)
    {
        List<string> folders = [];
        string[] configurations = applicationFolder is null ? [] : Directory.GetFiles(applicationFolder, "*.runtimeconfig.json");
        Array.Sort(configurations, StringComparer.Ordinal);
        foreach (string file in configurations)
            folders.AddRange(Of(file, diagnostics));
        if (configurations.Length == 0)
            folders.AddRange(Defaults());
        return folders;
    }

    private static IEnumerable<string> Of(string file, DiagnosticBag diagnostics)
    {
        List<(string Name, Version Version)> wanted;
        try
        {
            wanted = Read(file);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            diagnostics.Error(Codes.MissingFramework, new(file, 0, 0), $"the file cannot be read: {exception.Message}");
            yield break;
        }
        foreach ((string name, Version version) in wanted)
        {
            if (version.Major < OldestMajor)
                diagnostics.Error(Codes.FrameworkTooOld, new(file, 0, 0), $"the application runs on {name} {version}; a woven application needs net{OldestMajor}.0 or later: retarget it");
            else if (Best(name, version) is { } folder)
                yield return folder;
            else
                diagnostics.Error(Codes.MissingFramework, new(file, 0, 0), $"the application needs {name} {version}, which is not installed in {string.Join(" or ", DotnetRoots())}; install it or set DOTNET_ROOT");
        }
    }

    private static List<(string, Version)> Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        JsonElement options = document.RootElement.GetProperty("runtimeOptions");
        List<(string, Version)> result = [];
        if (options.TryGetProperty("framework", out JsonElement single))
            result.Add(Reference(single));
        if (options.TryGetProperty("frameworks", out JsonElement several))
            result.AddRange(several.EnumerateArray().Select(Reference));
        // Self-contained applications carry their framework in their own folder; only its age matters.
        if (options.TryGetProperty("includedFrameworks", out JsonElement included))
        {
            foreach ((string name, Version version) in included.EnumerateArray().Select(Reference))
            {
                if (version.Major < OldestMajor)
                    result.Add((name, version));
            }
        }
        return result;
    }

    private static (string, Version) Reference(JsonElement element) =>
        (element.GetProperty("name").GetString()!, ParseVersion(element.GetProperty("version").GetString()!)!);

    /// <summary>The installed version that the host would choose, nearly: the newest of the same major version that is new enough, else the next major.</summary>
    private static string? Best(string name, Version wanted) => DotnetRoots()
        .Select(root => Path.Combine(root, "shared", name))
        .Where(Directory.Exists)
        .SelectMany(Directory.GetDirectories)
        .Select(folder => (Folder: folder, Version: ParseVersion(Path.GetFileName(folder))))
        .Where(item => item.Version is not null && item.Version >= new Version(wanted.Major, wanted.Minor))
        .OrderBy(item => item.Version!.Major)
        .ThenByDescending(item => item.Version)
        .Select(item => item.Folder)
        .FirstOrDefault();

    private static IEnumerable<string> Defaults()
    {
        string core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        Version version = ParseVersion(Path.GetFileName(core)) is { Major: >= OldestMajor } running ? running : new(OldestMajor, 0);
        foreach (string name in (string[])["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"])
        {
            if (Best(name, version) is { } folder)
                yield return folder;
        }
    }

    private static IEnumerable<string> DotnetRoots()
    {
        List<string?> roots = [Environment.GetEnvironmentVariable("DOTNET_ROOT")];
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            foreach (string name in (string[])["dotnet", "dotnet.exe"])
            {
                if (folder.Length > 0 && File.Exists(Path.Combine(folder, name)))
                    roots.Add(Path.GetDirectoryName(LinkTarget(Path.Combine(folder, name))));
            }
        }
        // Of the running runtime: ROOT/shared/Microsoft.NETCore.App/VERSION/System.Private.CoreLib.dll.
        roots.Add(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(typeof(object).Assembly.Location)))));
        return roots.Where(root => root is not null && Directory.Exists(Path.Combine(root, "shared"))).Select(root => root!).Distinct(StringComparer.Ordinal);
    }

    private static string LinkTarget(string file)
    {
#if NET
        return File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
#else
        return file;
#endif
    }

    private static Version? ParseVersion(string text)
    {
        int suffix = text.IndexOf('-');
        return Version.TryParse(suffix < 0 ? text : text.Substring(0, suffix), out Version? version) ? version : null;
    }
}
