namespace Weft.Bench.Report;

/// <summary>One row of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The figure, with its unit.</param>
/// <param name="Beside">What it was measured beside, with its unit; empty where nothing.</param>
/// <param name="Result">The number that the goal is about.</param>
/// <param name="Unit">The result's unit; empty for a ratio.</param>
/// <param name="Goal">The most that the result should be; null where there is no goal.</param>
internal sealed record Measurement(string What, string Value, string Beside, double Result, string Unit, double? Goal)
{
    /// <summary>A row whose goal is a ratio of two times.</summary>
    public static Measurement Ratio(string what, double nanoseconds, string besideWhat, double besideNanoseconds, double? goal) =>
        new(what, Duration(nanoseconds), $"{Duration(besideNanoseconds)} {besideWhat}".TrimEnd(), nanoseconds / besideNanoseconds, "", goal);

    /// <summary>A time with a unit that suits its size.</summary>
    public static string Duration(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => $"{nanoseconds:0.##} ns",
        < 1e6 => $"{nanoseconds / 1e3:0.#} µs",
        < 1e9 => $"{nanoseconds / 1e6:0.#} ms",
        _ => $"{nanoseconds / 1e9:0.##} s",
    };
}
