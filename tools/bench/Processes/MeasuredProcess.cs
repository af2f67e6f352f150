using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Weft.Bench.Processes;

/// <summary>What one run of a program took.</summary>
/// <param name="Seconds">Processor time, of the kernel too: on a busy machine it says more than the clock.</param>
/// <param name="Elapsed">Seconds by the clock.</param>
/// <param name="PeakMegabytes">The most memory that was resident.</param>
internal sealed record Consumption(double Seconds, double Elapsed, double PeakMegabytes);

/// <summary>
/// Runs a program to its end and tells what it took. The kernel counts for all children of a process together, so each is started by a process of its own.
/// </summary>
internal static partial class MeasuredProcess
{
    public const string CommandName = "measured";

    private const int Children = -1;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs <c>dotnet</c> with arguments.</summary>
    public static Consumption Run(IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        using LineProcess measured = new(Built.Bench, [CommandName, "--", .. arguments], environment);
        int code = measured.WaitForEnd();
        string? last = null;
        while (measured.TryReadLine() is { } line)
            last = line;
        if (code != 0 || last?.Split(' ') is not [var seconds, var elapsed, var megabytes])
            throw new InvalidOperationException($"'{string.Join(' ', arguments)}' failed.\n{measured.Errors}");
        double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
        return new(Number(seconds), Number(elapsed), Number(megabytes));
    }

    /// <summary>What the process between does.</summary>
    public static int RunChild(string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            return 1;
        }
        double elapsed = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Console.Error.Write(output.Result + errors.Result);
        if (process.ExitCode != 0)
            return process.ExitCode;
        // struct rusage: user and system time as seconds and microseconds, then the peak in KiB.
        long[] usage = new long[18];
        if (GetUsage(Children, usage) != 0)
            return 1;
        double seconds = usage[0] + usage[2] + (usage[1] + usage[3]) / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds} {elapsed} {usage[4] / 1024.0}"));
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetUsage(int who, [Out] long[] usage);
}
