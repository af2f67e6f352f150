using Weft.Protocol;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <content>What other nodes did, and what came back. Called under the latch, or under the gate where keys need user code.</content>
internal abstract partial class MapReplica<TMap, TKey, TValue, TContent>
{
    /// <summary>Gives ids to entries that have none: the collection has just become shared here.</summary>
    internal void Identify(TMap map)
    {
        foreach (KeyValuePair<TKey, TValue> entry in Snapshots.Take(map, TContent.Copy))
            IdOf(entry.Key);
    }

    internal void WriteContent(TMap map, WireWriter writer)
    {
        PortableComparers.Write(writer, TContent.ComparisonOf(map));
        KeyValuePair<TKey, TValue>[] content = Snapshots.Take(map, TContent.Copy);
        writer.Unsigned((ulong)content.Length);
        foreach ((TKey key, TValue value) in content)
        {
            writer.Fixed64(IdOf(key));
            Keys.Write(writer, key);
            _values.Write(writer, value);
        }
    }

    internal void Fill(TMap map, ref WireReader reader)
    {
        reader.SkipValue();
        int count = reader.Count();
        MapExposure<TKey, TValue>? exposed = Exposed;
        List<(ulong Id, TKey Key, TValue Value)> written = exposed is null ? [] : WrittenLatched(map, exposed);
        Emptied(map);
        for (int i = 0; i < count; i++)
        {
            ulong id = reader.Fixed64();
            TKey key = Keys.Read(ref reader);
            TValue value = _values.Read(ref reader);
            exposed?.Learn(id, value);
            Added(map, id, key, value);
        }
        // An own change that is not recorded yet.
        foreach ((ulong id, TKey key, TValue value) in written)
        {
            if (IsLate)
                Changed(map, id, value);
            else if (Ids.TryGetKey(id, out _))
                TContent.Set(map, key, value);
        }
        Version++;
    }

    internal void Apply(TMap map, EntryKind kind, ref WireReader reader)
    {
        if (kind == EntryKind.MapSet)
        {
            ulong id = reader.Fixed64();
            if (MayApply(id))
                Changed(map, id, _values.Read(ref reader));
        }
        else if (kind is EntryKind.MapAdd or EntryKind.EntryRemove or EntryKind.Clear && MayApplyStructural(placesShift: false))
        {
            ApplyStructural(map, kind, ref reader);
        }
        Version++;
    }

    private void ApplyStructural(TMap map, EntryKind kind, ref WireReader reader)
    {
        switch (kind)
        {
            case EntryKind.MapAdd:
                ulong id = reader.Fixed64();
                Added(map, id, Keys.Read(ref reader), _values.Read(ref reader));
                break;
            case EntryKind.EntryRemove:
                Removed(map, reader.Fixed64());
                break;
            default:
                Emptied(map);
                break;
        }
    }

    private void Put(TMap map, ulong id, TKey key, TValue value)
    {
        if (!Ids.TryGetId(key, out ulong there))
        {
            Ids.Add(key, id);
            TContent.Set(map, key, value);
        }
        else if (there != id)
        {
            RemoveRival(id);
        }
        else if (MayApply(id))
        {
            SetRemote(map, id, key, value);
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
    internal void ReportLate(TMap map)
    {
        Unsettle();
        // Other threads that were as late as this one may still be changing it, without the latch.
        foreach ((TKey key, TValue value) in Read(map, map, static late => Snapshots.Take(late, TContent.Copy)))
            SharePair(key, value);
        Change(map, (this, map), static a =>
        {
            a.Item1.RecordDifference(a.map);
            return true;
        });
    }

    protected override long StampOf(object collection) => TContent.Stamp((TMap)collection);

    /// <summary>Publishes what the content has become since the replica saw it last.</summary>
    protected virtual void RecordDifference(TMap map)
    {
        foreach (TKey gone in Ids.KeysWhere(key => !TContent.Contains(map, key)))
        {
            Ids.Remove(gone, out ulong id);
            RecordRemove(id);
        }
        foreach ((TKey key, TValue value) in Snapshots.Take(map, TContent.Copy))
            RecordSet(key, value);
    }

    void ICollectionReplica<KeyValuePair<TKey, TValue>>.Add(object collection, KeyValuePair<TKey, TValue> item) => Add((TMap)collection, item.Key, item.Value);

    bool ICollectionReplica<KeyValuePair<TKey, TValue>>.Remove(object collection, KeyValuePair<TKey, TValue> item) => RemovePair((TMap)collection, item);

    void ICollectionReplica<KeyValuePair<TKey, TValue>>.Clear(object collection) => Clear((TMap)collection);

    void IMapReplica<TKey, TValue>.SetItem(object map, TKey key, TValue value) => SetItem((TMap)map, key, value);

    void IMapReplica<TKey, TValue>.Add(object map, TKey key, TValue value) => Add((TMap)map, key, value);

    void IUntypedMapReplica.SetItem(object map, object key, object? value) => SetItem((TMap)map, Untyped.Key<TKey>(key), Untyped.Value<TValue>(value, nameof(value)));

    void IUntypedMapReplica.Add(object map, object key, object? value) => Add((TMap)map, Untyped.Key<TKey>(key), Untyped.Value<TValue>(value, nameof(value)));

    void IUntypedMapReplica.Remove(object map, object key)
    {
        if (Untyped.IsKey(key, out TKey? typed))
            Remove((TMap)map, typed);
    }

    void IUntypedMapReplica.Clear(object map) => Clear((TMap)map);

    bool IMapReplica<TKey, TValue>.Remove(object map, TKey key) => Remove((TMap)map, key);

    void ILateReplica.ReportLate(object collection) => ReportLate((TMap)collection);

    internal bool RemovePair(TMap map, KeyValuePair<TKey, TValue> pair) =>
        TryGetValue(map, pair.Key, out TValue? value) && EqualityComparer<TValue>.Default.Equals(value, pair.Value) && Remove(map, pair.Key);
}
