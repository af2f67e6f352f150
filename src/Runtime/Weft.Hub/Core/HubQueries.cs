using System.Globalization;
using System.Text.Json;
using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>Answers an administrator's questions in JSON.</summary>
internal static class HubQueries
{
    public static QueryReply Answer(HubCore core, Query query, long now)
    {
        using var buffer = new MemoryStream();
        bool found = true;
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = false }))
        {
            switch (query.What)
            {
                case QueryKind.Status:
                    WriteStatus(core, json, now);
                    break;
                case QueryKind.Roots:
                    WriteRoots(core, json);
                    break;
                case QueryKind.Nodes:
                    WriteNodes(core, json);
                    break;
                case QueryKind.Locks:
                    WriteLocks(core, json, now);
                    break;
                case QueryKind.Show:
                    found = WriteObject(core, query.Argument, json);
                    break;
            }
        }
        return new QueryReply(query.RequestId, found, buffer.ToArray());
    }

    private static void WriteStatus(HubCore core, Utf8JsonWriter json, long now)
    {
        json.WriteStartObject();
        json.WriteString("cluster", core.Membership.ClusterName);
        json.WriteNumber("protocolVersion", FrameCodec.ProtocolVersion);
        json.WriteNumber("epoch", core.Epoch);
        json.WriteNumber("sequence", core.Sequence);
        json.WriteNumber("durable", core.Durable);
        json.WriteBoolean("recovering", core.IsRecovering);
        if (core.Recovery is { } recovery)
            json.WriteString("waitsFor", string.Join(", ", recovery.Awaited(now)));
        WriteStorage(core.Storage, json);
        json.WriteNumber("nodes", core.Membership.Connected.Count());
        json.WriteNumber("objects", core.Objects.Count);
        json.WriteNumber("types", core.Types.Count);
        json.WriteNumber("roots", core.Roots.All.Count);
        json.WriteNumber("locks", core.Locks.Count);
        json.WriteNumber("lockHandovers", core.Locks.Handovers);
        json.WriteNumber("deadlocks", core.DeadlocksNow);
        json.WriteNumber("deadlocksFound", core.DeadlocksFound);
        json.WriteNumber("groups", core.Groups);
        json.WriteNumber("transactions", core.Transactions);
        json.WriteNumber("entries", core.Entries);
        json.WriteNumber("forwardedWhole", core.Relay.ForwardedWhole);
        json.WriteNumber("forwardedPruned", core.Relay.ForwardedPruned);
        json.WriteNumber("faults", core.Faults);
        json.WriteNumber("calls", core.Calls.Relayed);
        json.WriteNumber("callsPending", core.Calls.PendingCount);
        json.WriteNumber("callsFailed", core.Calls.Failed);
        json.WriteEndObject();
    }

    private static void WriteStorage(StoreSummary? storage, Utf8JsonWriter json)
    {
        json.WriteString("storage", storage?.Place ?? "memory");
        if (storage?.Place is null)
            return;
        json.WriteNumber("logRecords", storage.LogRecords);
        json.WriteNumber("logBytes", storage.LogBytes);
        json.WriteNumber("snapshot", storage.Snapshot ?? 0);
        json.WriteNumber("snapshotBytes", storage.SnapshotBytes);
        json.WriteString("snapshotTime", storage.SnapshotTime?.UtcDateTime.ToString("u", CultureInfo.InvariantCulture) ?? "none");
    }

    private static void WriteRoots(HubCore core, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach ((string name, RootTable.Root root) in core.Roots.All.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("fieldType", TypeName(core, root.TypeId));
            json.WritePropertyName("value");
            JsonValues.Write(json, Cell(core, root) is { } cell ? cell.Values[0].Bytes : root.Value, core.Types);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The array of one element that a root of a copied type is; null for other roots.</summary>
    private static SequenceObject? Cell(HubCore core, RootTable.Root root)
    {
        var reader = new WireReader(root.Value);
        if ((ValueTag)reader.Byte() != ValueTag.Reference || core.Objects.Find(reader.Fixed64()) is not SequenceObject { Kind: ObjectKind.Array } array || array.Values.Length != 1)
            return null;
        string element = TypeName(core, root.TypeId);
        int assembly = element.LastIndexOf(", ", StringComparison.Ordinal);
        string type = TypeName(core, array.TypeId);
        return type == element + "[]" || (assembly > 0 && type == element.Insert(assembly, "[]")) ? array : null;
    }

    private static void WriteNodes(HubCore core, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (Member member in core.Membership.All)
        {
            json.WriteStartObject();
            json.WriteNumber("number", member.Number);
            json.WriteString("name", member.Info.Name);
            json.WriteString("host", member.Info.Host);
            json.WriteNumber("processId", member.Info.ProcessId);
            json.WriteString("state", member.State.ToString());
            json.WriteNumber("groups", member.LastGroup);
            json.WriteNumber("callsFailed", member.CallsFailed);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteLocks(HubCore core, Utf8JsonWriter json, long now)
    {
        json.WriteStartObject();
        json.WriteStartArray("locks");
        foreach ((LockId id, Lease lease) in core.Locks.Leases)
        {
            if (lease.Holdings.Count == 0 && lease.Queue.Count == 0 && lease.Waits.IsEmpty)
                continue;
            json.WriteStartObject();
            json.WriteString("id", Hex(id.Id));
            json.WriteNumber("part", id.Part);
            json.WriteBoolean("named", id.Named);
            if (!id.Named && core.Objects.Find(id.Id) is { } locked)
                json.WriteString("type", TypeName(core, locked.TypeId));
            WriteHoldings(lease, json);
            json.WriteStartArray("waiting");
            foreach (Lease.Waiter waiter in lease.Queue)
            {
                json.WriteStartObject();
                json.WriteNumber("node", waiter.Member.Number);
                json.WriteString("mode", waiter.Mode.ToString());
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("waitingForPulse");
            foreach (WaitSet.Waiting waiting in lease.Waits.All)
                json.WriteNumberValue(waiting.Member.Number);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteSynchronizerWaits(core, json, now);
        json.WriteStartArray("deadlocks");
        foreach (Deadlock each in core.Deadlocks.Known)
            json.WriteStringValue(each.Describe());
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Nobody owns them, so no circle can be told from a wait that will end: how long it lasts is what there is to see.
    private static void WriteSynchronizerWaits(HubCore core, Utf8JsonWriter json, long now)
    {
        json.WriteStartArray("synchronizers");
        foreach (SynchronizerObject each in core.Objects.Synchronizers)
        {
            (int Node, long Since)[] waiting =
            [
                .. each.Machine.Waiting.Select(static waiter => (waiter.Member, waiter.Since)), .. each.Lending.Held.Select(static held => (held.From.Number, held.Since)),
            ];
            if (waiting.Length == 0)
                continue;
            json.WriteStartObject();
            json.WriteString("id", Hex(each.Id));
            json.WriteString("type", TypeName(core, each.TypeId));
            if (each.Lending.Loan is { } loan)
                json.WriteNumber("lentTo", loan.To.Number);
            json.WriteStartArray("taken");
            foreach ((int member, int permits) in each.Machine.Taken)
            {
                json.WriteStartObject();
                json.WriteNumber("node", member);
                json.WriteNumber("permits", permits);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("waiting");
            foreach ((int node, long since) in waiting.OrderBy(static each => each.Since))
            {
                json.WriteStartObject();
                json.WriteNumber("node", node);
                json.WriteNumber("seconds", (now - since) / 1000.0);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteHoldings(Lease lease, Utf8JsonWriter json)
    {
        json.WriteStartArray("holders");
        foreach (Lease.Holding holding in lease.Holdings)
        {
            json.WriteStartObject();
            json.WriteNumber("node", holding.Member.Number);
            json.WriteString("mode", holding.Mode.ToString());
            json.WriteBoolean("recalled", holding.Ordered != LockMode.None);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static bool WriteObject(HubCore core, string argument, Utf8JsonWriter json)
    {
        ReadOnlySpan<char> digits = argument.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? argument.AsSpan(2) : argument;
        if (!ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong id) || core.Objects.Find(id) is not { } shown)
        {
            json.WriteNullValue();
            return false;
        }
        json.WriteStartObject();
        json.WriteString("id", Hex(shown.Id));
        json.WriteString("type", TypeName(core, shown.TypeId));
        json.WriteString("kind", shown.Kind.ToString());
        json.WriteStartArray("residentOn");
        foreach (Member member in core.Membership.All)
        {
            if (shown.Residents.Contains(member.Slot))
                json.WriteNumberValue(member.Number);
        }
        json.WriteEndArray();
        WriteState(core, shown, json);
        json.WriteEndObject();
        return true;
    }

    private static void WriteState(HubCore core, StoredObject shown, Utf8JsonWriter json)
    {
        switch (shown)
        {
            case PhysicalObject physical:
                json.WriteStartObject("fields");
                for (int i = 0; i < physical.Count; i++)
                {
                    uint key = physical.KeyAt(i);
                    json.WritePropertyName(core.Types.NameOfField(key) ?? Hex(key));
                    JsonValues.Write(json, physical.ValueAt(i), core.Types);
                }
                json.WriteEndObject();
                break;
            case SequenceObject sequence:
                json.WriteStartArray("elements");
                foreach (ref readonly StoredValue value in sequence.Values)
                    JsonValues.Write(json, value.Bytes, core.Types);
                json.WriteEndArray();
                break;
            case EntryObject entries:
                WriteEntries(core, entries, json);
                break;
            case SynchronizerObject synchronizer:
                WriteSynchronizer(core, synchronizer, json);
                break;
        }
    }

    private static void WriteSynchronizer(HubCore core, SynchronizerObject synchronizer, Utf8JsonWriter json)
    {
        var state = new WireWriter();
        state.Byte((byte)ValueTag.Tuple);
        synchronizer.Machine.WriteSnapshot(state);
        json.WritePropertyName("state");
        JsonValues.Write(json, state.Written, core.Types);
        json.WriteNumber("waiting", synchronizer.Machine.Waiting.Count);
    }

    private static void WriteEntries(HubCore core, EntryObject entries, Utf8JsonWriter json)
    {
        json.WriteStartArray("entries");
        foreach (ref readonly EntryObject.Entry entry in entries.Entries)
        {
            if (!entry.Live)
                continue;
            json.WriteStartObject();
            json.WritePropertyName("key");
            JsonValues.Write(json, entry.Key.Bytes, core.Types);
            if (entries.Kind == ObjectKind.Map)
            {
                json.WritePropertyName("value");
                JsonValues.Write(json, entry.Value.Bytes, core.Types);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string TypeName(HubCore core, ulong typeId) => core.Types.NameOf(typeId) ?? Hex(typeId);

    private static string Hex(ulong id) => id.ToString("x", CultureInfo.InvariantCulture);
}
