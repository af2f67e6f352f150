using System.Runtime.InteropServices;
using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>A map or a set: entry id → key (and value), in insertion order. Keys are never compared here: operations name entries.</summary>
internal sealed class EntryObject : StoredObject
{
    private readonly List<Entry> _entries;
    private readonly Dictionary<ulong, int> _places;
    private readonly StoredValue _comparer;
    private int _removed;

    public EntryObject(ulong id, ulong typeId, ObjectKind kind, ref WireReader reader, List<ulong> references) : base(id, typeId, kind)
    {
        _comparer = new StoredValue(ReadValue(ref reader, references));
        int count = reader.Count();
        if (count > reader.Remaining / 9)
            throw new ProtocolException($"{count} entries at byte {reader.Position} do not fit into the {reader.Remaining} bytes that follow.");
        _entries = new List<Entry>(count);
        _places = new Dictionary<ulong, int>(count);
        for (int i = 0; i < count; i++)
        {
            ulong entry = reader.Fixed64();
            ReadOnlySpan<byte> key = ReadValue(ref reader, references);
            Add(entry, key, kind == ObjectKind.Map ? ReadValue(ref reader, references) : default);
        }
    }

    public int Count => _places.Count;

    /// <summary>The entries in order; those with <c>Live</c> false are gone.</summary>
    public ReadOnlySpan<Entry> Entries => CollectionsMarshal.AsSpan(_entries);

    public override void Apply(EntryKind operation, ref WireReader reader)
    {
        if (operation == EntryKind.Clear)
        {
            _entries.Clear();
            _places.Clear();
            _removed = 0;
            return;
        }
        ulong entry = reader.Fixed64();
        switch (operation)
        {
            case EntryKind.MapAdd:
                ReadOnlySpan<byte> key = ReadValue(ref reader);
                Add(entry, key, ReadValue(ref reader));
                break;
            case EntryKind.SetAdd:
                Add(entry, ReadValue(ref reader), default);
                break;
            case EntryKind.MapSet:
                if (_places.TryGetValue(entry, out int place))
                    CollectionsMarshal.AsSpan(_entries)[place].Value.Set(ReadValue(ref reader));
                break;
            case EntryKind.EntryRemove:
                Remove(entry);
                break;
        }
    }

    public override void CollectReferences(List<ulong> references)
    {
        CollectFrom(_comparer, references);
        foreach (ref Entry entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (!entry.Live)
                continue;
            CollectFrom(entry.Key, references);
            if (Kind == ObjectKind.Map)
                CollectFrom(entry.Value, references);
        }
    }

    protected override void WriteState(WireWriter writer)
    {
        writer.Raw(_comparer.Bytes);
        writer.Unsigned((uint)_places.Count);
        foreach (ref Entry entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (!entry.Live)
                continue;
            writer.Fixed64(entry.Id);
            writer.Raw(entry.Key.Bytes);
            if (Kind == ObjectKind.Map)
                writer.Raw(entry.Value.Bytes);
        }
    }

    private void Add(ulong id, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, id, out bool exists);
        if (exists)
        {
            if (Kind == ObjectKind.Map)
                CollectionsMarshal.AsSpan(_entries)[place].Value.Set(value);
            return;
        }
        place = _entries.Count;
        _entries.Add(new Entry { Id = id, Key = new StoredValue(key), Value = new StoredValue(value), Live = true });
    }

    private void Remove(ulong id)
    {
        if (!_places.Remove(id, out int place))
            return;
        CollectionsMarshal.AsSpan(_entries)[place] = default;
        if (++_removed < 16 || _removed * 2 < _entries.Count)
            return;
        _entries.RemoveAll(entry => !entry.Live);
        _removed = 0;
        for (int i = 0; i < _entries.Count; i++)
            _places[_entries[i].Id] = i;
    }

    internal struct Entry
    {
        public ulong Id;
        public StoredValue Key;
        public StoredValue Value;
        public bool Live;
    }
}
