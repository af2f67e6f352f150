using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>An instance of a woven class: field key → value. Fields that no node knows any more are kept.</summary>
internal sealed class PhysicalObject : StoredObject
{
    // Objects have few fields: a linear search beats hashing.
    private uint[] _keys;
    private StoredValue[] _values;
    private int _count;

    public PhysicalObject(ulong id, ulong typeId, ObjectKind kind, ref WireReader reader, List<ulong> references) : base(id, typeId, kind)
    {
        int count = reader.Count();
        // A field needs a key and at least one byte.
        if (count > reader.Remaining / 5)
            throw new ProtocolException($"{count} fields at byte {reader.Position} do not fit into the {reader.Remaining} bytes that follow.");
        _keys = new uint[count];
        _values = new StoredValue[count];
        for (int i = 0; i < count; i++)
        {
            uint key = reader.Fixed32();
            Set(key, ReadValue(ref reader, references));
        }
    }

    public int Count => _count;

    public uint KeyAt(int index) => _keys[index];

    public ReadOnlySpan<byte> ValueAt(int index) => _values[index].Bytes;

    public override void Apply(EntryKind operation, ref WireReader reader)
    {
        uint key = reader.Fixed32();
        Set(key, ReadValue(ref reader));
    }

    public override void CollectReferences(List<ulong> references)
    {
        for (int i = 0; i < _count; i++)
            CollectFrom(_values[i], references);
    }

    protected override void WriteState(WireWriter writer)
    {
        writer.Unsigned((uint)_count);
        for (int i = 0; i < _count; i++)
        {
            writer.Fixed32(_keys[i]);
            writer.Raw(_values[i].Bytes);
        }
    }

    private void Set(uint key, ReadOnlySpan<byte> value)
    {
        int index = _keys.AsSpan(0, _count).IndexOf(key);
        if (index < 0)
        {
            if (_count == _keys.Length)
            {
                Array.Resize(ref _keys, Math.Max(4, _count * 2));
                Array.Resize(ref _values, _keys.Length);
            }
            index = _count++;
            _keys[index] = key;
        }
        _values[index].Set(value);
    }
}
