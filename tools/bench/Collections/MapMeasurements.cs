using System.Globalization;
using Weft.Bench.Processes;
using Weft.Bench.Report;

namespace Weft.Bench.Collections;

/// <summary>
/// A map that two processes use: a woven <c>ConcurrentDictionary</c> beside a hash of a Redis server and a grain of an Orleans silo, each with two clients, in turns within one run.
/// </summary>
internal static class MapMeasurements
{
    private const int Rounds = 9;
    private const int FirstRounds = 2;

    private static readonly (string What, bool Both, string Title, string Redis, string Orleans)[] s_cases =
    [
        ("get", false, "`ConcurrentDictionary` across nodes: get", "Redis HGET", "a grain's method"),
        ("set", false, "`ConcurrentDictionary` across nodes: update by one node", "Redis HSET", "a grain's method"),
        ("set", true, "`ConcurrentDictionary` across nodes: updates of the same keys by two nodes at a time", "Redis HSET", "a grain's method"),
    ];

    public static IReadOnlyList<Measurement> Run(WovenWorkload workload)
    {
        using HubProcess hub = new();
        using RedisProcess? redis = RedisProcess.TryStart();
        int gateway = RedisProcess.FreePort();
        using LineProcess silo = new(Built.Peers, ["silo", Text(RedisProcess.FreePort()), Text(gateway)]);
        silo.ReadLine();
        using Pair weft = new(hub.Node(workload, "first", "map"), hub.Node(workload, "second", "map"));
        using Pair orleans = new(Peer("grain", gateway), Peer("grain", gateway));
        using Pair? hash = redis is null ? null : new(Peer("redis", redis.Port), Peer("redis", redis.Port));
        return [.. s_cases.SelectMany(each => Measure(each, weft, hash, orleans))];
    }

    private static IEnumerable<Measurement> Measure((string What, bool Both, string Title, string Redis, string Orleans) each, Pair weft, Pair? redis, Pair orleans)
    {
        List<(double Weft, double Redis, double Orleans)> rounds = [];
        for (int round = 0; round < Rounds + FirstRounds; round++)
        {
            double measured = weft.Measure(each.What, each.Both, each.Both ? 2_000 : 200_000);
            rounds.Add((measured, redis?.Measure(each.What, each.Both, 2_000) ?? 0, orleans.Measure(each.What, each.Both, 2_000)));
        }
        // The JIT has compiled by then what is measured.
        rounds.RemoveRange(0, FirstRounds);
        if (redis is not null)
            yield return Row(each.Title, rounds, each.Redis, round => round.Redis);
        yield return Row(each.Title, rounds, each.Orleans, round => round.Orleans);
    }

    private static Measurement Row(string title, List<(double Weft, double Redis, double Orleans)> rounds, string beside, Func<(double Weft, double Redis, double Orleans), double> other) => new(
        title,
        Measurement.Duration(Statistics.Median(rounds.Select(round => round.Weft))),
        $"{Measurement.Duration(Statistics.Median(rounds.Select(other)))} {beside}",
        Statistics.Median(rounds.Select(round => round.Weft / other(round))),
        "",
        null);

    private static LineProcess Peer(string kind, int port) => new(Built.Peers, [kind, Text(port)]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Two processes that use the same map.</summary>
    private sealed class Pair : IDisposable
    {
        private readonly LineProcess _first;
        private readonly LineProcess _second;

        public Pair(LineProcess first, LineProcess second)
        {
            (_first, _second) = (first, second);
            Expect(first);
            Expect(second);
        }

        /// <summary>The mean time of an operation in nanoseconds, of the first process, or of both at a time.</summary>
        public double Measure(string what, bool both, int times)
        {
            // What is read is what the other one has written.
            if (what == "get")
                Ask(_second, $"set {Text(64)}");
            _first.WriteLine($"{what} {Text(times)}");
            if (!both)
                return Answer(_first);
            double second = Ask(_second, $"{what} {Text(times)}");
            return (Answer(_first) + second) / 2;
        }

        public void Dispose()
        {
            _first.Dispose();
            _second.Dispose();
        }

        private static void Expect(LineProcess process)
        {
            if (process.ReadLine() is not "ready" and var line)
                throw new InvalidOperationException($"'{line}' came instead of 'ready'.\n{process.Errors}");
        }

        private static double Ask(LineProcess process, string question)
        {
            process.WriteLine(question);
            return Answer(process);
        }

        private static double Answer(LineProcess process) => double.Parse(process.ReadLine(), CultureInfo.InvariantCulture);
    }
}
