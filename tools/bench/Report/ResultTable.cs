using System.Globalization;
using System.Text;

namespace Weft.Bench.Report;

/// <summary>The table in Markdown.</summary>
internal static class ResultTable
{
    public static string Format(IEnumerable<Measurement> measurements)
    {
        StringBuilder table = new();
        table.AppendLine(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd}, .NET {Environment.Version}, {Environment.ProcessorCount} processors, load average {LoadAverage()} at the end.");
        table.AppendLine();
        table.AppendLine("| what | measured | beside | result | goal | |");
        table.AppendLine("| --- | ---: | ---: | ---: | ---: | --- |");
        foreach (Measurement row in measurements)
        {
            string goal = row.Goal is { } limit ? string.Create(CultureInfo.InvariantCulture, $"≤ {limit:0.##}{Suffix(row)}") : "";
            string verdict = row.Goal is { } most ? (row.Result <= most ? "met" : "**missed**") : "";
            table.AppendLine(CultureInfo.InvariantCulture, $"| {row.What} | {row.Value} | {row.Beside} | {Number(row.Result)}{Suffix(row)} | {goal} | {verdict} |");
        }
        return table.ToString();
    }

    // Two digits that say something, however small.
    private static string Number(double result) => result is > 0 and < 0.1 ? result.ToString("0.0#####", CultureInfo.InvariantCulture)[..Math.Min(8, 3 + (int)-Math.Floor(Math.Log10(result)))] : result.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Suffix(Measurement row) => row.Unit.Length == 0 ? "" : " " + row.Unit;

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
