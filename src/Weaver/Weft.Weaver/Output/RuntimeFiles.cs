namespace Weft.Weaver.Output;

/// <summary>The files that a woven application needs beside it.</summary>
internal static class RuntimeFiles
{
    /// <summary>The folder that holds the hub for <c>hub: embedded</c>, apart from the application's own dependencies.</summary>
    internal const string HubFolder = "weft-hub";

    private static readonly string[] Runtime = ["Weft.Runtime.dll", "Weft.Protocol.dll"];
    private static readonly string[] Hub = ["Weft.Hub.dll", "Weft.Protocol.dll"];

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
    }
}
