using System.Diagnostics.CodeAnalysis;
using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>Operations of this node on one shared dictionary.</summary>
internal sealed partial class MapReplica<TKey, TValue> : KeyedReplica<TKey>, IMapReplica<TKey, TValue>, ILateReplica where TKey : notnull
{
    private readonly ValueCodec<TValue> _values = ValueCodec<TValue>.For;

    private MapReplica(SharedHeader header, Dictionary<TKey, TValue> map) : base(header, map.Comparer)
    {
    }

    /// <summary>The replica of a shared dictionary, or null for any other.</summary>
    internal static MapReplica<TKey, TValue>? Of(Dictionary<TKey, TValue> map)
    {
        SharedHeader? header = map is SharedDictionary<TKey, TValue> own ? own.SharedHeader : SideTable.InUse && map is not null ? SideTable.Find(map) : null;
        return header is null ? null : Of(header, map!);
    }

    internal static MapReplica<TKey, TValue> Of(SharedHeader header, Dictionary<TKey, TValue> map) =>
        (MapReplica<TKey, TValue>)(Volatile.Read(ref header.Extra) ?? Interlocked.CompareExchange(ref header.Extra, new MapReplica<TKey, TValue>(header, map), null) ?? header.Extra);

    /// <summary>After a change of a dictionary that was found unshared: reports it if it has become shared meanwhile.</summary>
    internal static void LookAgain(Dictionary<TKey, TValue> map)
    {
        if (Of(map) is { } replica)
            replica.ReportLate(map);
    }

    internal void Add(Dictionary<TKey, TValue> map, TKey key, TValue value)
    {
        SharePair(key, value);
        Change(map, (this, map, key, value), static a =>
        {
            a.map.Add(a.key, a.value);
            a.Item1.RecordAdd(a.key, a.value);
            return true;
        });
    }

    internal bool TryAdd(Dictionary<TKey, TValue> map, TKey key, TValue value)
    {
        SharePair(key, value);
        return Change(map, (this, map, key, value), static a =>
        {
            if (!a.map.TryAdd(a.key, a.value))
                return false;
            a.Item1.RecordAdd(a.key, a.value);
            return true;
        });
    }

    internal void SetItem(Dictionary<TKey, TValue> map, TKey key, TValue value)
    {
        SharePair(key, value);
        Change(map, (this, map, key, value), static a =>
        {
            a.map[a.key] = a.value;
            a.Item1.RecordSet(a.key, a.value);
            return true;
        });
    }

    internal bool Remove(Dictionary<TKey, TValue> map, TKey key) => Remove(map, key, out _);

    internal bool Remove(Dictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        (bool removed, TValue? old) = Change(map, (this, map, key), static a =>
        {
            if (!a.map.Remove(a.key, out TValue? old))
                return (false, old);
            if (a.Item1.Ids.Remove(a.key, out ulong id))
                a.Item1.RecordRemove(id);
            return (true, old);
        });
        value = old!;
        return removed;
    }

    internal void Clear(Dictionary<TKey, TValue> map) => Change(map, (this, map), static a =>
    {
        a.map.Clear();
        a.Item1.Ids.Clear();
        a.Item1.RecordClear();
        return true;
    });

    internal int EnsureCapacity(Dictionary<TKey, TValue> map, int capacity) => Read(map, (map, capacity), static a => a.map.EnsureCapacity(a.capacity));

    internal void TrimExcess(Dictionary<TKey, TValue> map) => TrimExcess(map, Read(map, map, static m => m.Count));

    internal void TrimExcess(Dictionary<TKey, TValue> map, int capacity) => Read(map, (map, capacity), static a =>
    {
        a.map.TrimExcess(a.capacity);
        return true;
    });

    internal bool ContainsKey(Dictionary<TKey, TValue> map, TKey key) => Read(map, (map, key), static a => a.map.ContainsKey(a.key));

    // The values' equality may be the program's: it runs outside the latch.
    internal bool ContainsValue(Dictionary<TKey, TValue> map, TValue value) =>
        Array.Exists(Read(map, map, Snapshots.Of), entry => EqualityComparer<TValue>.Default.Equals(entry.Value, value));

    internal int GetCount(Dictionary<TKey, TValue> map) => Read(map, map, static m => m.Count);

    internal TValue GetItem(Dictionary<TKey, TValue> map, TKey key) => Read(map, (map, key), static a => a.map[a.key]);

    internal bool TryGetValue(Dictionary<TKey, TValue> map, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        (bool found, value) = Read(map, (map, key), static a => (a.map.TryGetValue(a.key, out TValue? there), there!));
        return found;
    }

    private void SharePair(TKey key, TValue value)
    {
        ArgumentNullException.ThrowIfNull(key);
        SharedWrites.Share(Header, key);
        SharedWrites.Share(Header, value);
    }

    private void RecordAdd(TKey key, TValue value)
    {
        ulong id = SharedWrites.NewEntryId();
        Ids.Add(key, id);
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.MapAdd);
        writer.Fixed64(id);
        Keys.Write(writer, key);
        _values.Write(writer, value);
        SharedWrites.End();
        Pend();
    }

    private void RecordSet(TKey key, TValue value)
    {
        if (!Ids.TryGetId(key, out ulong id))
        {
            RecordAdd(key, value);
            return;
        }
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.MapSet);
        writer.Fixed64(id);
        _values.Write(writer, value);
        SharedWrites.End();
        Pend(id);
    }
}
