using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Weft.Cli.Processes;

/// <summary>Times on the command line, written as in <c>weft.yaml</c>.</summary>
internal static class Durations
{
    private static readonly (string Suffix, double Milliseconds)[] s_units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>An option with a time.</summary>
    public static Option<TimeSpan> Option(string name, string description, TimeSpan usual) => new(name)
    {
        Description = $"{description} (default: {usual.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s)",
        HelpName = "TIME",
        CustomParser = result => Parse(name, result),
        DefaultValueFactory = _ => usual,
    };

    private static TimeSpan Parse(string name, ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        foreach ((string suffix, double unit) in s_units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal) && double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
                && count * unit is >= 1 and <= int.MaxValue)
            {
                return TimeSpan.FromMilliseconds(count * unit);
            }
        }
        result.AddError($"{name} cannot be '{text}'; write 500ms, 5s or 2m.");
        return default;
    }
}
