using System.Reflection;
using System.Runtime.Loader;

namespace Weft.Cli.Verification;

/// <summary>
/// Loads an application's assemblies as its own process would: frameworks from the host, everything else from the application's folders, and nothing from
/// this tool's folder, where a missing reference could be found by accident.
/// </summary>
internal sealed class ApplicationLoadContext : AssemblyLoadContext
{
    private const string CoreLibrary = "System.Private.CoreLib";

    private readonly string[] _folders;
    private readonly AssemblyDependencyResolver[] _resolvers;
    private readonly Dictionary<string, string> _frameworkFiles = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _toolAssemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _foldersFirst;

    /// <param name="folders">The application's folders.</param>
    /// <param name="foldersFirst">
    /// Whether they win over a framework's assembly of the same version: for a framework that is itself what is prepared. What they do not have of it is loaded
    /// once more into this context, so that one type never has two identities here.
    /// </param>
    public ApplicationLoadContext(string[] folders, bool foldersFirst) : base("application")
    {
        _folders = folders;
        _foldersFirst = foldersFirst;
        _resolvers = [.. folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.deps.json"))
            .Select(file => file[..^".deps.json".Length] + ".dll")
            .Where(File.Exists)
            .Select(file => new AssemblyDependencyResolver(file))];

        string trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        foreach (string file in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            if (file.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))
                _toolAssemblies.Add(name);
            else
                _frameworkFiles[name] = file;
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        string? file = Find(assemblyName);
        bool inFramework = _frameworkFiles.TryGetValue(name, out string? frameworkFile);
        if (_foldersFirst && inFramework && name != CoreLibrary)
            return LoadFromAssemblyPath(file ?? frameworkFile!);
        if (inFramework && (file is null || VersionOf(frameworkFile!) >= VersionOf(file)))
            return null;
        if (file is not null)
            return LoadFromAssemblyPath(file);
        if (_toolAssemblies.Contains(name))
            throw new FileNotFoundException($"The assembly '{assemblyName}' is not in the application's folder.", name + ".dll");
        return null;
    }

    private static Version? VersionOf(string file) => AssemblyName.GetAssemblyName(file).Version;

    private string? Find(AssemblyName name) =>
        _folders.Select(folder => Path.Combine(folder, name.Name + ".dll")).FirstOrDefault(File.Exists)
        ?? _resolvers.Select(resolver => resolver.ResolveAssemblyToPath(name)).FirstOrDefault(path => path is not null);
}
