using System.Diagnostics;
using Weft.Bench.Processes;
using Weft.Bench.Report;

namespace Weft.Bench.Weave;

/// <summary>How long the command takes, its start included, for a folder of 20 assemblies.</summary>
internal static class WeaveMeasurement
{
    private const double GoalSeconds = 5;
    private const int Runs = 3;

    public static Measurement Run()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("weft-bench-weave-");
        try
        {
            string application = Directory.CreateDirectory(Path.Combine(folder.FullName, "app")).FullName;
            GeneratedApplication.Write(application);
            double[] seconds = [.. Enumerable.Range(0, Runs).Select(run => Weave(application, Path.Combine(folder.FullName, $"out{run}")))];
            double median = Statistics.Median(seconds);
            return new($"weaving a folder of {GeneratedApplication.Assemblies} assemblies (median of {Runs})", $"{median:0.00} s", "", median, "s", GoalSeconds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Weave(string application, string output)
    {
        long start = Stopwatch.GetTimestamp();
        using LineProcess weave = new(Built.Weft, ["weave", application, "-o", output]);
        int code = weave.WaitForEnd();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return code == 0 ? seconds : throw new InvalidOperationException($"Weaving failed.\n{weave.Errors}");
    }
}
