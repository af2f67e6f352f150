using System.CommandLine;
using System.CommandLine.Parsing;

namespace Weft.Cli.Output;

/// <summary>Tells the user what is wrong with a command line.</summary>
internal static class UsageErrors
{
    public static int Report(ParseResult parsed)
    {
        foreach (ParseError error in parsed.Errors.DistinctBy(error => error.Message))
            Console.Error.WriteLine($"weft: {error.Message}");
        Command command = parsed.CommandResult.Command;
        string name = command is RootCommand ? "weft" : $"weft {command.Name}";
        Console.Error.WriteLine($"'{name} --help' shows the usage.");
        return ExitCode.Usage;
    }
}
