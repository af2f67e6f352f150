namespace Weft.Cli.Processes;

/// <summary>The files that lie beside this tool.</summary>
internal static class ToolFiles
{
    /// <summary>The tool itself.</summary>
    public static string Tool { get; } = Path.Combine(AppContext.BaseDirectory, "weft.dll");

    /// <summary>The runtime that applications are woven against.</summary>
    public static string Runtime()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Weft.Runtime.dll");
        return File.Exists(file) ? file : throw new CommandException($"'{file}' is missing: this copy of weft is incomplete. Install it again.");
    }
}
