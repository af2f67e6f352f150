using Weft.Hub.Core;
using Weft.Hub.Server;
using Weft.Hub.Storage;

namespace Weft.Hub.Tests.Simulation;

/// <summary>The store of a simulated hub: what the core puts out waits until the scheduler lets it be stored, some at a time, all of a batch or nothing.</summary>
internal sealed class ModelStore
{
    private readonly MemoryHubStore _stored = new();
    private readonly Queue<Unstored> _unstored = new();
    private readonly List<LogRecord> _all = [];

    public ulong Epoch { get; private set; }

    public bool HasUnstored => _unstored.Count > 0;

    /// <summary>The call of the core whose output was stored last.</summary>
    public ulong LastCall { get; private set; }

    public ulong Durable => Wait(_stored.ReadLastSequenceAsync(default));

    /// <summary>Another hub begins.</summary>
    public StoredHub? TakeOver()
    {
        Epoch = Wait(_stored.AcquireEpochAsync(default));
        (LastCall, StoredHub? stored) = (0, Wait(StoredHub.ReadAsync(_stored, default)));
        return stored;
    }

    /// <summary>How much was ever to be stored of synchronizers.</summary>
    public long SynchronizerBytes { get; private set; }

    public ulong ReserveIds(int count) => Wait(_stored.ReserveIdsAsync(Epoch, count, default));

    public void Add(Outbox outbox, HubCore core)
    {
        if (!outbox.HasToStore)
            return;
        IReadOnlyList<StoredSynchronizer> synchronizers = core.TakeChanged();
        SynchronizerBytes += synchronizers.Sum(static each => each.State.Length + (each.Items?.Values.Sum(static value => (long)value.Length) ?? 0));
        _unstored.Enqueue(new Unstored(
            outbox.Call,
            [.. outbox.Records.Select(record => record with { Entries = record.Entries.ToArray() })],
            [.. outbox.Roots.Select(root => root with { Value = root.Value.ToArray() })],
            synchronizers,
            [.. outbox.Members],
            outbox.Cluster));
    }

    /// <summary>Stores the output of the first so many calls as one batch.</summary>
    public void Flush(int calls)
    {
        List<Unstored> batch = [];
        while (batch.Count < calls && _unstored.TryDequeue(out Unstored? next))
            batch.Add(next);
        if (batch.Count == 0)
            return;
        AppendOutcome outcome = Wait(_stored.AppendAsync(
            Epoch,
            new StoreBatch([.. batch.SelectMany(each => each.Records)], [.. batch.SelectMany(each => each.Roots)])
            {
                Synchronizers = [.. batch.SelectMany(each => each.Synchronizers)],
                Members = [.. batch.SelectMany(each => each.Members)],
                Cluster = batch.Select(each => each.Cluster).LastOrDefault(each => each is not null),
            },
            default));
        Assert.That(outcome, Is.EqualTo(AppendOutcome.Stored));
        _all.AddRange(batch.SelectMany(each => each.Records));
        LastCall = batch[^1].Call;
    }

    /// <summary>The hub dies: of what was not stored, perhaps some is.</summary>
    public void Crash(Random random)
    {
        Flush(random.Next(2) == 0 ? 0 : random.Next(_unstored.Count + 1));
        Crash(lose: true);
    }

    /// <summary>The hub dies.</summary>
    /// <param name="lose">Whether what was not stored is lost.</param>
    public void Crash(bool lose)
    {
        if (!lose)
            Flush(int.MaxValue);
        _unstored.Clear();
    }

    /// <summary>Everything that was ever stored, also what has gone into a snapshot.</summary>
    public IReadOnlyList<LogRecord> All => _all;

    /// <summary>Replaces the records up to a number by a snapshot.</summary>
    public void Compact(ulong upTo) => Assert.That(Wait(StoreCompaction.RunAsync(_stored, Epoch, upTo, default)), Is.EqualTo(AppendOutcome.Stored));

    // The store answers at once.
    private static T Wait<T>(ValueTask<T> answer) => answer.AsTask().GetAwaiter().GetResult();

    private sealed record Unstored(
        ulong Call, IReadOnlyList<LogRecord> Records, IReadOnlyList<StoredRoot> Roots, IReadOnlyList<StoredSynchronizer> Synchronizers, IReadOnlyList<StoredMember> Members, StoredCluster? Cluster);
}
