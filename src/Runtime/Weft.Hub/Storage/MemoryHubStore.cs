using System.Runtime.CompilerServices;

namespace Weft.Hub.Storage;

/// <summary>Keeps the log in memory: for tests, and as the measure of what other stores must do. Thread-safe.</summary>
public sealed class MemoryHubStore : IHubStore
{
    private readonly Lock _gate = new();
    private readonly List<LogRecord> _log = [];
    private readonly Dictionary<string, StoredRoot> _roots = new(StringComparer.Ordinal);
    private ulong _epoch;
    private ulong _nextId = 1;

    /// <inheritdoc/>
    public ValueTask<ulong> AcquireEpochAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
            return ValueTask.FromResult(++_epoch);
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(ulong epoch, StoreBatch batch, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (epoch != _epoch)
                return ValueTask.FromResult(AppendOutcome.Fenced);
            ulong next = _log.Count == 0 ? 1 : _log[^1].Sequence + 1;
            foreach (LogRecord record in batch.Records)
            {
                if (record.Sequence != next++)
                    throw new ArgumentException($"Record {record.Sequence} does not follow the last one, {next - 2}.", nameof(batch));
            }
            foreach (LogRecord record in batch.Records)
                _log.Add(record with { Entries = record.Entries.ToArray() });
            foreach (StoredRoot root in batch.Roots)
            {
                if (root.Value.IsEmpty)
                    _roots.Remove(root.Name);
                else
                    _roots[root.Name] = root with { Value = root.Value.ToArray() };
            }
            return ValueTask.FromResult(AppendOutcome.Stored);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LogRecord> ReadLogAsync(ulong from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        LogRecord[] records;
        lock (_gate)
            records = [.. _log.Where(record => record.Sequence >= from)];
        foreach (LogRecord record in records)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return await ValueTask.FromResult(record).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredRoot>> ReadRootsAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
            return ValueTask.FromResult<IReadOnlyList<StoredRoot>>([.. _roots.Values]);
    }

    /// <inheritdoc/>
    public ValueTask<ulong> ReserveIdsAsync(ulong epoch, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (epoch != _epoch)
                return ValueTask.FromResult(0UL);
            ulong first = _nextId;
            _nextId += (uint)count;
            return ValueTask.FromResult(first);
        }
    }
}
