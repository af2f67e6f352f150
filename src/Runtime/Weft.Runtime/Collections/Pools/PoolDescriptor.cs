using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections.Pools;

/// <summary>Shared pools: entries with cluster-wide ids, as those of a set, which may be equal.</summary>
internal sealed class PoolDescriptor<TPool, T, TContent>() : TypeDescriptor(typeof(TPool), ObjectKind.Set), ICollectionDescriptor
    where TPool : class
    where TContent : struct, IPoolContent<TPool, T>
{
    Replica ICollectionDescriptor.ReplicaOf(object collection, SharedHeader header)
    {
        UnfilledContents.Await(collection, header);
        return ReplicaOf(collection, header);
    }

    internal override object MakeInstance(int length) => TContent.CreateDefault();

    internal override void NoteInSideTable() => SideTableFlag<TPool>.Raised = true;

    internal override bool NeedsUserCode(EntryKind kind, SharedHeader header, ReadOnlySpan<byte> payload) =>
        Volatile.Read(ref header.Extra) is Replica replica ? replica.NeedsUserCode : kind == EntryKind.Create && TContent.NeedsUserCode(new WireReader(payload));

    internal override void OnShared(object instance, SharedHeader header) => ReplicaOf(instance, header).Identify((TPool)instance);

    internal override void WriteState(object instance, SharedHeader header, WireWriter writer)
    {
        ReplicaOf(instance, header).WriteContent((TPool)instance, writer);
        ReplicaOf(instance, header).Settle(instance);
    }

    internal override void Fill(object instance, SharedHeader header, ref WireReader state)
    {
        if (header.Extra is null)
        {
            WireReader comparer = state;
            Transplant<TPool>.Move(TContent.Create(ref comparer), (TPool)instance);
        }
        PoolReplica<TPool, T, TContent> replica = ReplicaOf(instance, header);
        bool intact = replica.IsIntact(instance);
        if (replica.MayFill())
            replica.Fill((TPool)instance, ref state);
        replica.Settle(instance, intact);
    }

    internal override void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
        PoolReplica<TPool, T, TContent> replica = ReplicaOf(instance, header);
        bool intact = replica.IsIntact(instance);
        replica.Apply((TPool)instance, kind, ref payload);
        replica.Settle(instance, intact);
    }

    internal override void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload) => ReplicaOf(instance, header).Acknowledge();

    internal override void VisitReferences(object instance, ReferenceVisitor visitor)
    {
        (visitor.Place, visitor.Key) = (null, null);
        TContent.VisitComparer((TPool)instance, visitor);
        ValueCodec<T> codec = ValueCodec<T>.For;
        foreach (T item in Snapshots.Take((TPool)instance, TContent.Copy))
        {
            (visitor.Place, visitor.Key) = (null, item);
            codec.VisitReferences(item, visitor);
        }
    }

    internal override void WriteValue(object instance, WireWriter writer)
    {
        TPool pool = (TPool)instance;
        T[] content = Snapshots.Take(pool, TContent.Copy);
        ByValue.WriteCount(writer, 1 + content.Length);
        TContent.WriteComparer(pool, writer);
        foreach (T item in content)
            ValueCodec<T>.For.Write(writer, item);
    }

    internal override object ReadValue(ref WireReader reader)
    {
        int count = ByValue.ReadCount(ref reader);
        TPool pool = TContent.Create(ref reader);
        for (; count > 1; count--)
            TContent.Add(pool, ValueCodec<T>.For.Read(ref reader));
        return pool;
    }

    private static PoolReplica<TPool, T, TContent> ReplicaOf(object instance, SharedHeader header) => PoolReplica<TPool, T, TContent>.Of(header, (TPool)instance);
}
