using System.CommandLine;

namespace Weft.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public static Argument<string[]> Paths() => new("PATH") { Description = "Assemblies, or an application's output folder.", Arity = ArgumentArity.OneOrMore };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document to standard output instead of text." };

    public static Option<string?> Configuration() =>
        new("--config", "-c") { Description = "The configuration; else weft.yaml beside the first path or in a folder above it.", HelpName = "weft.yaml" };

    public static Option<string[]> References() => new("--reference") { Description = "A folder with assemblies that the application refers to.", HelpName = "DIR" };
}
