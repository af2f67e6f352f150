using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>Shared lists: values by position, changed operation by operation.</summary>
internal sealed class ListDescriptor<T>() : TypeDescriptor(typeof(List<T>), ObjectKind.List), ICollectionDescriptor
{
    Replica ICollectionDescriptor.ReplicaOf(object collection, SharedHeader header) => ListReplica<T>.Of(header);

    internal override object MakeInstance(int length) => new SharedList<T>();

    internal override void WriteState(object instance, SharedHeader header, WireWriter writer)
    {
        ListReplica<T> replica = ListReplica<T>.Of(header);
        replica.WriteContent((List<T>)instance, writer);
        replica.Created();
    }

    internal override void Fill(object instance, SharedHeader header, ref WireReader state)
    {
        ListReplica<T> replica = ListReplica<T>.Of(header);
        if (replica.MayFill())
            replica.Fill((List<T>)instance, ref state);
    }

    internal override void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload) =>
        ListReplica<T>.Of(header).Apply((List<T>)instance, kind, ref payload);

    internal override void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload) =>
        ListReplica<T>.Of(header).Acknowledge(kind, ref payload);

    internal override void VisitReferences(object instance, ReferenceVisitor visitor)
    {
        ValueCodec<T> codec = ValueCodec<T>.For;
        T[] content = Snapshots.Of<T>((List<T>)instance);
        for (int i = 0; i < content.Length; i++)
        {
            visitor.Place = null;
            visitor.Key = i;
            codec.VisitReferences(content[i], visitor);
        }
    }

    internal override void WriteValue(object instance, WireWriter writer)
    {
        T[] content = Snapshots.Of<T>((List<T>)instance);
        ByValue.WriteCount(writer, content.Length);
        foreach (T item in content)
            ValueCodec<T>.For.Write(writer, item);
    }

    internal override object ReadValue(ref WireReader reader)
    {
        SharedList<T> list = [];
        for (int count = ByValue.ReadCount(ref reader); count > 0; count--)
            list.Add(ValueCodec<T>.For.Read(ref reader));
        return list;
    }
}
