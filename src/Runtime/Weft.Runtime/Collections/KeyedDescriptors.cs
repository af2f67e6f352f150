using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>Shared dictionaries: entries with cluster-wide ids.</summary>
internal sealed class MapDescriptor<TKey, TValue>() : TypeDescriptor(typeof(Dictionary<TKey, TValue>), ObjectKind.Map), ICollectionDescriptor where TKey : notnull
{
    Replica ICollectionDescriptor.ReplicaOf(object collection, SharedHeader header) => ReplicaOf(collection, header);

    internal override object MakeInstance(int length) => new SharedDictionary<TKey, TValue>();

    internal override bool NeedsUserCode(EntryKind kind) => KeyTraits<TKey>.NeedsUserCode;

    internal override void OnShared(object instance, SharedHeader header) => ReplicaOf(instance, header).Identify((Dictionary<TKey, TValue>)instance);

    internal override void WriteState(object instance, SharedHeader header, WireWriter writer) =>
        ReplicaOf(instance, header).WriteContent((Dictionary<TKey, TValue>)instance, writer);

    internal override void Fill(object instance, SharedHeader header, ref WireReader state)
    {
        Dictionary<TKey, TValue> map = (Dictionary<TKey, TValue>)instance;
        if (header.Extra is null)
        {
            WireReader ahead = state;
            ComparerOfDictionary<TKey, TValue>.Set(map, PortableComparers.Read<TKey>(ref ahead));
        }
        MapReplica<TKey, TValue> replica = ReplicaOf(instance, header);
        if (replica.MayFill())
            replica.Fill(map, ref state);
    }

    internal override void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload) =>
        ReplicaOf(instance, header).Apply((Dictionary<TKey, TValue>)instance, kind, ref payload);

    internal override void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload) =>
        ReplicaOf(instance, header).Acknowledge(kind, ref payload);

    internal override void VisitReferences(object instance, ReferenceVisitor visitor)
    {
        Dictionary<TKey, TValue> map = (Dictionary<TKey, TValue>)instance;
        NonPortable.IfComparer(map.Comparer, visitor);
        ValueCodec<TKey> keys = ValueCodec<TKey>.For;
        ValueCodec<TValue> values = ValueCodec<TValue>.For;
        foreach ((TKey key, TValue value) in Snapshots.Of(map))
        {
            (visitor.Place, visitor.Key) = (null, key);
            keys.VisitReferences(key, visitor);
            values.VisitReferences(value, visitor);
        }
    }

    internal override void WriteValue(object instance, WireWriter writer)
    {
        Dictionary<TKey, TValue> map = (Dictionary<TKey, TValue>)instance;
        KeyValuePair<TKey, TValue>[] content = Snapshots.Of(map);
        ByValue.WriteCount(writer, 1 + content.Length * 2);
        PortableComparers.Write(writer, map.Comparer);
        foreach ((TKey key, TValue value) in content)
        {
            ValueCodec<TKey>.For.Write(writer, key);
            ValueCodec<TValue>.For.Write(writer, value);
        }
    }

    internal override object ReadValue(ref WireReader reader)
    {
        int count = ByValue.ReadCount(ref reader);
        SharedDictionary<TKey, TValue> map = new(PortableComparers.Read<TKey>(ref reader));
        for (; count > 2; count -= 2)
        {
            TKey key = ValueCodec<TKey>.For.Read(ref reader);
            map[key] = ValueCodec<TValue>.For.Read(ref reader);
        }
        return map;
    }

    private static MapReplica<TKey, TValue> ReplicaOf(object instance, SharedHeader header) =>
        MapReplica<TKey, TValue>.Of(header, (Dictionary<TKey, TValue>)instance);
}

/// <summary>Shared sets: entries with cluster-wide ids.</summary>
internal sealed class SetDescriptor<T>() : TypeDescriptor(typeof(HashSet<T>), ObjectKind.Set), ICollectionDescriptor
{
    Replica ICollectionDescriptor.ReplicaOf(object collection, SharedHeader header) => ReplicaOf(collection, header);

    internal override object MakeInstance(int length) => new SharedHashSet<T>();

    internal override bool NeedsUserCode(EntryKind kind) => KeyTraits<T>.NeedsUserCode;

    internal override void OnShared(object instance, SharedHeader header) => ReplicaOf(instance, header).Identify((HashSet<T>)instance);

    internal override void WriteState(object instance, SharedHeader header, WireWriter writer) =>
        ReplicaOf(instance, header).WriteContent((HashSet<T>)instance, writer);

    internal override void Fill(object instance, SharedHeader header, ref WireReader state)
    {
        HashSet<T> set = (HashSet<T>)instance;
        if (header.Extra is null)
        {
            WireReader ahead = state;
            ComparerOfHashSet<T>.Set(set, PortableComparers.Read<T>(ref ahead));
        }
        SetReplica<T> replica = ReplicaOf(instance, header);
        if (replica.MayFill())
            replica.Fill(set, ref state);
    }

    internal override void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload) =>
        ReplicaOf(instance, header).Apply((HashSet<T>)instance, kind, ref payload);

    internal override void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload) =>
        ReplicaOf(instance, header).Acknowledge();

    internal override void VisitReferences(object instance, ReferenceVisitor visitor)
    {
        HashSet<T> set = (HashSet<T>)instance;
        NonPortable.IfComparer(set.Comparer, visitor);
        ValueCodec<T> codec = ValueCodec<T>.For;
        foreach (T item in Snapshots.Of(set))
        {
            (visitor.Place, visitor.Key) = (null, item);
            codec.VisitReferences(item, visitor);
        }
    }

    internal override void WriteValue(object instance, WireWriter writer)
    {
        HashSet<T> set = (HashSet<T>)instance;
        T[] content = Snapshots.Of(set);
        ByValue.WriteCount(writer, 1 + content.Length);
        PortableComparers.Write(writer, set.Comparer);
        foreach (T item in content)
            ValueCodec<T>.For.Write(writer, item);
    }

    internal override object ReadValue(ref WireReader reader)
    {
        int count = ByValue.ReadCount(ref reader);
        SharedHashSet<T> set = new(PortableComparers.Read<T>(ref reader));
        for (; count > 1; count--)
            set.Add(ValueCodec<T>.For.Read(ref reader));
        return set;
    }

    private static SetReplica<T> ReplicaOf(object instance, SharedHeader header) => SetReplica<T>.Of(header, (HashSet<T>)instance);
}
