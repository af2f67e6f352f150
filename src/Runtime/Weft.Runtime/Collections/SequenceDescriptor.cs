using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>Shared sequences: values by position, changed operation by operation.</summary>
internal sealed class SequenceDescriptor<TCollection, T, TContent>() : TypeDescriptor(typeof(TCollection), ObjectKind.List), ICollectionDescriptor
    where TCollection : class
    where TContent : struct, ISequenceContent<TCollection, T>
{
    Replica ICollectionDescriptor.ReplicaOf(object collection, SharedHeader header) => ReplicaOf(header);

    internal override object MakeInstance(int length) => TContent.Create();

    internal override void NoteInSideTable() => SideTableFlag<TCollection>.Raised = true;

    internal override void WriteState(object instance, SharedHeader header, WireWriter writer)
    {
        SequenceReplica<TCollection, T, TContent> replica = ReplicaOf(header);
        replica.WriteContent((TCollection)instance, writer);
        replica.Created();
        replica.Settle(instance);
    }

    internal override void Fill(object instance, SharedHeader header, ref WireReader state)
    {
        SequenceReplica<TCollection, T, TContent> replica = ReplicaOf(header);
        bool intact = replica.IsIntact(instance);
        if (replica.MayFill() && !replica.IsCrossed())
            replica.Fill((TCollection)instance, ref state);
        replica.Settle(instance, intact);
    }

    internal override void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
        SequenceReplica<TCollection, T, TContent> replica = ReplicaOf(header);
        bool intact = replica.IsIntact(instance);
        replica.Apply((TCollection)instance, kind, ref payload);
        replica.Settle(instance, intact);
    }

    internal override void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload) => ReplicaOf(header).Acknowledge(kind, ref payload);

    internal override void VisitReferences(object instance, ReferenceVisitor visitor)
    {
        ValueCodec<T> codec = ValueCodec<T>.For;
        T[] content = Snapshots.Take((TCollection)instance, TContent.Copy);
        for (int i = 0; i < content.Length; i++)
        {
            (visitor.Place, visitor.Key) = (null, i);
            codec.VisitReferences(content[i], visitor);
        }
    }

    internal override void WriteValue(object instance, WireWriter writer)
    {
        T[] content = Snapshots.Take((TCollection)instance, TContent.Copy);
        ByValue.WriteCount(writer, content.Length);
        foreach (T item in content)
            ValueCodec<T>.For.Write(writer, item);
    }

    internal override object ReadValue(ref WireReader reader)
    {
        T[] content = new T[ByValue.ReadCount(ref reader)];
        for (int i = 0; i < content.Length; i++)
            content[i] = ValueCodec<T>.For.Read(ref reader);
        TCollection collection = TContent.Create();
        TContent.Load(collection, content);
        return collection;
    }

    private static SequenceReplica<TCollection, T, TContent> ReplicaOf(SharedHeader header) => SequenceReplica<TCollection, T, TContent>.Of(header);
}
