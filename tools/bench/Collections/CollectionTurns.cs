using System.Globalization;
using Weft.Bench.Micro;
using Weft.Bench.Processes;

namespace Weft.Bench.Collections;

/// <summary>
/// Steps on collections, as compiled and woven, in one process that is a node of a cluster: an unshared collection of such a process is of the runtime's own class, and each operation asks
/// whether it is shared.
/// </summary>
internal static class CollectionTurns
{
    public const string CommandName = "turns";

    private static readonly Turns s_unshared = new(Times: 2_000, Pairs: 400, WarmUpRounds: 4);
    private static readonly Turns s_locked = new(Times: 500, Pairs: 200, WarmUpRounds: 2);
    private static readonly Turns s_shared = new(Times: 100, Pairs: 100, WarmUpRounds: 2);

    /// <summary>Measures and prints for each name the medians for one step and the ratio.</summary>
    public static int Run(string woven, string method, string[] names)
    {
        LoadedCopy plain = new(WovenWorkload.Unwoven), cluster = new(woven);
        // The node joins with the first use of something shared, here as in the programs that the figures are for.
        cluster.Method<Func<string, Func<int, double>>>("Workload.Hot", "Shared")(names[0]);
        Turns turns = method switch { "Unshared" => s_unshared, "Locked" => s_locked, _ => s_shared };
        foreach (string name in names)
        {
            (double besides, double measured, double ratio) = turns.Measure(Steps(plain, method, name), Steps(cluster, method, name));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {besides / turns.Times} {measured / turns.Times} {ratio}"));
        }
        return 0;
    }

    private static Func<int, double> Steps(LoadedCopy copy, string method, string name) => copy.Method<Func<string, Func<int, double>>>("Workload.Hot", method)(name);
}
