using Weft.Bench.Build;
using Weft.Bench.Cluster;
using Weft.Bench.Collections;
using Weft.Bench.Micro;
using Weft.Bench.Processes;
using Weft.Bench.Report;
using Weft.Bench.Storage;
using Weft.Bench.Weave;

namespace Weft.Bench;

/// <summary>Runs the parts that were asked for and writes their table.</summary>
internal static class Suite
{
    public static async Task<int> Run(string what, string? output, CancellationToken cancellation)
    {
        List<Measurement> measurements = [];
        using WovenWorkload workload = WovenWorkload.Create();
        if (what is "micro" or "all")
        {
            measurements.AddRange(FieldMeasurements.Run(workload));
            measurements.AddRange(ReplicaMeasurements.Run(workload));
            measurements.AddRange(LeaseMeasurement.Run(workload, cancellation));
        }
        if (what is "separate")
            measurements.AddRange(SeparateFieldMeasurements.Run(workload));
        if (what is "collections" or "all")
        {
            measurements.AddRange(CollectionMeasurements.Run(workload));
            measurements.AddRange(MapMeasurements.Run(workload));
        }
        if (what is "cluster" or "all")
            measurements.AddRange(ClusterMeasurements.Run(workload));
        if (what is "storage" or "all")
            measurements.AddRange(StorageMeasurements.Run(workload));
        if (what is "weave" or "all")
        {
            measurements.Add(WeaveMeasurement.Run());
            measurements.AddRange(RewriteMeasurements.Run());
        }
        if (what is "build" or "all")
            measurements.AddRange(BuildMeasurements.Run());

        string table = ResultTable.Format(measurements);
        Console.WriteLine(table);
        if (output is not null)
            await File.WriteAllTextAsync(output, table, cancellation);
        return 0;
    }
}
