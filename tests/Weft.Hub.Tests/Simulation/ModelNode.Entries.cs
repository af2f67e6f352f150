using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <content>Its own writes, and what it hears of others.</content>
internal sealed partial class ModelNode
{
    private void Write(ulong id, uint field, long value)
    {
        Objects[id].Fields[field] = value;
        Objects[id].Pending[field] = Objects[id].Pending.GetValueOrDefault(field) + 1;
    }

    private void Publish(EntryBuilder entries, params (ulong Id, uint Field, long Value)[] writes)
    {
        _unacknowledged.Add(++_group, [.. writes]);
        _tail.Published(_group, entries.Bytes);
        Send(new Group(_group, 1, entries.Bytes));
    }

    private void Acknowledged(ulong group)
    {
        Assert.That(_unacknowledged.Remove(group, out var writes), $"{Name}: group {group} is acknowledged twice");
        foreach ((ulong id, uint field, long value) in writes!)
        {
            if (--Objects[id].Pending[field] == 0)
                Objects[id].Fields[field] = value;
        }
    }

    private void ApplyEntries(ReadOnlySpan<byte> bytes, int origin)
    {
        var reader = new WireReader(bytes);
        List<Replica> created = [];
        while (!reader.AtEnd)
        {
            var kind = (EntryKind)reader.Byte();
            switch (kind)
            {
                case EntryKind.Create:
                    (ulong id, Replica copy) = Replica.ReadCreation(ref reader);
                    Objects.TryAdd(id, copy);
                    created.Add(copy);
                    break;
                case EntryKind.FieldSet:
                    Objects.TryGetValue(reader.Fixed64(), out Replica? holder);
                    uint field = reader.Fixed32();
                    long value = Replica.ReadValue(ref reader);
                    if (holder?.Pending.GetValueOrDefault(field) == 0)
                        holder.Fields[field] = value;
                    break;
                case EntryKind.ListInsert:
                    Objects.TryGetValue(reader.Fixed64(), out Replica? list);
                    reader.Unsigned();
                    long item = Replica.ReadValue(ref reader);
                    list?.Items.Add(item);
                    break;
                case EntryKind.SetAdd:
                    Objects.TryGetValue(reader.Fixed64(), out Replica? pool);
                    ulong entry = reader.Fixed64();
                    long key = Replica.ReadValue(ref reader);
                    pool?.Entries.TryAdd(entry, key);
                    break;
                case EntryKind.EntryRemove:
                    Objects.TryGetValue(reader.Fixed64(), out Replica? from);
                    ulong removed = reader.Fixed64();
                    from?.Entries.Remove(removed);
                    break;
                case EntryKind.Call:
                    Run(ref reader, origin);
                    break;
                default:
                    Assert.Fail($"{Name} received {kind}");
                    break;
            }
        }
        foreach (Replica holder in created.Where(each => each.Fields.ContainsKey(Pool)))
            RequireParts(holder);
    }

    private void RequireParts(Replica holder)
    {
        foreach (ulong part in PartsOf(holder))
            Assert.That(Objects.ContainsKey(part) || _dropped.Contains(part), $"{Name} was sent a holder before its part {part:x}, which must not be hollow");
    }

    private void Run(ref WireReader reader, int origin)
    {
        ulong call = reader.Fixed64();
        reader.Raw(8 + 1);
        ulong receiver = (ulong)Replica.ReadValue(ref reader);
        reader.Fixed64();
        reader.Count();
        long seen = Replica.ReadValue(ref reader);
        Assert.That(origin, Is.Not.EqualTo(_welcome!.Member), $"{Name} runs its own call");
        Assert.That(_executed.Add(call), $"{Name} runs call {call:x} twice");
        if (Objects.TryGetValue(receiver, out Replica? copy))
            Assert.That(copy.Fields[Count], Is.GreaterThanOrEqualTo(seen), $"{Name} runs call {call:x} before the state that it depends on");
        Send(new CallDone(call, _random.Next(8) == 0));
    }
}
