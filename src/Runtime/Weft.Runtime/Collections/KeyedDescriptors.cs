using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>Shared maps: entries with cluster-wide ids.</summary>
internal sealed class MapDescriptor<TMap, TKey, TValue, TContent>() : TypeDescriptor(typeof(TMap), ObjectKind.Map), ICollectionDescriptor
    where TMap : class
    where TKey : notnull
    where TContent : struct, IMapContent<TMap, TKey, TValue>
{
    Replica ICollectionDescriptor.ReplicaOf(object collection, SharedHeader header)
    {
        UnfilledContents.Await(collection, header);
        return ReplicaOf(collection, header);
    }

    internal override void NoteInSideTable() => SideTableFlag<TMap>.Raised = true;

    internal override object MakeInstance(int length) => KeyedContents<TMap, TKey, TContent>.MakeEmpty();

    internal override bool NeedsUserCode(EntryKind kind, SharedHeader header, ReadOnlySpan<byte> payload) => KeyedContents<TMap, TKey, TContent>.NeedsUserCode(kind, header, payload);

    internal override void OnShared(object instance, SharedHeader header) => ReplicaOf(instance, header).Identify((TMap)instance);

    internal override void WriteState(object instance, SharedHeader header, WireWriter writer)
    {
        ReplicaOf(instance, header).WriteContent((TMap)instance, writer);
        ReplicaOf(instance, header).Settle(instance);
    }

    internal override void Fill(object instance, SharedHeader header, ref WireReader state)
    {
        if (header.Extra is null)
            KeyedContents<TMap, TKey, TContent>.TakeComparison((TMap)instance, state);
        MapReplica<TMap, TKey, TValue, TContent> replica = ReplicaOf(instance, header);
        bool intact = replica.IsIntact(instance);
        if (replica.MayFill())
            replica.Fill((TMap)instance, ref state);
        replica.Settle(instance, intact);
    }

    internal override void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
        MapReplica<TMap, TKey, TValue, TContent> replica = ReplicaOf(instance, header);
        bool intact = replica.IsIntact(instance);
        replica.Apply((TMap)instance, kind, ref payload);
        replica.Settle(instance, intact);
    }

    internal override void EndDeferred(object instance, SharedHeader header)
    {
        if (header.Extra is null)
            return;
        MapReplica<TMap, TKey, TValue, TContent> replica = ReplicaOf(instance, header);
        bool intact = replica.IsIntact(instance);
        replica.CarryOut((TMap)instance, intact);
        replica.Settle(instance, intact);
    }

    internal override void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload) =>
        ReplicaOf(instance, header).Acknowledge(kind, ref payload);

    internal override void VisitReferences(object instance, ReferenceVisitor visitor)
    {
        TMap map = (TMap)instance;
        (visitor.Place, visitor.Key) = (null, null);
        PortableComparers.Visit(TContent.ComparisonOf(map), visitor);
        ValueCodec<TKey> keys = ValueCodec<TKey>.For;
        ValueCodec<TValue> values = ValueCodec<TValue>.For;
        foreach ((TKey key, TValue value) in Snapshots.Take(map, TContent.Copy))
        {
            (visitor.Place, visitor.Key) = (null, key);
            keys.VisitReferences(key, visitor);
            values.VisitReferences(value, visitor);
        }
    }

    internal override void WriteValue(object instance, WireWriter writer)
    {
        TMap map = (TMap)instance;
        KeyValuePair<TKey, TValue>[] content = Snapshots.Take(map, TContent.Copy);
        ByValue.WriteCount(writer, 1 + content.Length * 2);
        PortableComparers.Write(writer, TContent.ComparisonOf(map));
        foreach ((TKey key, TValue value) in content)
        {
            ValueCodec<TKey>.For.Write(writer, key);
            ValueCodec<TValue>.For.Write(writer, value);
        }
    }

    internal override object ReadValue(ref WireReader reader)
    {
        int count = ByValue.ReadCount(ref reader);
        TMap map = TContent.Create(TContent.ReadComparison(ref reader));
        for (; count > 2; count -= 2)
        {
            TKey key = ValueCodec<TKey>.For.Read(ref reader);
            TContent.Set(map, key, ValueCodec<TValue>.For.Read(ref reader));
        }
        return map;
    }

    private static MapReplica<TMap, TKey, TValue, TContent> ReplicaOf(object instance, SharedHeader header) =>
        MapReplica<TMap, TKey, TValue, TContent>.Of(header, (TMap)instance);
}

/// <summary>Shared sets: entries with cluster-wide ids.</summary>
internal sealed class SetDescriptor<TSet, T, TContent>() : TypeDescriptor(typeof(TSet), ObjectKind.Set), ICollectionDescriptor
    where TSet : class
    where TContent : struct, ISetContent<TSet, T>
{
    Replica ICollectionDescriptor.ReplicaOf(object collection, SharedHeader header)
    {
        UnfilledContents.Await(collection, header);
        return ReplicaOf(collection, header);
    }

    internal override void NoteInSideTable() => SideTableFlag<TSet>.Raised = true;

    internal override object MakeInstance(int length) => KeyedContents<TSet, T, TContent>.MakeEmpty();

    internal override bool NeedsUserCode(EntryKind kind, SharedHeader header, ReadOnlySpan<byte> payload) => KeyedContents<TSet, T, TContent>.NeedsUserCode(kind, header, payload);

    internal override void OnShared(object instance, SharedHeader header) => ReplicaOf(instance, header).Identify((TSet)instance);

    internal override void WriteState(object instance, SharedHeader header, WireWriter writer)
    {
        ReplicaOf(instance, header).WriteContent((TSet)instance, writer);
        ReplicaOf(instance, header).Settle(instance);
    }

    internal override void Fill(object instance, SharedHeader header, ref WireReader state)
    {
        if (header.Extra is null)
            KeyedContents<TSet, T, TContent>.TakeComparison((TSet)instance, state);
        SetReplica<TSet, T, TContent> replica = ReplicaOf(instance, header);
        bool intact = replica.IsIntact(instance);
        if (replica.MayFill())
            replica.Fill((TSet)instance, ref state);
        replica.Settle(instance, intact);
    }

    internal override void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
        SetReplica<TSet, T, TContent> replica = ReplicaOf(instance, header);
        bool intact = replica.IsIntact(instance);
        replica.Apply((TSet)instance, kind, ref payload);
        replica.Settle(instance, intact);
    }

    internal override void EndDeferred(object instance, SharedHeader header)
    {
        if (header.Extra is null)
            return;
        SetReplica<TSet, T, TContent> replica = ReplicaOf(instance, header);
        bool intact = replica.IsIntact(instance);
        replica.CarryOut((TSet)instance, intact);
        replica.Settle(instance, intact);
    }

    internal override void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload) =>
        ReplicaOf(instance, header).Acknowledge();

    internal override void VisitReferences(object instance, ReferenceVisitor visitor)
    {
        TSet set = (TSet)instance;
        (visitor.Place, visitor.Key) = (null, null);
        PortableComparers.Visit(TContent.ComparisonOf(set), visitor);
        ValueCodec<T> codec = ValueCodec<T>.For;
        foreach (T item in Snapshots.Take(set, TContent.Copy))
        {
            (visitor.Place, visitor.Key) = (null, item);
            codec.VisitReferences(item, visitor);
        }
    }

    internal override void WriteValue(object instance, WireWriter writer)
    {
        TSet set = (TSet)instance;
        T[] content = Snapshots.Take(set, TContent.Copy);
        ByValue.WriteCount(writer, 1 + content.Length);
        PortableComparers.Write(writer, TContent.ComparisonOf(set));
        foreach (T item in content)
            ValueCodec<T>.For.Write(writer, item);
    }

    internal override object ReadValue(ref WireReader reader)
    {
        int count = ByValue.ReadCount(ref reader);
        TSet set = TContent.Create(TContent.ReadComparison(ref reader));
        for (; count > 1; count--)
            TContent.Add(set, ValueCodec<T>.For.Read(ref reader));
        return set;
    }

    private static SetReplica<TSet, T, TContent> ReplicaOf(object instance, SharedHeader header) => SetReplica<TSet, T, TContent>.Of(header, (TSet)instance);
}

/// <summary>What maps and sets have in common before there is a replica.</summary>
internal static class KeyedContents<TCollection, TKey, TContent>
    where TCollection : class
    where TContent : struct, IKeyedContent<TCollection, TKey>
{
    /// <summary>See <see cref="TypeDescriptor.NeedsUserCode"/>.</summary>
    internal static bool NeedsUserCode(EntryKind kind, SharedHeader header, ReadOnlySpan<byte> payload)
    {
        if (Volatile.Read(ref header.Extra) is Replica replica)
            return replica.NeedsUserCode;
        return (TContent.IsSorted ? KeyTraits<TKey>.OrderNeedsUserCode : KeyTraits<TKey>.NeedsUserCode)
            || (kind == EntryKind.Create && PortableComparers.IsOfProgram(new WireReader(payload)));
    }

    internal static TCollection MakeEmpty() =>
        TContent.Create(TContent.IsSorted ? KeyComparison<TKey>.ByOrder(Comparer<TKey>.Default) : KeyComparison<TKey>.ByEquality(EqualityComparer<TKey>.Default));

    /// <summary>Gives an empty collection the comparer that its state begins with.</summary>
    internal static void TakeComparison(TCollection empty, WireReader state)
    {
        KeyComparison<TKey> comparison = TContent.ReadComparison(ref state);
        if (!comparison.IsDefault)
            Transplant<TCollection>.Move(TContent.Create(comparison), empty);
    }
}
