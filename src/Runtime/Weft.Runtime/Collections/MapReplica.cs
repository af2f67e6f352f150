using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>Operations of this node on one shared map of any class.</summary>
internal abstract partial class MapReplica<TMap, TKey, TValue, TContent>(SharedHeader header, TMap map)
    : KeyedReplica<TKey>(header, TContent.ComparisonOf(map)), IMapReplica<TKey, TValue>, IUntypedMapReplica, ILateReplica
    where TMap : class
    where TKey : notnull
    where TContent : struct, IMapContent<TMap, TKey, TValue>
{
    private readonly ValueCodec<TValue> _values = ValueCodec<TValue>.For;

    internal static MapReplica<TMap, TKey, TValue, TContent> Of(SharedHeader header, TMap map) =>
        (MapReplica<TMap, TKey, TValue, TContent>)(Volatile.Read(ref header.Extra) ?? Interlocked.CompareExchange(ref header.Extra, TContent.MakeReplica(header, map), null) ?? header.Extra);

    internal virtual void Add(TMap map, TKey key, TValue value)
    {
        SharePair(key, value);
        Change(map, (this, map, key, value), static a =>
        {
            TContent.Add(a.map, a.key, a.value);
            a.Item1.RecordAdd(a.key, a.value);
            return true;
        });
    }

    internal virtual bool TryAdd(TMap map, TKey key, TValue value)
    {
        SharePair(key, value);
        return Change(map, (this, map, key, value), static a =>
        {
            if (!TContent.TryAdd(a.map, a.key, a.value))
                return false;
            a.Item1.RecordAdd(a.key, a.value);
            return true;
        });
    }

    internal virtual void SetItem(TMap map, TKey key, TValue value)
    {
        SharePair(key, value);
        Change(map, (this, map, key, value), static a =>
        {
            TContent.Set(a.map, a.key, a.value);
            a.Item1.RecordSet(a.key, a.value);
            return true;
        });
    }

    internal bool Remove(TMap map, TKey key) => Remove(map, key, out _);

    internal virtual bool Remove(TMap map, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        (bool removed, TValue? old) = Change(map, (this, map, key), static a =>
        {
            if (!TContent.Remove(a.map, a.key, out TValue? old))
                return (false, old);
            if (a.Item1.Ids.Remove(a.key, out ulong id))
                a.Item1.RecordRemove(id);
            return (true, old);
        });
        value = old!;
        return removed;
    }

    internal virtual void Clear(TMap map) => Change(map, (this, map), static a =>
    {
        TContent.Clear(a.map);
        a.Item1.Ids.Clear();
        a.Item1.RecordClear();
        return true;
    });

    internal bool ContainsKey(TMap map, TKey key) => Read(map, (map, key), static a => TContent.Contains(a.map, a.key));

    // The values' equality may be the program's: it runs outside the latch.
    internal bool ContainsValue(TMap map, TValue value) =>
        Array.Exists(Read(map, map, TContent.Copy), entry => EqualityComparer<TValue>.Default.Equals(entry.Value, value));

    internal int GetCount(TMap map) => Read(map, map, TContent.Count);

    internal TValue GetItem(TMap map, TKey key) => Read(map, (map, key), static a => TContent.Get(a.map, a.key));

    internal bool TryGetValue(TMap map, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        (bool found, value) = Read(map, (map, key), static a => (TContent.TryGet(a.map, a.key, out TValue? there), there!));
        return found;
    }

    protected void SharePair(TKey key, TValue value)
    {
        ArgumentNullException.ThrowIfNull(key);
        // What is copied is shared by nobody.
        if (!Keys.IsLiteral)
            SharedWrites.Share(Header, key);
        if (!_values.IsLiteral)
            SharedWrites.Share(Header, value);
    }

    protected void RecordAdd(TKey key, TValue value)
    {
        ulong id = SharedWrites.NewEntryId();
        Ids.Add(key, id);
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.MapAdd, out ThreadTransaction transaction);
        writer.Fixed64(id);
        Keys.Write(writer, key);
        _values.Write(writer, value);
        transaction.End();
        Pend();
    }

    protected void RecordSet(TKey key, TValue value)
    {
        if (!Ids.TryGetId(key, out ulong id))
        {
            RecordAdd(key, value);
            return;
        }
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.MapSet, out ThreadTransaction transaction);
        writer.Fixed64(id);
        _values.Write(writer, value);
        transaction.End();
        Pend(id);
        Exposed?.Learn(id, value);
    }
}

/// <summary>Operations of this node on one shared <see cref="Dictionary{TKey, TValue}"/>.</summary>
internal sealed class MapReplica<TKey, TValue>(SharedHeader header, Dictionary<TKey, TValue> map)
    : MapReplica<Dictionary<TKey, TValue>, TKey, TValue, DictionaryContent<TKey, TValue>>(header, map) where TKey : notnull
{
    /// <summary>The replica of a shared dictionary, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static MapReplica<TKey, TValue>? Of(Dictionary<TKey, TValue> map) => IsShared(map, out MapReplica<TKey, TValue>? replica) ? replica : null;

    /// <summary>Whether a dictionary is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(Dictionary<TKey, TValue> map, [NotNullWhen(true)] out MapReplica<TKey, TValue>? replica)
    {
        if (ObjectMark.IsSet(map))
        {
            replica = Looks<Dictionary<TKey, TValue>, SharedDictionary<TKey, TValue>, MapReplica<TKey, TValue>>.Find(map);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a dictionary is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(Dictionary<TKey, TValue> map)
    {
        if (ObjectMark.IsSet(map))
            Looks<Dictionary<TKey, TValue>, SharedDictionary<TKey, TValue>, MapReplica<TKey, TValue>>.Drain(map);
    }

    /// <summary>After a change of a dictionary that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(Dictionary<TKey, TValue> map)
    {
        if (ObjectMark.IsSet(map))
            Looks<Dictionary<TKey, TValue>, SharedDictionary<TKey, TValue>, MapReplica<TKey, TValue>>.ReportLate(map);
    }

    /// <summary>Has the value of a key, if there is one, compared when the thread publishes: it gets its address.</summary>
    internal void Expose(Dictionary<TKey, TValue> map, TKey key)
    {
        SharedWrites.WaitUntilAnnounced(Header);
        FieldExposure.NoteAny();
        Exposure exposure = Exposure.Hold(Header, this, static (header, replica) => new MapExposure<TKey, TValue>(header, replica));
        Read(map, (this, map, key, exposure), static a =>
        {
            if (a.map.TryGetValue(a.key, out TValue? value))
                ((MapExposure<TKey, TValue>)a.exposure).Add(a.Item1.IdOf(a.key), value);
            return true;
        });
        ThreadTransaction.Current.Exposed.Add(map, exposure);
    }

    internal int EnsureCapacity(Dictionary<TKey, TValue> map, int capacity) => Read(map, (map, capacity), static a => a.map.EnsureCapacity(a.capacity));

    internal void TrimExcess(Dictionary<TKey, TValue> map) => TrimExcess(map, Read(map, map, static m => m.Count));

    internal void TrimExcess(Dictionary<TKey, TValue> map, int capacity) => Read(map, (map, capacity), static a =>
    {
        a.map.TrimExcess(a.capacity);
        return true;
    });
}
