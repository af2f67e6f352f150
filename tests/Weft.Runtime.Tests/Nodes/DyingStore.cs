using Weft.Hub.Storage;

namespace Weft.Runtime.Tests.Nodes;

/// <summary>A store in memory that outlives its hubs, and of which the test says how much a hub that dies has stored.</summary>
internal sealed class DyingStore : IHubStore
{
    private readonly MemoryHubStore _inner = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource<bool>? _held;

    public bool IsLasting => true;

    /// <summary>From here on nothing more is stored, and the hub does not know yet what becomes of it: it relays all the same.</summary>
    internal void Hold()
    {
        lock (_gate)
            _held ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>What was held is lost: as if the hub's process had been killed before it was written. The hub stops.</summary>
    internal void Lose() => End(stored: false);

    /// <summary>What was held is stored.</summary>
    internal void LetGo() => End(stored: true);

    public StoreSummary Describe() => _inner.Describe();

    public ValueTask<ulong> AcquireEpochAsync(CancellationToken cancellation) => _inner.AcquireEpochAsync(cancellation);

    public async ValueTask<AppendOutcome> AppendAsync(ulong epoch, StoreBatch batch, CancellationToken cancellation)
    {
        Task<bool>? held;
        lock (_gate)
            held = _held?.Task;
        return held is null || await held ? await _inner.AppendAsync(epoch, batch, cancellation) : AppendOutcome.Fenced;
    }

    public ValueTask<AppendOutcome> WriteSnapshotAsync(ulong epoch, StoreSnapshot snapshot, CancellationToken cancellation) => _inner.WriteSnapshotAsync(epoch, snapshot, cancellation);

    public ValueTask<StoreSnapshot?> ReadSnapshotAsync(CancellationToken cancellation) => _inner.ReadSnapshotAsync(cancellation);

    public ValueTask<StoredState?> ReadObjectAsync(ulong id, CancellationToken cancellation) => _inner.ReadObjectAsync(id, cancellation);

    public IAsyncEnumerable<LogRecord> ReadLogAsync(ulong from, CancellationToken cancellation) => _inner.ReadLogAsync(from, cancellation);

    public ValueTask<ulong> ReadLastSequenceAsync(CancellationToken cancellation) => _inner.ReadLastSequenceAsync(cancellation);

    public ValueTask<IReadOnlyList<StoredRoot>> ReadRootsAsync(CancellationToken cancellation) => _inner.ReadRootsAsync(cancellation);

    public ValueTask<IReadOnlyList<StoredSynchronizer>> ReadSynchronizersAsync(CancellationToken cancellation) => _inner.ReadSynchronizersAsync(cancellation);

    public ValueTask<IReadOnlyList<StoredMember>> ReadMembersAsync(CancellationToken cancellation) => _inner.ReadMembersAsync(cancellation);

    public ValueTask<StoredCluster?> ReadClusterAsync(CancellationToken cancellation) => _inner.ReadClusterAsync(cancellation);

    public ValueTask<ulong> ReserveIdsAsync(ulong epoch, int count, CancellationToken cancellation) => _inner.ReserveIdsAsync(epoch, count, cancellation);

    private void End(bool stored)
    {
        lock (_gate)
        {
            _held?.SetResult(stored);
            _held = null;
        }
    }
}
