namespace Weft.Weaver.Output;

/// <summary>The files that a woven application needs beside it.</summary>
internal static class RuntimeFiles
{
    /// <summary>The folder that holds the hub for <c>hub: embedded</c>, apart from the application's own dependencies.</summary>
    internal const string HubFolder = "weft-hub";

    private static readonly string[] Runtime = ["Weft.Runtime.dll", "Weft.Protocol.dll"];
    private static readonly string[] Hub = ["Weft.Hub.dll", "Weft.Protocol.dll", "Microsoft.Data.Sqlite.dll", "SQLitePCLRaw.batteries_v2.dll", "SQLitePCLRaw.core.dll", "SQLitePCLRaw.provider.e_sqlite3.dll"];

    // What it stores in is native code, in a folder for each platform.
    private const string NativeFolder = "runtimes";
    private const string NativeFiles = "*e_sqlite3*";

    /// <summary>Adds the runtime, and the hub where it lies beside the runtime.</summary>
    /// <param name="files">The files to write.</param>
    /// <param name="runtimeAssembly">The <c>Weft.Runtime.dll</c> that was woven against.</param>
    /// <param name="folder">The application's folder.</param>
    internal static void AddTo(FileSet files, string runtimeAssembly, string folder)
    {
        string source = Path.GetDirectoryName(Path.GetFullPath(runtimeAssembly))!;
        foreach (string name in Runtime)
            files.AddCopy(Path.Combine(source, name), Path.Combine(folder, name));
        if (!Hub.All(name => File.Exists(Path.Combine(source, name))))
            return;
        foreach (string name in Hub)
            files.AddCopy(Path.Combine(source, name), Path.Combine(folder, HubFolder, name));
        string natives = Path.Combine(source, NativeFolder);
        if (!Directory.Exists(natives))
            return;
        foreach (string file in Directory.GetFiles(natives, NativeFiles, SearchOption.AllDirectories).OrderBy(path => path, StringComparer.Ordinal))
            files.AddCopy(file, Path.Combine(folder, HubFolder, file.Substring(source.Length + 1)));
    }
}
