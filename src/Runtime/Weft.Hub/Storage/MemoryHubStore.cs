using System.Runtime.CompilerServices;

namespace Weft.Hub.Storage;

/// <summary>Keeps the log in memory. Thread-safe.</summary>
/// <param name="keepsLog">
/// Whether records can be read again. A hub whose log ends with its process has no use for that: it holds the state itself, and its log would only grow.
/// </param>
public sealed class MemoryHubStore(bool keepsLog = true) : IHubStore
{
    private readonly Lock _gate = new();
    private readonly List<LogRecord> _log = [];
    private readonly Dictionary<string, StoredRoot> _roots = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, StoredState> _objects = [];
    private readonly Dictionary<ulong, StoredSynchronizer> _synchronizers = [];
    private readonly Dictionary<Guid, StoredMember> _members = [];
    private StoredCluster? _cluster;
    private StoreSnapshot? _snapshot;
    private ulong _last;
    private ulong _epoch;
    private ulong _nextId = 1;

    /// <inheritdoc/>
    public bool IsLasting => keepsLog;

    /// <inheritdoc/>
    public StoreSummary Describe()
    {
        lock (_gate)
            return new StoreSummary(null, _last, _log.Count, _log.Sum(static record => (long)record.Entries.Length), _snapshot?.Sequence, _objects.Values.Sum(static state => (long)state.Creation.Length), null);
    }

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
            ulong last = _last;
            foreach (LogRecord record in batch.Records)
            {
                if (record.Sequence != last + 1)
                    throw new ArgumentException($"Record {record.Sequence} does not follow the last one, {last}.", nameof(batch));
                last = record.Sequence;
            }
            _last = last;
            if (keepsLog)
                Keep(batch);
            return ValueTask.FromResult(AppendOutcome.Stored);
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> WriteSnapshotAsync(ulong epoch, StoreSnapshot snapshot, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (epoch != _epoch)
                return ValueTask.FromResult(AppendOutcome.Fenced);
            if (snapshot.Sequence > _last || snapshot.Sequence < (_snapshot?.Sequence ?? 0))
                throw new ArgumentException($"A snapshot of {snapshot.Sequence} does not lie between the one before, {_snapshot?.Sequence ?? 0}, and the last record, {_last}.", nameof(snapshot));
            _objects.Clear();
            foreach (StoredState state in snapshot.Objects)
                _objects[state.Id] = state with { Creation = state.Creation.ToArray() };
            _snapshot = new StoreSnapshot(snapshot.Sequence, snapshot.Types.ToArray(), [.. _objects.Values]);
            _log.RemoveAll(record => record.Sequence <= snapshot.Sequence);
            return ValueTask.FromResult(AppendOutcome.Stored);
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoreSnapshot?> ReadSnapshotAsync(CancellationToken cancellation) => Read(() => _snapshot, cancellation);

    /// <inheritdoc/>
    public ValueTask<StoredState?> ReadObjectAsync(ulong id, CancellationToken cancellation) => Read(() => _objects.GetValueOrDefault(id), cancellation);

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
    public ValueTask<ulong> ReadLastSequenceAsync(CancellationToken cancellation) => Read(() => _last, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredRoot>> ReadRootsAsync(CancellationToken cancellation) => Read<IReadOnlyList<StoredRoot>>(() => [.. _roots.Values], cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredSynchronizer>> ReadSynchronizersAsync(CancellationToken cancellation) =>
        Read<IReadOnlyList<StoredSynchronizer>>(() => [.. _synchronizers.Values], cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredMember>> ReadMembersAsync(CancellationToken cancellation) => Read<IReadOnlyList<StoredMember>>(() => [.. _members.Values], cancellation);

    /// <inheritdoc/>
    public ValueTask<StoredCluster?> ReadClusterAsync(CancellationToken cancellation) => Read(() => _cluster, cancellation);

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

    private ValueTask<T> Read<T>(Func<T> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
            return ValueTask.FromResult(read());
    }

    private void Keep(StoreBatch batch)
    {
        foreach (StoredRoot root in batch.Roots)
            Keep(_roots, root.Name, root.Value.IsEmpty ? null : root with { Value = root.Value.ToArray() });
        foreach (StoredSynchronizer synchronizer in batch.Synchronizers)
            Keep(_synchronizers, synchronizer.Id, synchronizer.State.IsEmpty ? null : synchronizer with { State = synchronizer.State.ToArray(), Items = ItemsAfter(_synchronizers.GetValueOrDefault(synchronizer.Id)?.Items, synchronizer.Items) });
        foreach (StoredMember member in batch.Members)
        {
            bool isKnown = _members.TryGetValue(member.Session, out StoredMember? known) && known.Number == member.Number;
            Keep(_members, member.Session, member.IsGone ? null : member with { LastGroup = isKnown ? known!.LastGroup : 0 });
        }
        _cluster = batch.Cluster ?? _cluster;
        foreach (LogRecord record in batch.Records)
        {
            _log.Add(record with { Entries = record.Entries.ToArray() });
            if (_members.TryGetValue(record.Session, out StoredMember? member) && member.LastGroup < record.GroupNumber)
                _members[record.Session] = member with { LastGroup = record.GroupNumber };
        }
    }

    private static StoredItems? ItemsAfter(StoredItems? known, StoredItems? changed)
    {
        if (changed is null || known is null)
            return changed ?? known;
        IEnumerable<ReadOnlyMemory<byte>> kept = known.Values.Where((_, index) => known.First + index >= changed.First && known.First + index < changed.From);
        return new StoredItems(changed.First, changed.First, [.. kept, .. changed.Values]);
    }

    private static void Keep<TKey, TValue>(Dictionary<TKey, TValue> values, TKey key, TValue? value)
        where TKey : notnull
    {
        if (value is null)
            values.Remove(key);
        else
            values[key] = value;
    }
}
