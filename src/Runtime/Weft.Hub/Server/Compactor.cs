using System.Diagnostics;
using System.Globalization;
using Weft.Hub.Core;
using Weft.Hub.Storage;

namespace Weft.Hub.Server;

/// <summary>Keeps a store's log short: compacts it, on a thread of its own, whenever it has become longer than what it is made from. Thread-safe.</summary>
/// <param name="store">The store.</param>
/// <param name="epoch">The hub's epoch in it.</param>
/// <param name="leastBytes">A log that is no longer than this stays.</param>
/// <param name="log">Takes lines for the log.</param>
internal sealed class Compactor(IHubStore store, ulong epoch, long leastBytes, Action<string> log) : IDisposable
{
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(5);
    private const long PauseMilliseconds = 60_000;

    private readonly CancellationTokenSource _stopping = new();
    private Thread? _thread;
    private long _notBefore = long.MinValue;
    private volatile bool _isRunning;

    /// <summary>Starts if it is time to. To be called again and again, by one thread.</summary>
    /// <param name="upTo">Up to here the log is not needed.</param>
    /// <param name="now">A monotonic time in milliseconds.</param>
    public void Consider(ulong upTo, long now)
    {
        if (_isRunning || now < _notBefore || !IsWorthIt(store.Describe(), upTo))
            return;
        _isRunning = true;
        _thread = new Thread(() => Run(upTo)) { IsBackground = true, Name = "weft hub compactor", Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _thread?.Join(s_stopLimit);
    }

    // Where members are slow to confirm, little of the log may go, and all of it would have to be read.
    private bool IsWorthIt(StoreSummary summary, ulong upTo)
    {
        ulong from = summary.Snapshot ?? 0;
        return summary.LogBytes > Math.Max(leastBytes, summary.SnapshotBytes) && upTo > from && (upTo - from) * 2 >= summary.Last - from;
    }

    private void Run(ulong upTo)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            StoreSummary before = store.Describe();
            AppendOutcome outcome = StoreCompaction.RunAsync(store, epoch, upTo, _stopping.Token).AsTask().GetAwaiter().GetResult();
            StoreSummary after = store.Describe();
            if (outcome == AppendOutcome.Stored)
                log($"The log was compacted up to number {upTo} within {Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s: {Size(before)} before, {Size(after)} now.");
        }
        catch (OperationCanceledException)
        {
            // The hub stops, and the next one finds the log as long as it is.
            _notBefore = long.MaxValue;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The hub serves what it has in memory; whoever runs it has to know that the log grows, or cannot be read.
            string code = failure is InvalidDataException ? $"{HubDiagnostics.StoreDamaged}: " : failure is HubStoreException ? "" : $"{HubDiagnostics.StoreFailed}: ";
            log($"{code}{failure.Message} The log could not be compacted and stays as it is; this is tried again.");
            _notBefore = Environment.TickCount64 + PauseMilliseconds;
        }
        finally
        {
            _isRunning = false;
        }
    }

    private static string Size(StoreSummary summary) =>
        string.Create(CultureInfo.InvariantCulture, $"{summary.LogBytes / 1048576.0:0.0} MB of log and {summary.SnapshotBytes / 1048576.0:0.0} MB of snapshot");
}
