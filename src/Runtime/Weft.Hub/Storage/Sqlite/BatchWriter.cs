using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Weft.Hub.Storage.Sqlite;

/// <summary>Writes batches in the transaction that is open. Its statements are prepared once. Not thread-safe.</summary>
internal sealed class BatchWriter : IDisposable
{
    private readonly Statement _record;
    private readonly Statement _position;
    private readonly Statement _root;
    private readonly Statement _noRoot;
    private readonly Statement _synchronizer;
    private readonly Statement _noSynchronizer;
    private readonly Statement _item;
    private readonly Statement _noItemsBefore;
    private readonly Statement _noItemsFrom;
    private readonly Statement _member;
    private readonly Statement _noMember;
    private readonly Statement _cluster;

    public BatchWriter(SqliteConnection connection)
    {
        _record = new(connection, "INSERT INTO log (sequence, session, number, entries, sum) VALUES (?1, ?2, ?3, ?4, ?5)");
        _position = new(connection, "UPDATE member SET last_group = max(last_group, ?2) WHERE session = ?1");
        _root = new(connection, """
            INSERT INTO root (name, type, value, sum, sequence, session, request) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (name) DO UPDATE SET type = ?2, value = ?3, sum = ?4, sequence = ?5, session = ?6, request = ?7
            """);
        _noRoot = new(connection, "DELETE FROM root WHERE name = ?1");
        _synchronizer = new(connection, "INSERT INTO synchronizer (id, state, sum) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET state = ?2, sum = ?3");
        _noSynchronizer = new(connection, "DELETE FROM synchronizer WHERE id = ?1");
        _item = new(connection, "INSERT INTO item (synchronizer, place, value, sum) VALUES (?1, ?2, ?3, ?4)");
        _noItemsBefore = new(connection, "DELETE FROM item WHERE synchronizer = ?1 AND place < ?2");
        _noItemsFrom = new(connection, "DELETE FROM item WHERE synchronizer = ?1 AND place >= ?2");
        _member = new(connection, """
            INSERT INTO member (session, number, name, host, process, last_group) VALUES (?1, ?2, ?3, ?4, ?5, 0)
            ON CONFLICT (session) DO UPDATE SET last_group = CASE WHEN number = ?2 THEN last_group ELSE 0 END, number = ?2, name = ?3, host = ?4, process = ?5
            """);
        _noMember = new(connection, "DELETE FROM member WHERE session = ?1");
        _cluster = new(connection, """
            INSERT INTO cluster (one, lineage, name, hash, contract, last_member) VALUES (1, ?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (one) DO UPDATE SET lineage = ?1, name = ?2, hash = ?3, contract = ?4, last_member = ?5
            """);
    }

    public void Write(StoreBatch batch)
    {
        foreach (StoredRoot root in batch.Roots)
            Write(root);
        foreach (StoredSynchronizer synchronizer in batch.Synchronizers)
            Write(synchronizer);
        foreach (StoredMember member in batch.Members)
            Write(member);
        if (batch.Cluster is { } cluster)
            _cluster.Run(cluster.Lineage.ToByteArray(), cluster.ClusterName, cluster.ConfigurationHash, (long)cluster.ContractVersion, (long)cluster.LastMemberNumber);
        Write(batch.Records);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Statement statement in (Statement[])[_record, _position, _root, _noRoot, _synchronizer, _noSynchronizer, _item, _noItemsBefore, _noItemsFrom, _member, _noMember, _cluster])
            statement.Dispose();
    }

    private void Write(StoredRoot root)
    {
        if (root.Value.IsEmpty)
            _noRoot.Run(root.Name);
        else
            _root.Run(root.Name, (long)root.TypeId, Array(root.Value), Checksum.Of(root.Value.Span), (long)root.Sequence, root.Session.ToByteArray(), (long)root.RequestId);
    }

    private void Write(StoredSynchronizer synchronizer)
    {
        long id = (long)synchronizer.Id;
        if (synchronizer.State.IsEmpty)
        {
            _noSynchronizer.Run(id);
            _noItemsBefore.Run(id, long.MaxValue);
            return;
        }
        _synchronizer.Run(id, Array(synchronizer.State), Checksum.Of(synchronizer.State.Span));
        if (synchronizer.Items is not { } items)
            return;
        _noItemsBefore.Run(id, items.First);
        _noItemsFrom.Run(id, items.From);
        for (int i = 0; i < items.Values.Count; i++)
            _item.Run(id, items.From + i, Array(items.Values[i]), Checksum.Of(items.Values[i].Span));
    }

    private void Write(StoredMember member)
    {
        if (member.IsGone)
            _noMember.Run(member.Session.ToByteArray());
        else
            _member.Run(member.Session.ToByteArray(), (long)member.Number, member.Name, member.Host, (long)member.ProcessId);
    }

    private void Write(IReadOnlyList<LogRecord> records)
    {
        Dictionary<Guid, ulong> positions = [];
        foreach (LogRecord record in records)
        {
            _record.Run((long)record.Sequence, record.Session.ToByteArray(), (long)record.GroupNumber, Array(record.Entries), Checksum.Of(record.Entries.Span));
            if (record.GroupNumber > positions.GetValueOrDefault(record.Session))
                positions[record.Session] = record.GroupNumber;
        }
        foreach ((Guid session, ulong number) in positions)
            _position.Run(session.ToByteArray(), (long)number);
    }

    internal static byte[] Array(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : bytes.ToArray();
}
