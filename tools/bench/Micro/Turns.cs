using System.Diagnostics;
using Weft.Bench.Report;

namespace Weft.Bench.Micro;

/// <summary>Two copies of the same code, run in turns so that whatever else the machine does meets both.</summary>
/// <param name="Times">How many times the work is done in each turn.</param>
/// <param name="Pairs">How many turns each has.</param>
/// <param name="WarmUpRounds">How often both run, and wait for the JIT, before anything counts.</param>
internal sealed record Turns(int Times, int Pairs, int WarmUpRounds)
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(300);

    /// <summary>The median of the ratios of the pairs, and the medians of both, in nanoseconds for each turn.</summary>
    public (double Plain, double Woven, double Ratio) Measure(Func<int, double> plain, Func<int, double> woven)
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
        return (Statistics.Median(samples.Select(pair => pair.Plain)), Statistics.Median(samples.Select(pair => pair.Woven)), Statistics.Median(samples.Select(pair => pair.Woven / pair.Plain)));
    }

    /// <summary>Runs both until the JIT has made its last version of them: it compiles anew, in the background, what has run often.</summary>
    private void WarmUp(Func<int, double> plain, Func<int, double> woven)
    {
        for (int round = 0; round < WarmUpRounds; round++)
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

    private double Time(Func<int, double> work)
    {
        long start = Stopwatch.GetTimestamp();
        work(Times);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
