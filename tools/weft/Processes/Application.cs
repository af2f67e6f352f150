using Weft.Weaver.Diagnostics;

namespace Weft.Cli.Processes;

/// <summary>A compiled application: its folder and the assembly that <c>dotnet</c> starts.</summary>
internal sealed record Application(string Folder, string MainAssembly)
{
    private const string RuntimeConfiguration = ".runtimeconfig.json";

    /// <summary>Finds the application at a path: its folder or its main assembly.</summary>
    public static Application Find(string path)
    {
        string full = Path.GetFullPath(path);
        if (File.Exists(full))
            return FromAssembly(full);
        if (Directory.Exists(full))
            return FromFolder(full);
        throw new CommandException($"{Codes.InputNotFound}: '{path}' does not exist. Build the application and name its output folder or its main assembly.");
    }

    private static Application FromAssembly(string file)
    {
        if (!File.Exists(Path.ChangeExtension(file, null) + RuntimeConfiguration))
        {
            throw new CommandException(
                $"'{file}' cannot be started: there is no '{Path.GetFileNameWithoutExtension(file)}{RuntimeConfiguration}' beside it. Name the main assembly of an application.");
        }
        return new(Path.GetDirectoryName(file)!, Path.GetFileName(file));
    }

    private static Application FromFolder(string folder)
    {
        string[] programs = [.. Directory.EnumerateFiles(folder, "*" + RuntimeConfiguration)
            .Select(file => file[..^RuntimeConfiguration.Length] + ".dll")
            .Where(File.Exists)
            .Order(StringComparer.Ordinal)];
        return programs.Length switch
        {
            1 => new(folder, Path.GetFileName(programs[0])),
            0 => throw new CommandException($"'{folder}' holds no application: no assembly in it has a {RuntimeConfiguration} file. Name the output folder of an executable project."),
            _ => throw new CommandException($"'{folder}' holds several applications ({string.Join(", ", programs.Select(Path.GetFileName))}). Name the one to start."),
        };
    }
}
