using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>The state of all objects as of a number, put together from a snapshot and the records after it, apart from any hub.</summary>
internal sealed class StateReplay
{
    private readonly ObjectTable _objects = new(0, 0);
    private readonly TypeTable _types = new();
    private readonly ParsedGroup _group;

    /// <exception cref="InvalidDataException">What is stored cannot be read.</exception>
    public StateReplay(StoreSnapshot? snapshot)
    {
        _group = new ParsedGroup(_objects, _types);
        if (snapshot is null)
            return;
        Sequence = snapshot.Sequence;
        try
        {
            Load(snapshot, _objects, _group);
        }
        catch (ProtocolException damage)
        {
            throw new InvalidDataException($"The store's snapshot of number {Sequence} cannot be read: {damage.Message}", damage);
        }
    }

    /// <summary>The number of the last record in it.</summary>
    public ulong Sequence { get; private set; }

    /// <summary>Makes the objects and types of a snapshot.</summary>
    /// <exception cref="ProtocolException">It cannot be read.</exception>
    public static void Load(StoreSnapshot snapshot, ObjectTable objects, ParsedGroup group)
    {
        group.Parse(snapshot.Types.Span, member: null);
        group.Apply(snapshot.Types.Span, creator: null);
        List<ulong> references = [];
        foreach (StoredState state in snapshot.Objects)
        {
            references.Clear();
            var reader = new WireReader(state.Creation);
            if ((EntryKind)reader.Byte() != EntryKind.Create)
                throw new ProtocolException($"The state of object {state.Id:x} is no creation.");
            objects.Add(objects.AsStored(StoredObject.ReadCreation(ref reader, references)), null);
        }
    }

    /// <summary>Applies the next record.</summary>
    /// <exception cref="InvalidDataException">It is not the next one, or cannot be read.</exception>
    public void Apply(LogRecord record)
    {
        if (record.Sequence != Sequence + 1)
            throw new InvalidDataException($"The store's record {Sequence + 1} is missing; record {record.Sequence} follows.");
        Sequence = record.Sequence;
        if (record.GroupNumber == 0)
            return;
        try
        {
            _group.Parse(record.Entries.Span, member: null);
            _group.Apply(record.Entries.Span, creator: null);
        }
        catch (Exception damage) when (damage is ProtocolException or TypeCollisionException)
        {
            throw new InvalidDataException($"The store's record {record.Sequence} cannot be read: {damage.Message}", damage);
        }
    }

    /// <summary>The state as it is now; its objects are written while they are enumerated.</summary>
    public StoreSnapshot ToSnapshot() => new(Sequence, _types.All, Objects());

    private IEnumerable<StoredState> Objects()
    {
        WireWriter writer = new();
        foreach (StoredObject stored in _objects.All)
        {
            writer.Clear();
            stored.WriteCreation(writer);
            yield return new StoredState(stored.Id, writer.Written.ToArray());
        }
    }
}
