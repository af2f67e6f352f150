using System.Collections.Concurrent;
using System.Threading.Channels;
using Weft.Hub.Storage;

namespace Weft.Hub.Tests.Support;

/// <summary>A store that answers when the test says so.</summary>
internal sealed class SlowStore : IHubStore
{
    private readonly Channel<bool> _answers = Channel.CreateUnbounded<bool>();
    private readonly ConcurrentQueue<AppendOutcome> _instead = new();

    public MemoryHubStore Inner { get; } = new();

    public ConcurrentQueue<StoreBatch> Batches { get; } = new();

    public bool IsLasting => Inner.IsLasting;

    public StoreSummary Describe() => Inner.Describe();

    /// <summary>Lets appends be answered.</summary>
    public void Answer(int count = 1)
    {
        for (int i = 0; i < count; i++)
            _answers.Writer.TryWrite(true);
    }

    /// <summary>The next append is answered like this, whatever became of it.</summary>
    public void AnswerInstead(AppendOutcome outcome) => _instead.Enqueue(outcome);

    public ValueTask<ulong> AcquireEpochAsync(CancellationToken cancellation) => Inner.AcquireEpochAsync(cancellation);

    public async ValueTask<AppendOutcome> AppendAsync(ulong epoch, StoreBatch batch, CancellationToken cancellation)
    {
        Batches.Enqueue(batch);
        await _answers.Reader.ReadAsync(cancellation);
        AppendOutcome outcome = await Inner.AppendAsync(epoch, batch, cancellation);
        return _instead.TryDequeue(out AppendOutcome instead) ? instead : outcome;
    }

    public ValueTask<AppendOutcome> WriteSnapshotAsync(ulong epoch, StoreSnapshot snapshot, CancellationToken cancellation) => Inner.WriteSnapshotAsync(epoch, snapshot, cancellation);

    public ValueTask<StoreSnapshot?> ReadSnapshotAsync(CancellationToken cancellation) => Inner.ReadSnapshotAsync(cancellation);

    public ValueTask<StoredState?> ReadObjectAsync(ulong id, CancellationToken cancellation) => Inner.ReadObjectAsync(id, cancellation);

    public IAsyncEnumerable<LogRecord> ReadLogAsync(ulong from, CancellationToken cancellation) => Inner.ReadLogAsync(from, cancellation);

    public ValueTask<IReadOnlyList<StoredRoot>> ReadRootsAsync(CancellationToken cancellation) => Inner.ReadRootsAsync(cancellation);

    public ValueTask<ulong> ReadLastSequenceAsync(CancellationToken cancellation) => Inner.ReadLastSequenceAsync(cancellation);

    public ValueTask<IReadOnlyList<StoredSynchronizer>> ReadSynchronizersAsync(CancellationToken cancellation) => Inner.ReadSynchronizersAsync(cancellation);

    public ValueTask<IReadOnlyList<StoredMember>> ReadMembersAsync(CancellationToken cancellation) => Inner.ReadMembersAsync(cancellation);

    public ValueTask<StoredCluster?> ReadClusterAsync(CancellationToken cancellation) => Inner.ReadClusterAsync(cancellation);

    public ValueTask<ulong> ReserveIdsAsync(ulong epoch, int count, CancellationToken cancellation) => Inner.ReserveIdsAsync(epoch, count, cancellation);
}
