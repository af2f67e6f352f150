using Weft.Hub.Core;
using Weft.Hub.Storage;

namespace Weft.Hub.Server;

/// <summary>The core, as the writer of its store needs it.</summary>
/// <param name="Gate">Is held while the core is called, and taken by nobody who holds a lock of the writer.</param>
/// <param name="TakeChanged">See <see cref="HubCore.TakeChanged"/>.</param>
internal sealed record BatchSource(Lock Gate, Func<IReadOnlyList<StoredSynchronizer>> TakeChanged);

/// <summary>
/// Appends what the core accepted to the store, in order and one batch at a time: what comes in while a batch is on its way is the next one. Thread-safe.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="epoch">The hub's epoch in it.</param>
/// <param name="patience">How long the store may leave a full queue standing.</param>
/// <param name="last">The number of the last record that the store had before.</param>
/// <param name="source">Where the rest of a batch comes from when it is closed.</param>
/// <param name="ended">Called once, with the reason, when nothing more can be stored.</param>
/// <param name="stored">Called after each batch, in order, without any lock: by the thread that calls <see cref="Commit"/> where the store answers at once, else by one of the store's.</param>
internal sealed class StoreWriter(IHubStore store, ulong epoch, TimeSpan patience, ulong last, BatchSource source, Action<string> ended, Action? stored = null)
{
    private const long MaxWaitingBytes = 256 * 1024 * 1024;
    private const int Attempts = 3;

    // A plain object, since threads wait on it.
    private readonly object _gate = new();
    private WaitingBatch _waiting = new();
    private ulong _added;
    private ulong _stored;
    private Thread? _thread;
    private bool _appending;
    private bool _closed;
    private bool _ended;
    private ulong _durable = last;

    /// <summary>All records up to this number are stored.</summary>
    public ulong Durable => Volatile.Read(ref _durable);

    /// <summary>Whether nothing more can be stored, so that the hub must not accept anything either.</summary>
    public bool HasEnded => Volatile.Read(ref _ended);

    /// <summary>The last call of the core that had something to store: what was added up to now is stored once <see cref="Stored"/> is no less.</summary>
    public ulong Added => Volatile.Read(ref _added);

    /// <summary>What the calls of the core up to this one put out is stored, see <see cref="Outbox.Call"/>.</summary>
    public ulong Stored => Volatile.Read(ref _stored);

    /// <summary>Takes what a call of the core put out; it is copied. To be called in the order of the core's calls.</summary>
    public void Add(Outbox outbox)
    {
        if (!outbox.HasToStore)
            return;
        lock (_gate)
        {
            _waiting.Add(outbox);
            Volatile.Write(ref _added, outbox.Call);
        }
    }

    /// <summary>Appends what waits, unless a batch is on its way: then the thread that appends that one goes on. Waits while far too much is unstored.</summary>
    public void Commit()
    {
        lock (_gate)
        {
            if (_appending && IsFull && !_ended && !Monitor.Wait(_gate, patience) && IsFull)
            {
                End($"{HubDiagnostics.StoreFailed}: the store has not taken {_waiting.Bytes} bytes within {patience.TotalSeconds:0.#} s.");
                return;
            }
            if (_appending || _ended || _waiting.IsEmpty)
                return;
            _appending = true;
            if (store.IsLasting)
            {
                Wake();
                return;
            }
        }
        // It answers at once; the failures of appending end the hub and are reported there.
        _ = AppendAllAsync();
    }

    /// <summary>Stores all that was added; nothing is added afterwards.</summary>
    /// <returns>Whether it is stored; if not, the limit is over or the store has failed.</returns>
    public bool Close(TimeSpan limit)
    {
        Commit();
        long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        lock (_gate)
        {
            while (_stored != _added && !_ended)
            {
                int left = (int)(end - Environment.TickCount64);
                if (left <= 0 || !Monitor.Wait(_gate, left))
                    break;
            }
            _closed = true;
            Monitor.PulseAll(_gate);
            return _stored == _added;
        }
    }

    // A disk takes its time, which no thread that serves nodes has.
    private void Wake()
    {
        if (_thread is null)
        {
            _thread = new Thread(AppendAlways) { IsBackground = true, Name = "weft hub store" };
            _thread.Start();
        }
        Monitor.PulseAll(_gate);
    }

    private void AppendAlways()
    {
        while (WaitForWork())
            AppendAllAsync().GetAwaiter().GetResult();
    }

    private bool WaitForWork()
    {
        lock (_gate)
        {
            while (!_appending && !_ended && !_closed)
                Monitor.Wait(_gate);
            return _appending && !_ended;
        }
    }

    private bool IsFull => _waiting.Bytes > MaxWaitingBytes;

    private async Task AppendAllAsync()
    {
        try
        {
            while (Take(out ulong added) is { } batch)
            {
                AppendOutcome outcome = await AppendAsync(batch).ConfigureAwait(false);
                if (outcome != AppendOutcome.Stored)
                {
                    End(outcome == AppendOutcome.Fenced
                        ? $"{HubDiagnostics.Fenced}: another hub has taken over the store of this one (epoch {epoch}); groups after {Durable} are not stored."
                        : $"{HubDiagnostics.StoreFailed}: the store cannot tell whether groups after {Durable} are stored.");
                    return;
                }
                if (batch.Records.Count > 0)
                    Volatile.Write(ref _durable, batch.Records[^1].Sequence);
                lock (_gate)
                {
                    Volatile.Write(ref _stored, added);
                    Monitor.PulseAll(_gate);
                }
                stored?.Invoke();
            }
        }
        catch (HubStoreException failure)
        {
            End($"{failure.Message} Groups after {Durable} are not stored.");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            End($"{HubDiagnostics.StoreFailed}: the store failed, and groups after {Durable} are not stored: {failure.Message}");
        }
    }

    private StoreBatch? Take(out ulong added)
    {
        // What the core has put out, and what it has changed, are of one moment.
        lock (source.Gate)
        {
            lock (_gate)
            {
                added = _added;
                _appending = !_waiting.IsEmpty && !_ended;
                if (!_appending)
                    return null;
                StoreBatch batch = _waiting.Close(source.TakeChanged());
                _waiting = new WaitingBatch();
                Monitor.PulseAll(_gate);
                return batch;
            }
        }
    }

    // A batch is stored whole or not at all, so the log tells what became of it. One without records changes nothing if it is stored a second time.
    private async ValueTask<AppendOutcome> AppendAsync(StoreBatch batch)
    {
        AppendOutcome outcome = AppendOutcome.Unknown;
        for (int attempt = 0; attempt < Attempts && outcome == AppendOutcome.Unknown; attempt++)
        {
            outcome = await store.AppendAsync(epoch, batch, CancellationToken.None).ConfigureAwait(false);
            if (outcome == AppendOutcome.Unknown && batch.Records.Count > 0 && await IsInLogAsync(batch.Records[^1]).ConfigureAwait(false))
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
