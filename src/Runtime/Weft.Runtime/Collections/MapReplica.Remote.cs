using Weft.Protocol;

namespace Weft.Runtime.Collections;

/// <content>What other nodes did, and what came back. Called under the latch, or under the gate where keys need user code.</content>
internal sealed partial class MapReplica<TKey, TValue>
{
    /// <summary>Gives ids to entries that have none: the collection has just become shared here.</summary>
    internal void Identify(Dictionary<TKey, TValue> map)
    {
        foreach (KeyValuePair<TKey, TValue> entry in Snapshots.Of(map))
        {
            if (!Ids.TryGetId(entry.Key, out _))
                Ids.Add(entry.Key, SharedWrites.NewEntryId());
        }
    }

    internal void WriteContent(Dictionary<TKey, TValue> map, WireWriter writer)
    {
        Identify(map);
        PortableComparers.Write(writer, map.Comparer);
        writer.Unsigned((ulong)map.Count);
        foreach ((TKey key, TValue value) in map)
        {
            Ids.TryGetId(key, out ulong id);
            writer.Fixed64(id);
            Keys.Write(writer, key);
            _values.Write(writer, value);
        }
    }

    internal void Fill(Dictionary<TKey, TValue> map, ref WireReader reader)
    {
        Literals.StringLiteral.Read(ref reader);
        int count = reader.Count();
        map.Clear();
        Ids.Clear();
        for (int i = 0; i < count; i++)
        {
            ulong id = reader.Fixed64();
            Put(map, id, Keys.Read(ref reader), _values.Read(ref reader));
        }
        Version++;
    }

    internal void Apply(Dictionary<TKey, TValue> map, EntryKind kind, ref WireReader reader)
    {
        if (kind == EntryKind.MapSet)
        {
            ulong id = reader.Fixed64();
            if (Ids.TryGetKey(id, out TKey? key) && MayApply(id))
                map[key] = _values.Read(ref reader);
        }
        else if (kind is EntryKind.MapAdd or EntryKind.EntryRemove or EntryKind.Clear && MayApplyStructural(placesShift: false))
        {
            ApplyStructural(map, kind, ref reader);
        }
        Version++;
    }

    private void ApplyStructural(Dictionary<TKey, TValue> map, EntryKind kind, ref WireReader reader)
    {
        switch (kind)
        {
            case EntryKind.MapAdd:
                ulong id = reader.Fixed64();
                Put(map, id, Keys.Read(ref reader), _values.Read(ref reader));
                break;
            case EntryKind.EntryRemove:
                if (Ids.TryGetKey(reader.Fixed64(), out TKey? key))
                {
                    Ids.Remove(key, out _);
                    map.Remove(key);
                }
                break;
            default:
                map.Clear();
                Ids.Clear();
                break;
        }
    }

    private void Put(Dictionary<TKey, TValue> map, ulong id, TKey key, TValue value)
    {
        if (!Ids.TryGetId(key, out ulong there))
        {
            Ids.Add(key, id);
            map[key] = value;
        }
        else if (there != id)
        {
            RemoveRival(id);
        }
        else if (MayApply(id))
        {
            map[key] = value;
        }
    }

    internal void Acknowledge(EntryKind kind, ref WireReader reader)
    {
        if (kind == EntryKind.MapSet)
            Acknowledged(reader.Fixed64());
        else
            Acknowledged();
    }

    /// <summary>Reports the content of a dictionary that became shared while this thread changed it.</summary>
    internal void ReportLate(Dictionary<TKey, TValue> map)
    {
        foreach ((TKey key, TValue value) in Read(map, map, Snapshots.Of))
            SharePair(key, value);
        Change(map, (this, map), static a =>
        {
            a.Item1.RecordDifference(a.map);
            return true;
        });
    }

    private void RecordDifference(Dictionary<TKey, TValue> map)
    {
        foreach (TKey gone in Ids.KeysWhere(key => !map.ContainsKey(key)))
        {
            Ids.Remove(gone, out ulong id);
            RecordRemove(id);
        }
        foreach ((TKey key, TValue value) in map)
            RecordSet(key, value);
    }

    void ICollectionReplica<KeyValuePair<TKey, TValue>>.Add(object collection, KeyValuePair<TKey, TValue> item) => Add((Dictionary<TKey, TValue>)collection, item.Key, item.Value);

    bool ICollectionReplica<KeyValuePair<TKey, TValue>>.Remove(object collection, KeyValuePair<TKey, TValue> item) => RemovePair((Dictionary<TKey, TValue>)collection, item);

    void ICollectionReplica<KeyValuePair<TKey, TValue>>.Clear(object collection) => Clear((Dictionary<TKey, TValue>)collection);

    void IMapReplica<TKey, TValue>.SetItem(object map, TKey key, TValue value) => SetItem((Dictionary<TKey, TValue>)map, key, value);

    void IMapReplica<TKey, TValue>.Add(object map, TKey key, TValue value) => Add((Dictionary<TKey, TValue>)map, key, value);

    bool IMapReplica<TKey, TValue>.Remove(object map, TKey key) => Remove((Dictionary<TKey, TValue>)map, key);

    void ILateReplica.ReportLate(object collection) => ReportLate((Dictionary<TKey, TValue>)collection);

    internal bool RemovePair(Dictionary<TKey, TValue> map, KeyValuePair<TKey, TValue> pair) =>
        TryGetValue(map, pair.Key, out TValue? value) && EqualityComparer<TValue>.Default.Equals(value, pair.Value) && Remove(map, pair.Key);
}
