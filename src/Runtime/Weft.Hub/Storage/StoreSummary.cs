namespace Weft.Hub.Storage;

/// <summary>What a store tells of itself.</summary>
/// <param name="Place">Where it is: the data folder; null: in memory.</param>
/// <param name="Last">The number of the last record.</param>
/// <param name="LogRecords">How many records the log has.</param>
/// <param name="LogBytes">The length of their entries.</param>
/// <param name="Snapshot">The number of the last snapshot; null: there is none.</param>
/// <param name="SnapshotBytes">The length of what is in it.</param>
/// <param name="SnapshotTime">When it was written.</param>
public sealed record StoreSummary(string? Place, ulong Last, long LogRecords, long LogBytes, ulong? Snapshot, long SnapshotBytes, DateTimeOffset? SnapshotTime)
{
    /// <summary>The process that used the store before and has ended, if a node ran in it; null where that is not known.</summary>
    public HubProcess? Before { get; init; }
}

/// <summary>A process that a hub runs in.</summary>
/// <param name="Host">Its machine.</param>
/// <param name="ProcessId">Its number there.</param>
public sealed record HubProcess(string Host, int ProcessId);
