using Weft.Protocol;
using Weft.Runtime.Locks;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>
/// Locks with readers in shared places: they have identity and can be entered, and have no state. Who is inside, and the counts that a lock tells of that, belong to each node.
/// </summary>
internal sealed class ReaderWriterDescriptor(Type type) : TypeDescriptor(type, ObjectKind.LockObject)
{
    internal static bool IsFor(Type type) => type == typeof(ReaderWriterLockSlim) || type == typeof(RecursiveReaderWriterLockSlim) || type == typeof(ReaderWriterLock);

    /// <summary>The type by which an instance is known in the cluster: a recursion policy cannot be changed later, so it belongs to the type.</summary>
    internal static Type TypeOf(object instance) =>
        instance is ReaderWriterLockSlim { RecursionPolicy: LockRecursionPolicy.SupportsRecursion } ? typeof(RecursiveReaderWriterLockSlim) : instance.GetType();

    internal override object MakeInstance(int length) => Type == typeof(ReaderWriterLock) ? new ReaderWriterLock()
        : new ReaderWriterLockSlim(Type == typeof(RecursiveReaderWriterLockSlim) ? LockRecursionPolicy.SupportsRecursion : LockRecursionPolicy.NoRecursion);

    /// <summary>Who enters from here on finds the header and is counted. As a rule nobody is inside yet.</summary>
    internal override void OnShared(object instance, SharedHeader header)
    {
        bool isMine = instance is ReaderWriterLockSlim slim ? slim.IsReadLockHeld || slim.IsUpgradeableReadLockHeld || slim.IsWriteLockHeld : instance is ReaderWriterLock { IsReaderLockHeld: true } or ReaderWriterLock { IsWriterLockHeld: true };
        if (isMine || !LocalGate.TryEnter(instance))
            return;
        ((SharedLease)LeasedLock.OfHeader(header)).EndAdoption();
        LocalGate.Exit(instance);
    }

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

/// <summary>Stands on the wire for a <see cref="ReaderWriterLockSlim"/> whose threads may enter it again.</summary>
internal static class RecursiveReaderWriterLockSlim;
