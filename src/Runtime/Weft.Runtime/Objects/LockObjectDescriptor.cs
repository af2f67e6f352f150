using Weft.Protocol;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>Plain <c>object</c> and <see cref="Lock"/> instances in shared places: they have identity and can be locked, and have no state.</summary>
internal sealed class LockObjectDescriptor(Type type) : TypeDescriptor(type, ObjectKind.LockObject)
{
    internal static bool IsFor(Type type) => type == typeof(object) || type == typeof(Lock);

#pragma warning disable CS9216 // It stays the lock that it is.
    internal override object MakeInstance(int length) => Type == typeof(Lock) ? new Lock() : new object();
#pragma warning restore CS9216

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
        return MakeInstance(0);
    }
}
