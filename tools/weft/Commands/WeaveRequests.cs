using Weft.Cli.Output;
using Weft.Cli.Processes;
using Weft.Weaver;
using Weft.Weaver.Diagnostics;

namespace Weft.Cli.Commands;

/// <summary>Makes requests to the engine from what the user named.</summary>
internal static class WeaveRequests
{
    public static WeaveRequest Create(string[] paths, string? configuration, string[]? references)
    {
        InputPaths.Check(paths);
        if (configuration is not null && !File.Exists(configuration))
            throw new CommandException($"{Codes.ConfigurationNotFound}: '{configuration}' does not exist.");
        return new()
        {
            Inputs = [.. paths],
            ConfigurationFile = configuration,
            ReferenceFolders = [.. ExistingFolders(references)],
            RuntimeAssembly = ToolFiles.Runtime(),
        };
    }

    /// <summary>Refuses folders that are not there.</summary>
    public static string[] ExistingFolders(string[]? references)
    {
        foreach (string folder in references ?? [])
        {
            if (!Directory.Exists(folder))
                throw new CommandException($"'{folder}' is not a folder.");
        }
        return references ?? [];
    }

    /// <summary>A last line that counts what was found.</summary>
    public static string Summary(string outcome, IReadOnlyCollection<Diagnostic> diagnostics)
    {
        int errors = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        int warnings = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Warning);
        return $"{outcome}: {Words.Count(errors, "error", "errors")}, {Words.Count(warnings, "warning", "warnings")}";
    }
}
