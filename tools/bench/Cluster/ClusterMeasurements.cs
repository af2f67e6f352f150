using System.Globalization;
using Weft.Bench.Processes;
using Weft.Bench.Raw;
using Weft.Bench.Report;

namespace Weft.Bench.Cluster;

/// <summary>What passes between nodes, as a ratio to a raw ping-pong measured in the same run.</summary>
internal static class ClusterMeasurements
{
    private const int Rounds = 5;
    private const int Times = 1_000;
    private const double SeenGoal = 2.0;
    private const double HandoverGoal = 2.5;
    private const string RawTitle = "raw round trip";

    public static IReadOnlyList<Measurement> Run(WovenWorkload workload)
    {
        // The machine's state drifts, and a process stays for its life where the scheduler put it first: several rounds with new processes, each measuring everything once.
        Round[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Measure(workload))];
        double apart = Median(rounds, round => round.RawApart);
        double free = Median(rounds, round => round.RawFree);
        return
        [
            new("raw TCP ping-pong of 64 bytes, two processes on two processors", Measurement.Duration(apart), Range(rounds, round => round.RawApart), 1, "", null),
            new("the same where the scheduler puts them", Measurement.Duration(free), Range(rounds, round => round.RawFree), free / apart, "", null),
            Compared("change on one node until seen on another", rounds, round => round.Seen, apart, SeenGoal),
            Compared("handover of a contended lock between two nodes", rounds, round => round.Handover, apart, HandoverGoal),
            Compared("taking a lock whose lease lies idle at another node", rounds, round => round.Fetch, apart, null),
        ];
    }

    private static Round Measure(WovenWorkload workload) => new(
        PingPong.Measure(Times, apart: true), PingPong.Measure(Times, apart: false), Seen(workload), Taking(workload, "pass"), Taking(workload, "fetch"));

    private static Measurement Compared(string title, Round[] rounds, Func<Round, double> what, double raw, double? goal) =>
        Measurement.Ratio($"{title} (median; {Range(rounds, what)})", Median(rounds, what), RawTitle, raw, goal);

    private static double Median(Round[] rounds, Func<Round, double> what) => Statistics.Median([.. rounds.Select(what)]);

    private static string Range(Round[] rounds, Func<Round, double> what) =>
        $"{Measurement.Duration(rounds.Min(what))} to {Measurement.Duration(rounds.Max(what))} in {rounds.Length} rounds";

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

    private sealed record Round(double RawApart, double RawFree, double Seen, double Handover, double Fetch);
}
