using System.Diagnostics;
using System.Globalization;

namespace Stress;

/// <summary>
/// Writes what a worker does, line by line: each operation before it begins, so that those of a process that is killed are known, and its result after it. The clock is the same for
/// all processes of the machine.
/// </summary>
public sealed class History
{
    private static readonly object s_gate = new();
    private static long s_last;
    private readonly string _worker;

    public History(string worker) => _worker = worker;

    public long Begin(string key, string name, long input)
    {
        long id = Interlocked.Increment(ref s_last);
        Write($"call {_worker}.{id} {_worker} {key} {name} {input} {Stopwatch.GetTimestamp()}");
        return id;
    }

    public void End(long id, long output) => Write($"return {_worker}.{id} {output} {Stopwatch.GetTimestamp()}");

    /// <summary>It did not happen.</summary>
    public void Forget(long id) => Write($"forget {_worker}.{id}");

    public static void Write(string line)
    {
        lock (s_gate)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
