using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>A shared object's state as encoded values, and who has it.</summary>
internal abstract class StoredObject(ulong id, ulong typeId, ObjectKind kind)
{
    public ulong Id { get; } = id;

    public ulong TypeId { get; } = typeId;

    public ObjectKind Kind { get; } = kind;

    /// <summary>The members that have the state and receive every change. A field, since the struct is changed in place.</summary>
    public MemberSet Residents;

    /// <summary>The member that created it, whose leases its locks are until a lock is returned; null once that member is gone.</summary>
    public Member? BornLeasedTo { get; set; }

    /// <summary>The last sequence number at which the hub named the object to any member.</summary>
    public ulong LastNamed { get; set; }

    /// <summary>Collections, arrays, lock objects and whole objects: nodes cannot have them without their state.</summary>
    public bool IsLogical => Kind != ObjectKind.Physical;

    /// <summary>Reads what follows the kind in a creation, and notes the references found.</summary>
    public static StoredObject ReadCreation(ref WireReader reader, List<ulong> references)
    {
        ulong id = reader.Fixed64();
        ulong typeId = reader.Fixed64();
        var kind = (ObjectKind)reader.Byte();
        return kind switch
        {
            ObjectKind.Physical or ObjectKind.Whole => new PhysicalObject(id, typeId, kind, ref reader, references),
            ObjectKind.Array or ObjectKind.List => new SequenceObject(id, typeId, kind, ref reader, references),
            ObjectKind.Map or ObjectKind.Set => new EntryObject(id, typeId, kind, ref reader, references),
            ObjectKind.LockObject => new LockObject(id, typeId),
            ObjectKind.Synchronizer => SynchronizerObject.Read(id, typeId, ref reader, references),
            _ => throw new ProtocolException($"{(byte)kind} at byte {reader.Position - 1} is no kind of object."),
        };
    }

    public void WriteCreation(WireWriter writer)
    {
        writer.Byte((byte)EntryKind.Create);
        writer.Fixed64(Id);
        writer.Fixed64(TypeId);
        writer.Byte((byte)Kind);
        WriteState(writer);
    }

    /// <summary>Whether an operation can be applied to this kind of object.</summary>
    public bool Accepts(EntryKind operation) => operation switch
    {
        EntryKind.FieldSet => Kind is ObjectKind.Physical or ObjectKind.Whole,
        EntryKind.ElementSet => Kind is ObjectKind.Array or ObjectKind.List,
        EntryKind.ListInsert or EntryKind.ListSet or EntryKind.ListRemove or EntryKind.ListReplace => Kind == ObjectKind.List,
        EntryKind.MapAdd or EntryKind.MapSet => Kind == ObjectKind.Map,
        EntryKind.SetAdd => Kind == ObjectKind.Set,
        EntryKind.EntryRemove => Kind is ObjectKind.Map or ObjectKind.Set,
        EntryKind.Clear => Kind is ObjectKind.List or ObjectKind.Map or ObjectKind.Set,
        _ => false,
    };

    /// <summary>Applies an operation that was validated before; the reader stands behind the object's id.</summary>
    public abstract void Apply(EntryKind operation, ref WireReader reader);

    /// <summary>Notes the ids of all objects that the state refers to.</summary>
    public abstract void CollectReferences(List<ulong> references);

    protected abstract void WriteState(WireWriter writer);

    protected static ReadOnlySpan<byte> ReadValue(ref WireReader reader, List<ulong>? references = null)
    {
        int start = reader.Position;
        WireValue.Skip(ref reader, references);
        return reader.Between(start, reader.Position);
    }

    protected static void CollectFrom(in StoredValue value, List<ulong> references)
    {
        ReadOnlySpan<byte> bytes = value.Bytes;
        // Most values are literals that cannot hold a reference.
        if (bytes[0] is not ((byte)ValueTag.Reference or (byte)ValueTag.Typed or (byte)ValueTag.Tuple))
            return;
        var reader = new WireReader(bytes);
        WireValue.Skip(ref reader, references);
    }
}

/// <summary>A plain object that serves as a lock.</summary>
internal sealed class LockObject(ulong id, ulong typeId) : StoredObject(id, typeId, ObjectKind.LockObject)
{
    public override void Apply(EntryKind operation, ref WireReader reader) => throw new InvalidOperationException("A lock object has no state.");

    public override void CollectReferences(List<ulong> references)
    {
    }

    protected override void WriteState(WireWriter writer)
    {
    }
}
