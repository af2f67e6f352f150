using Weft.Protocol;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>Plain <c>object</c> instances in shared places: they have identity and a monitor, and no state.</summary>
internal sealed class LockObjectDescriptor() : TypeDescriptor(typeof(object), ObjectKind.LockObject)
{
    internal override object MakeInstance(int length) => new();

    internal override void WriteState(object instance, SharedHeader header, WireWriter writer)
    {
    }

    internal override void Fill(object instance, SharedHeader header, ref WireReader state)
    {
    }

    internal override void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
    }

    internal override void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
    }

    internal override void VisitReferences(object instance, ReferenceVisitor visitor)
    {
    }

    internal override void WriteValue(object instance, WireWriter writer) => ByValue.WriteCount(writer, 0);

    internal override object ReadValue(ref WireReader reader)
    {
        reader.SkipValues(ByValue.ReadCount(ref reader));
        return new object();
    }
}
