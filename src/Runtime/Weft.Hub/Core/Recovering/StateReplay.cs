using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>The state of all objects as of a number, put together from a snapshot and the records after it, apart from any hub. It has in memory what the records concern, and of the others the ids.</summary>
internal sealed class StateReplay
{
    private readonly ObjectTable _objects;
    private readonly TypeTable _types = new();
    private readonly ParsedGroup _group;
    private readonly HashSet<ulong> _earlier;
    private readonly Func<ulong, StoredState?> _read;

    /// <param name="snapshot">Where it begins; null: with nothing.</param>
    /// <param name="read">Reads one object of the snapshot.</param>
    /// <exception cref="InvalidDataException">What is stored cannot be read.</exception>
    public StateReplay(StoreSnapshot? snapshot, Func<ulong, StoredState?> read)
    {
        _read = read;
        _objects = new ObjectTable(0, 0) { Others = Read };
        _group = new ParsedGroup(_objects, _types);
        _earlier = snapshot is null ? [] : [.. snapshot.Objects.Select(static state => state.Id)];
        if (snapshot is null)
            return;
        Sequence = snapshot.Sequence;
        try
        {
            LoadTypes(snapshot, _group);
        }
        catch (ProtocolException damage)
        {
            throw new InvalidDataException($"The store's snapshot of number {Sequence} cannot be read: {damage.Message}", damage);
        }
    }

    /// <summary>The number of the last record in it.</summary>
    public ulong Sequence { get; private set; }

    /// <summary>How many objects it has in memory.</summary>
    public int Loaded => _objects.Count;

    /// <summary>Makes the objects and types of a snapshot.</summary>
    /// <exception cref="ProtocolException">It cannot be read.</exception>
    public static void Load(StoreSnapshot snapshot, ObjectTable objects, ParsedGroup group)
    {
        LoadTypes(snapshot, group);
        foreach (StoredState state in snapshot.Objects)
            objects.Add(objects.AsStored(Make(state)), null);
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
    /// <param name="earlier">The snapshot with which it began, to be read once more.</param>
    public StoreSnapshot ToSnapshot(StoreSnapshot? earlier) => new(Sequence, _types.All, Objects(earlier));

    private IEnumerable<StoredState> Objects(StoreSnapshot? earlier)
    {
        foreach (StoredState state in earlier?.Objects ?? [])
        {
            if (!_objects.Has(state.Id))
                yield return state;
        }
        WireWriter writer = new();
        foreach (StoredObject stored in _objects.All)
        {
            writer.Clear();
            stored.WriteCreation(writer);
            yield return new StoredState(stored.Id, writer.Written.ToArray());
        }
    }

    private StoredObject? Read(ulong id)
    {
        if (!_earlier.Contains(id))
            return null;
        try
        {
            return Make(_read(id) ?? throw new InvalidDataException($"The store's snapshot of number {Sequence} has lost object {id:x}."));
        }
        catch (ProtocolException damage)
        {
            throw new InvalidDataException($"Object {id:x} of the store's snapshot cannot be read: {damage.Message}", damage);
        }
    }

    private static void LoadTypes(StoreSnapshot snapshot, ParsedGroup group)
    {
        group.Parse(snapshot.Types.Span, member: null);
        group.Apply(snapshot.Types.Span, creator: null);
    }

    private static StoredObject Make(StoredState state)
    {
        var reader = new WireReader(state.Creation);
        if ((EntryKind)reader.Byte() != EntryKind.Create)
            throw new ProtocolException($"The state of object {state.Id:x} is no creation.");
        return StoredObject.ReadCreation(ref reader, []);
    }
}
