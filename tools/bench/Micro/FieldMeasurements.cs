using System.Diagnostics;
using System.Runtime.Loader;
using Weft.Bench.Processes;
using Weft.Bench.Report;

namespace Weft.Bench.Micro;

/// <summary>
/// Unshared fields, woven against unwoven: both copies side by side in one process without a hub, run in turns so that whatever else the machine does meets both.
/// </summary>
internal static class FieldMeasurements
{
    private const double Goal = 1.05;
    private const int Times = 100;
    private const int Pairs = 2_000;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(300);

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
        WarmUp(plain, woven);
        (double Plain, double Woven)[] samples = new (double, double)[Pairs];
        for (int pair = 0; pair < Pairs; pair++)
        {
            // The second of a pair finds warmer caches than the first.
            bool plainFirst = (pair & 1) == 0;
            double first = Time(plainFirst ? plain : woven);
            double second = Time(plainFirst ? woven : plain);
            samples[pair] = plainFirst ? (first, second) : (second, first);
        }
        double beside = Statistics.Median(samples.Select(pair => pair.Plain)), measured = Statistics.Median(samples.Select(pair => pair.Woven));
        double ratio = Statistics.Median(samples.Select(pair => pair.Woven / pair.Plain));
        return new(title, Measurement.Duration(measured), $"{Measurement.Duration(beside)} unwoven", ratio, "", goal);
    }

    /// <summary>Runs both until the JIT has made its last version of them: it compiles anew, in the background, what has run often.</summary>
    private static void WarmUp(Func<int, double> plain, Func<int, double> woven)
    {
        const int rounds = 6;
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < s_warmUp)
            {
                plain(Times);
                woven(Times);
            }
            // Recompilation waits until nothing new has been compiled for a while.
            Thread.Sleep(s_warmUp);
        }
    }

    private static double Time(Func<int, double> work)
    {
        long start = Stopwatch.GetTimestamp();
        work(Times);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <summary>Loads a copy into a context of its own.</summary>
    private static Func<int, double> Load(string file, string method)
    {
        AssemblyLoadContext context = new(file);
        context.Resolving += (_, name) =>
            Path.Combine(Path.GetDirectoryName(file)!, name.Name + ".dll") is var beside && File.Exists(beside) ? context.LoadFromAssemblyPath(beside) : null;
        return context.LoadFromAssemblyPath(file).GetType("Workload.Micro", throwOnError: true)!.GetMethod(method)!.CreateDelegate<Func<int, double>>();
    }
}
