using Weft.Bench.Processes;
using Weft.Bench.Report;

namespace Weft.Bench.Micro;

/// <summary>Unshared fields, woven against unwoven: both copies side by side in one process without a hub.</summary>
internal static class FieldMeasurements
{
    private const double Goal = 1.05;
    private static readonly Turns s_turns = new(Times: 100, Pairs: 2_000, WarmUpRounds: 6);

    internal static readonly (string Method, string Title, double? Goal)[] Cases =
    [
        ("Serve", "fields, unshared: messages through a server's sessions", Goal),
        ("Particles", "fields, unshared: particles (read and write)", Goal),
        ("Walk", "fields, unshared: list walk (read)", Goal),
        ("Properties", "fields, unshared: properties get and set", Goal),
        ("UnsharedParticles", "fields, unshared: a sum of products of fields (read)", null),
        ("LockAndWriteUnshared", "lock, write, unlock of an unshared object", null),
    ];

    public static IEnumerable<Measurement> Run(WovenWorkload workload) =>
        [.. Cases.Select(each => Measure(Load(WovenWorkload.Unwoven, each.Method), Load(workload.Assembly, each.Method), each.Title, each.Goal))];

    private static Measurement Measure(Func<int, double> plain, Func<int, double> woven, string title, double? goal)
    {
        (double beside, double measured, double ratio) = s_turns.Measure(plain, woven);
        return new(title, Measurement.Duration(measured), $"{Measurement.Duration(beside)} unwoven", ratio, "", goal);
    }

    private static Func<int, double> Load(string file, string method) => new LoadedCopy(file).Method<Func<int, double>>("Workload.Micro", method);
}
