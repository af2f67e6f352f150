using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Weft.Bench.Processes;
using Weft.Bench.Report;

namespace Weft.Bench.Micro;

/// <summary>Lock, one field write and unlock of a shared object whose lock is leased to this node, while the hub keeps up.</summary>
internal static class LeaseMeasurement
{
    private const double GoalNanoseconds = 150;
    private const string Seconds = "5";
    private static readonly TimeSpan s_drainLimit = TimeSpan.FromSeconds(60);

    public static IReadOnlyList<Measurement> Run(WovenWorkload workload, CancellationToken cancellation)
    {
        using HubProcess hub = new();
        using LineProcess node = hub.Node(workload, "writer", "lease", Seconds);
        string[] parts = node.ReadLine().Split(' ');
        double mean = double.Parse(parts[1], CultureInfo.InvariantCulture);
        long count = long.Parse(parts[3], CultureInfo.InvariantCulture);

        long start = Stopwatch.GetTimestamp();
        long processed = WaitUntilStill(hub, cancellation);
        double drained = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        return
        [
            new($"lock, write, unlock under a lease (mean of {count / 1e6:0.0} million)", Measurement.Duration(mean), "", mean, "ns", GoalNanoseconds),
            new("changes that the hub had taken when all was quiet, as a share of the sections", $"{processed}", $"{count} sections", (double)processed / count, "", null),
            new("time until the hub was quiet after the last section", Measurement.Duration(drained), "", drained / 1e9, "s", 1),
        ];
    }

    /// <summary>Waits until the hub's counter of transactions stands still and returns it.</summary>
    private static long WaitUntilStill(HubProcess hub, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        long before = -1;
        while (Stopwatch.GetElapsedTime(start) < s_drainLimit)
        {
            cancellation.ThrowIfCancellationRequested();
            JsonElement status = hub.Status();
            long now = status.GetProperty("transactions").GetInt64();
            if (now == before)
                return now;
            before = now;
        }
        throw new TimeoutException("The hub did not become quiet.");
    }
}
