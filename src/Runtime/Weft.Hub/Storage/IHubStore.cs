namespace Weft.Hub.Storage;

/// <summary>What became of an append.</summary>
public enum AppendOutcome
{
    /// <summary>The batch is on stable storage.</summary>
    Stored = 0,

    /// <summary>Another hub has a newer epoch; nothing was stored, and nothing ever will be under this one.</summary>
    Fenced = 1,

    /// <summary>It cannot be told whether the batch was stored. The hub must read the log before it goes on.</summary>
    Unknown = 2,
}

/// <summary>One group, or root decision, in the order of the cluster.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Session">The session that made it.</param>
/// <param name="GroupNumber">Its number in that session; stored with it, so that a group sent again is known.</param>
/// <param name="Entries">Its entries; none for a root decision.</param>
public sealed record LogRecord(ulong Sequence, Guid Session, ulong GroupNumber, ReadOnlyMemory<byte> Entries);

/// <summary>A named variable as stored.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeId">The type of its field.</param>
/// <param name="Value">Its encoded value; empty: the root is deleted.</param>
/// <param name="Sequence">The number of the decision that made it so.</param>
/// <param name="Session">The session whose assignment that was; none where an administrator decided.</param>
/// <param name="RequestId">That assignment's number in the session, so that one which is asked again is known.</param>
public sealed record StoredRoot(string Name, ulong TypeId, ReadOnlyMemory<byte> Value, ulong Sequence, Guid Session, ulong RequestId);

/// <summary>A synchronizer as stored.</summary>
/// <param name="Id">Its object id.</param>
/// <param name="State">Its whole state but for items, as the core encodes it; empty: there is none any more, nor are there items.</param>
public sealed record StoredSynchronizer(ulong Id, ReadOnlyMemory<byte> State)
{
    /// <summary>In a batch what has changed of its items, null: nothing; what is read has all that there are, null: none were ever stored.</summary>
    public StoredItems? Items { get; init; }
}

/// <summary>Items of a channel. Each has a place, which is a number that grows by one from an item to the next.</summary>
/// <param name="First">The place of the first one there is: those before it are gone.</param>
/// <param name="From">From this place on those that were there are replaced, where any were.</param>
/// <param name="Values">By these, as encoded values.</param>
public sealed record StoredItems(long First, long From, IReadOnlyList<ReadOnlyMemory<byte>> Values);

/// <summary>A member of the cluster as stored.</summary>
/// <param name="Session">Its session.</param>
/// <param name="Number">Its number.</param>
/// <param name="Name">The node's name.</param>
/// <param name="Host">Its machine.</param>
/// <param name="ProcessId">Its process there.</param>
/// <param name="IsGone">Whether it has left or counts as dead: then it is forgotten.</param>
/// <param name="LastGroup">The last of its groups in the log, also where that was compacted. The store keeps it; in a batch it means nothing.</param>
public sealed record StoredMember(Guid Session, int Number, string Name, string Host, int ProcessId, bool IsGone = false, ulong LastGroup = 0);

/// <summary>What a hub that starts on the store must know of the cluster.</summary>
/// <param name="Lineage">Tells the cluster of this store from all others.</param>
/// <param name="ClusterName">The cluster's name; null: no node has said it yet.</param>
/// <param name="ConfigurationHash">The hash of the weaving configuration; null likewise.</param>
/// <param name="ContractVersion">The version of the contract between woven code and runtime; 0 likewise.</param>
/// <param name="LastMemberNumber">The last number that a member was given.</param>
public sealed record StoredCluster(Guid Lineage, string? ClusterName, string? ConfigurationHash, int ContractVersion, int LastMemberNumber);

/// <summary>What is stored at once: all of it or nothing.</summary>
/// <param name="Records">Consecutive records, the first following the last one stored; there may be none.</param>
/// <param name="Roots">Roots that changed, in order.</param>
public sealed record StoreBatch(IReadOnlyList<LogRecord> Records, IReadOnlyList<StoredRoot> Roots)
{
    /// <summary>Synchronizers that changed, in order: of several states of one the last counts.</summary>
    public IReadOnlyList<StoredSynchronizer> Synchronizers { get; init; } = [];

    /// <summary>Members that came or went, in order. One that comes has no groups yet; one that is stored again under its number keeps its position.</summary>
    public IReadOnlyList<StoredMember> Members { get; init; } = [];

    /// <summary>The cluster, if that has changed.</summary>
    public StoredCluster? Cluster { get; init; }
}

/// <summary>The state of one object.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Creation">A creation entry, as in a group.</param>
public sealed record StoredState(ulong Id, ReadOnlyMemory<byte> Creation);

/// <summary>The state of all objects and types. Roots, synchronizers and members are always stored as they are now.</summary>
/// <param name="Sequence">All records up to this number are contained in it.</param>
/// <param name="Types">All type definitions, as entries.</param>
/// <param name="Objects">All objects; enumerated once.</param>
public sealed record StoreSnapshot(ulong Sequence, ReadOnlyMemory<byte> Types, IEnumerable<StoredState> Objects);

/// <summary>
/// Where a hub keeps its log. Every write carries the epoch of the hub that makes it, and the store refuses those of earlier epochs: so two hubs that both believe to be the
/// active one cannot both write. A call may take as long as a disk does, also before it returns its task. <see cref="HubStoreException"/> says what a store could not do.
/// </summary>
public interface IHubStore
{
    /// <summary>Whether a later hub finds what is stored here. If not, nothing needs to wait until it is stored, and there is nothing to read.</summary>
    bool IsLasting { get; }

    /// <summary>What is to be told of the store; costs nothing.</summary>
    StoreSummary Describe();

    /// <summary>Makes the caller the active hub: returns an epoch higher than all before.</summary>
    ValueTask<ulong> AcquireEpochAsync(CancellationToken cancellation);

    /// <summary>Appends a batch.</summary>
    /// <remarks>The batch is the store's until the answer; nobody changes it meanwhile.</remarks>
    /// <exception cref="ArgumentException">Its records do not follow the last one stored without a gap.</exception>
    ValueTask<AppendOutcome> AppendAsync(ulong epoch, StoreBatch batch, CancellationToken cancellation);

    /// <summary>Stores a snapshot in the place of the one before, and forgets the records that it contains.</summary>
    /// <exception cref="ArgumentException">It is older than the one before, or newer than the last record.</exception>
    ValueTask<AppendOutcome> WriteSnapshotAsync(ulong epoch, StoreSnapshot snapshot, CancellationToken cancellation);

    /// <summary>The last snapshot; null if there is none.</summary>
    ValueTask<StoreSnapshot?> ReadSnapshotAsync(CancellationToken cancellation);

    /// <summary>The state of one object as of the last snapshot; null if that does not have it.</summary>
    ValueTask<StoredState?> ReadObjectAsync(ulong id, CancellationToken cancellation);

    /// <summary>The records from a number on that no snapshot contains, in order.</summary>
    IAsyncEnumerable<LogRecord> ReadLogAsync(ulong from, CancellationToken cancellation);

    /// <summary>The number of the last record, also where no log has it any more; 0 if there was none.</summary>
    ValueTask<ulong> ReadLastSequenceAsync(CancellationToken cancellation);

    /// <summary>All roots.</summary>
    ValueTask<IReadOnlyList<StoredRoot>> ReadRootsAsync(CancellationToken cancellation);

    /// <summary>All synchronizers.</summary>
    ValueTask<IReadOnlyList<StoredSynchronizer>> ReadSynchronizersAsync(CancellationToken cancellation);

    /// <summary>All members that are not gone, with their positions.</summary>
    ValueTask<IReadOnlyList<StoredMember>> ReadMembersAsync(CancellationToken cancellation);

    /// <summary>The cluster; null if nothing was said of it yet.</summary>
    ValueTask<StoredCluster?> ReadClusterAsync(CancellationToken cancellation);

    /// <summary>Takes object ids that nobody was given before, this store's earlier users included.</summary>
    /// <returns>The first; 0 if the epoch is fenced.</returns>
    ValueTask<ulong> ReserveIdsAsync(ulong epoch, int count, CancellationToken cancellation);
}
