using System.Globalization;
using Weft.Bench.Processes;
using Weft.Bench.Report;

namespace Weft.Bench.Micro;

/// <summary>Reads of a replica that was faulted in, beside the same reads of unshared objects in the same woven process.</summary>
internal static class ReplicaMeasurements
{
    private const string Times = "20000";

    public static IReadOnlyList<Measurement> Run(WovenWorkload workload)
    {
        using HubProcess hub = new();
        using LineProcess owner = hub.Node(workload, "owner", "fill");
        owner.ReadLine();
        return [Measure(hub, workload, "walk", "list walk"), Measure(hub, workload, "particles", "particles")];
    }

    private static Measurement Measure(HubProcess hub, WovenWorkload workload, string work, string title)
    {
        using LineProcess reader = hub.Node(workload, $"reader-{work}", "replica", work, Times);
        List<(double Replica, double Unshared)> samples = [];
        while (reader.TryReadLine() is { } line)
        {
            string[] parts = line.Split(' ');
            samples.Add((double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture)));
        }
        if (reader.WaitForEnd() != 0 || samples.Count == 0)
            throw new InvalidOperationException($"The reader of the replica failed.\n{reader.Errors}");
        return Measurement.Ratio(
            $"reads of a replica that was faulted in: {title}", Statistics.Median(samples.Select(pair => pair.Replica)), "unshared", Statistics.Median(samples.Select(pair => pair.Unshared)), goal: null);
    }
}
