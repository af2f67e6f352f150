using System.Globalization;
using Weft.Bench.Processes;
using Weft.Bench.Raw;
using Weft.Bench.Report;

namespace Weft.Bench.Cluster;

/// <summary>What passes between nodes, as a ratio to a raw ping-pong measured in the same run.</summary>
internal static class ClusterMeasurements
{
    private const int Times = 2_000;
    private const double SeenGoal = 2.0;
    private const double HandoverGoal = 2.5;
    private const string RawTitle = "raw round trip";

    public static IReadOnlyList<Measurement> Run(WovenWorkload workload)
    {
        // The machine's state drifts: the yardstick is measured before and after, and its median counts.
        double before = PingPong.Measure(Times);
        double seen = Seen(workload);
        double handover = Taking(workload, "pass");
        double fetch = Taking(workload, "fetch");
        double after = PingPong.Measure(Times);
        double raw = (before + after) / 2;
        return
        [
            new("raw TCP ping-pong of 64 bytes, two processes", Measurement.Duration(raw), $"{Measurement.Duration(before)} before, {Measurement.Duration(after)} after", 1, "", null),
            Measurement.Ratio("change on one node until seen on another (median)", seen, RawTitle, raw, SeenGoal),
            Measurement.Ratio("handover of a contended lock between two nodes (median)", handover, RawTitle, raw, HandoverGoal),
            Measurement.Ratio("taking a lock whose lease lies idle at another node (median)", fetch, RawTitle, raw, null),
        ];
    }

    private static double Seen(WovenWorkload workload)
    {
        string times = Times.ToString(CultureInfo.InvariantCulture);
        using HubProcess hub = new();
        using LineProcess writer = hub.Node(workload, "writer", "signal", times);
        Expect(writer, "ready");
        using LineProcess watcher = hub.Node(workload, "watcher", "watch", times);
        Expect(watcher, "ready");
        writer.WriteLine("go");
        return Statistics.Median(Samples(watcher));
    }

    private static double Taking(WovenWorkload workload, string part)
    {
        string times = Times.ToString(CultureInfo.InvariantCulture);
        using HubProcess hub = new();
        using LineProcess first = hub.Node(workload, "first", part, "1", times);
        Expect(first, "ready");
        using LineProcess second = hub.Node(workload, "second", part, "2", times);
        Expect(second, "ready");
        first.WriteLine("go");
        second.WriteLine("go");
        return Statistics.Median([.. Samples(first), .. Samples(second)]);
    }

    private static void Expect(LineProcess process, string expected)
    {
        string line = process.ReadLine();
        if (line != expected)
            throw new InvalidOperationException($"'{line}' came instead of '{expected}'.\n{process.Errors}");
    }

    private static List<double> Samples(LineProcess process)
    {
        List<double> samples = [];
        for (string line = process.ReadLine(); line != "end"; line = process.ReadLine())
            samples.Add(double.Parse(line, CultureInfo.InvariantCulture));
        return samples;
    }
}
