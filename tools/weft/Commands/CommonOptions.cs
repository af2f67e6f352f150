using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Weft.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    public static Argument<string[]> Paths(string description = "Assemblies, or an application's output folder.")
    {
        Argument<string[]> paths = new("PATH") { Description = description, Arity = ArgumentArity.OneOrMore };
        paths.Validators.Add(RefuseOptions);
        return paths;
    }

    /// <summary>Refuses a misspelt option, which the parser would take for a path.</summary>
    public static void RefuseOptions(ArgumentResult result)
    {
        foreach (Token token in result.Tokens)
        {
            if (token.Value.StartsWith('-') && !Path.Exists(token.Value))
                result.AddError($"Unrecognized option '{token.Value}'.");
        }
    }

    /// <summary>Refuses numbers outside a range.</summary>
    public static Action<OptionResult> Between(int least, int most, string complaint) => result =>
    {
        foreach (Token token in result.Tokens)
        {
            if (int.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) && (number < least || number > most))
                result.AddError(complaint);
        }
    };

    /// <summary>Refuses two flags at once.</summary>
    public static Action<CommandResult> Exclusive(Option<bool> one, Option<bool> other) => result =>
    {
        if (result.GetValue(one) && result.GetValue(other))
            result.AddError($"{one.Name} and {other.Name} exclude each other.");
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document to standard output instead of text." };

    public static Option<string?> Configuration() =>
        new("--config", "-c") { Description = "The configuration; else weft.yaml beside the first path or in a folder above it.", HelpName = "weft.yaml" };

    public static Option<string[]> References() => new("--reference") { Description = "A folder with assemblies that the application refers to.", HelpName = "DIR" };
}
