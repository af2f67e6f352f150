using Weft.Hub.Core;
using Weft.Hub.Storage;

namespace Weft.Hub.Server;

/// <summary>The batch that is being collected: a copy of what the core wants stored. Not thread-safe.</summary>
internal sealed class WaitingBatch
{
    private readonly List<LogRecord> _records = [];
    private readonly List<StoredRoot> _roots = [];
    private readonly List<StoredMember> _members = [];
    private StoredCluster? _cluster;
    private bool _changesSynchronizers;

    /// <summary>The length of the entries and states in it.</summary>
    public long Bytes { get; private set; }

    public bool IsEmpty => _records.Count + _roots.Count + _members.Count == 0 && !_changesSynchronizers && _cluster is null;

    public void Add(Outbox outbox)
    {
        foreach (LogRecord record in outbox.Records)
        {
            _records.Add(record with { Entries = record.Entries.ToArray() });
            Bytes += record.Entries.Length;
        }
        // A root's value is never changed in place.
        _roots.AddRange(outbox.Roots);
        _changesSynchronizers |= outbox.ChangesSynchronizers;
        _members.AddRange(outbox.Members);
        _cluster = outbox.Cluster ?? _cluster;
    }

    /// <summary>The batch, which is not added to any more.</summary>
    /// <param name="synchronizers">Those that were changed, as they are now.</param>
    public StoreBatch Close(IReadOnlyList<StoredSynchronizer> synchronizers) => new(_records, _roots) { Synchronizers = synchronizers, Members = _members, Cluster = _cluster };
}
