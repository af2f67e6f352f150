using Weft.Hub.Core;
using Weft.Hub.Storage;

namespace Weft.Hub.Server;

/// <summary>
/// Appends what the core accepted to the store, in order and one batch at a time: what comes in while a batch is on its way is the next one. Thread-safe.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="epoch">The hub's epoch in it.</param>
/// <param name="patience">How long the store may leave a full queue standing.</param>
/// <param name="ended">Called once, with the reason, when nothing more can be stored.</param>
internal sealed class StoreWriter(IHubStore store, ulong epoch, TimeSpan patience, Action<string> ended)
{
    private const long MaxWaitingBytes = 256 * 1024 * 1024;
    private const int Attempts = 3;

    // A plain object, since threads wait on it.
    private readonly object _gate = new();
    private List<LogRecord> _records = [];
    private List<StoredRoot> _roots = [];
    private long _waitingBytes;
    private bool _appending;
    private bool _ended;
    private ulong _durable;

    /// <summary>All records up to this number are stored.</summary>
    public ulong Durable => Volatile.Read(ref _durable);

    /// <summary>Whether nothing more can be stored, so that the hub must not accept anything either.</summary>
    public bool HasEnded => Volatile.Read(ref _ended);

    /// <summary>Takes what a call of the core put out; it is copied. To be called in the order of the core's calls.</summary>
    public void Add(Outbox outbox)
    {
        if (outbox.Records.Count == 0)
            return;
        lock (_gate)
        {
            foreach (LogRecord record in outbox.Records)
            {
                _records.Add(record with { Entries = record.Entries.ToArray() });
                _waitingBytes += record.Entries.Length;
            }
            // A root's value is never changed in place.
            _roots.AddRange(outbox.Roots);
        }
    }

    /// <summary>Appends what waits, unless a batch is on its way: then the thread that appends that one goes on. Waits while far too much is unstored.</summary>
    public void Commit()
    {
        lock (_gate)
        {
            if (_appending && _waitingBytes > MaxWaitingBytes && !_ended && !Monitor.Wait(_gate, patience) && _waitingBytes > MaxWaitingBytes)
            {
                End($"{HubDiagnostics.StoreFailed}: the store has not taken {_waitingBytes} bytes within {patience.TotalSeconds:0.#} s.");
                return;
            }
            if (_appending || _ended || _records.Count == 0)
                return;
            _appending = true;
        }
        // Its failures end the hub and are reported there.
        _ = AppendAllAsync();
    }

    private async Task AppendAllAsync()
    {
        try
        {
            while (Take() is { } batch)
            {
                AppendOutcome outcome = await AppendAsync(batch).ConfigureAwait(false);
                if (outcome != AppendOutcome.Stored)
                {
                    End(outcome == AppendOutcome.Fenced
                        ? $"{HubDiagnostics.Fenced}: another hub has taken over the store of this one (epoch {epoch}); groups after {Durable} are not stored."
                        : $"{HubDiagnostics.StoreFailed}: the store cannot tell whether groups after {Durable} are stored.");
                    return;
                }
                Volatile.Write(ref _durable, batch.Records[^1].Sequence);
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            End($"{HubDiagnostics.StoreFailed}: the store failed, and groups after {Durable} are not stored: {failure.Message}");
        }
    }

    private StoreBatch? Take()
    {
        lock (_gate)
        {
            _appending = _records.Count > 0 && !_ended;
            if (!_appending)
                return null;
            StoreBatch batch = new(_records, _roots);
            (_records, _roots, _waitingBytes) = ([], [], 0);
            Monitor.PulseAll(_gate);
            return batch;
        }
    }

    // A batch is stored whole or not at all, so the log tells what became of it.
    private async ValueTask<AppendOutcome> AppendAsync(StoreBatch batch)
    {
        AppendOutcome outcome = AppendOutcome.Unknown;
        for (int attempt = 0; attempt < Attempts && outcome == AppendOutcome.Unknown; attempt++)
        {
            outcome = await store.AppendAsync(epoch, batch, CancellationToken.None).ConfigureAwait(false);
            if (outcome == AppendOutcome.Unknown && await IsInLogAsync(batch.Records[^1]).ConfigureAwait(false))
                return AppendOutcome.Stored;
        }
        return outcome;
    }

    private async ValueTask<bool> IsInLogAsync(LogRecord last)
    {
        await foreach (LogRecord record in store.ReadLogAsync(last.Sequence, CancellationToken.None).ConfigureAwait(false))
            return record.Session == last.Session && record.GroupNumber == last.GroupNumber;
        return false;
    }

    private void End(string reason)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            Volatile.Write(ref _ended, true);
            Monitor.PulseAll(_gate);
        }
        ended(reason);
    }
}
