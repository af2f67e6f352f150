using Weft.Protocol;

namespace Weft.Runtime.Objects;

/// <summary>
/// How instances of one closed type are made, encoded and changed. One for each type, for the life of the process.
/// </summary>
/// <remarks>
/// The methods that take a reader run on the reader thread or, for deferred operations, on a user thread. They run no user code, and bytes
/// that do not fit give <see cref="ProtocolException"/>.
/// </remarks>
internal abstract class TypeDescriptor
{
    private protected TypeDescriptor(Type type, ObjectKind kind)
    {
        Type = type;
        Kind = kind;
        WireName = Values.WireTypeName.Of(type);
        TypeId = WireHash.Of(WireName);
    }

    internal Type Type { get; }

    internal ObjectKind Kind { get; }

    /// <summary>The type's name on the wire.</summary>
    internal string WireName { get; }

    internal ulong TypeId { get; }

    /// <summary>The fields' names on the wire, for the type's definition; empty for logical types.</summary>
    internal virtual IReadOnlyList<string> FieldNames => [];

    /// <summary>Whether an instance can be made without running user code (its class constructor has finished here, or there is none).</summary>
    internal virtual bool CanMakeInstance => true;

    /// <summary>Whether own operations that come back are read for what they refer to; else only that they came counts, and what they refer to may be gone.</summary>
    internal virtual bool ReadsAcknowledged(SharedHeader header) => false;

    /// <summary>Whether a resident object has its own state on this node, so that it is complete without the hub.</summary>
    internal virtual bool HasStateHere(SharedHeader header) => true;

    /// <summary>Runs the class constructor on a user thread, so that <see cref="CanMakeInstance"/> is true from here on.</summary>
    internal virtual void RunClassConstructor()
    {
    }

    /// <summary>
    /// Makes an instance: physical types hollow, without a constructor; logical types empty, with their real constructor.
    /// </summary>
    /// <param name="length">Number of elements; arrays only.</param>
    internal abstract object MakeInstance(int length);

    /// <summary>Whether more than a reference tells is needed to make an instance: only <see cref="MakeInstance(ref WireReader)"/> can.</summary>
    internal virtual bool IsMadeFromState => false;

    /// <summary>Makes an instance that the state which stands next can be filled into.</summary>
    internal virtual object MakeInstance(ref WireReader state) => MakeInstance(0);

    /// <summary>Writes the state as the creation entry has it after the kind. Called under the object's latch where it is shared already.</summary>
    internal abstract void WriteState(object instance, SharedHeader header, WireWriter writer);

    /// <summary>
    /// Replaces the whole state by what <see cref="WriteState"/> wrote on some node, except places with pending own writes. Under the latch.
    /// </summary>
    internal abstract void Fill(object instance, SharedHeader header, ref WireReader state);

    /// <summary>Applies another node's operation: total, never throws for any state, skips places with pending own writes. Under the latch.</summary>
    /// <param name="instance">The object.</param>
    /// <param name="header">Its header.</param>
    /// <param name="kind">The operation.</param>
    /// <param name="payload">What follows the object id.</param>
    internal abstract void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload);

    /// <summary>
    /// An own operation came back in the ordered stream: its place has one pending write less; the last one is stored again. Under the latch.
    /// </summary>
    internal abstract void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload);

    /// <summary>All operations that waited have been applied, for now. Under the gate of deferred operations, on threads that may run user code.</summary>
    internal virtual void EndDeferred(object instance, SharedHeader header)
    {
    }

    /// <summary>Whether the reader thread can carry the operation out: no user code is needed for keys. References are tested by the caller.</summary>
    /// <param name="kind">The operation, or creation.</param>
    /// <param name="header">The object's header.</param>
    /// <param name="payload">What follows the object id, or the state.</param>
    internal virtual bool NeedsUserCode(EntryKind kind, SharedHeader header, ReadOnlySpan<byte> payload) => false;

    /// <summary>Shows every object that the instance refers to. Tolerates concurrent changes: what is missed then is found by the writer's second look.</summary>
    internal abstract void VisitReferences(object instance, ReferenceVisitor visitor);

    /// <summary>Writes an unshared instance by value, as a tuple that <see cref="ReadValue"/> understands. On user threads only.</summary>
    internal abstract void WriteValue(object instance, WireWriter writer);

    /// <summary>Makes an unshared instance of what <see cref="WriteValue"/> wrote. On user threads only: it may run user code.</summary>
    internal abstract object ReadValue(ref WireReader reader);

    /// <summary>An instance is about to be put into the side table.</summary>
    internal virtual void NoteInSideTable()
    {
    }

    /// <summary>A last step when an instance has become shared (its header is set, the barrier issued) and before it is encoded, e.g. entry ids.</summary>
    internal virtual void OnShared(object instance, SharedHeader header)
    {
    }
}
