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
            table.AppendLine(CultureInfo.InvariantCulture, $"| {row.What} | {row.Value} | {row.Beside} | {row.Result:0.##}{Suffix(row)} | {goal} | {verdict} |");
        }
        return table.ToString();
    }

    private static string Suffix(Measurement row) => row.Unit.Length == 0 ? "" : " " + row.Unit;

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
