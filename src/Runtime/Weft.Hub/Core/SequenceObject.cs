using System.Runtime.InteropServices;
using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>An array or a list: values in order.</summary>
internal sealed class SequenceObject : StoredObject
{
    private readonly List<StoredValue> _values;

    public SequenceObject(ulong id, ulong typeId, ObjectKind kind, ref WireReader reader, List<ulong> references) : base(id, typeId, kind)
    {
        int count = reader.Count();
        _values = new List<StoredValue>(count);
        for (int i = 0; i < count; i++)
            _values.Add(new StoredValue(ReadValue(ref reader, references)));
    }

    public ReadOnlySpan<StoredValue> Values => CollectionsMarshal.AsSpan(_values);

    public override void Apply(EntryKind operation, ref WireReader reader)
    {
        switch (operation)
        {
            case EntryKind.ElementSet:
                SetElements(ref reader);
                break;
            case EntryKind.ListInsert:
                int at = Clamp(reader.Unsigned());
                _values.Insert(at, new StoredValue(ReadValue(ref reader)));
                break;
            case EntryKind.ListSet:
                SetAt(reader.Unsigned(), ReadValue(ref reader));
                break;
            case EntryKind.ListRemove:
                int first = Clamp(reader.Unsigned());
                _values.RemoveRange(first, Math.Min(Clamp(reader.Unsigned()), _values.Count - first));
                break;
            case EntryKind.ListReplace:
                int count = reader.Count();
                _values.Clear();
                for (int i = 0; i < count; i++)
                    _values.Add(new StoredValue(ReadValue(ref reader)));
                break;
            case EntryKind.Clear:
                _values.Clear();
                break;
        }
    }

    public override void CollectReferences(List<ulong> references)
    {
        foreach (ref StoredValue value in CollectionsMarshal.AsSpan(_values))
            CollectFrom(value, references);
    }

    protected override void WriteState(WireWriter writer)
    {
        writer.Unsigned((uint)_values.Count);
        foreach (ref StoredValue value in CollectionsMarshal.AsSpan(_values))
            writer.Raw(value.Bytes);
    }

    private void SetElements(ref WireReader reader)
    {
        ulong first = reader.Unsigned();
        int count = reader.Count();
        for (int i = 0; i < count; i++)
            SetAt(first > int.MaxValue ? first : first + (uint)i, ReadValue(ref reader));
    }

    private void SetAt(ulong index, ReadOnlySpan<byte> value)
    {
        if (index < (ulong)_values.Count)
            CollectionsMarshal.AsSpan(_values)[(int)index].Set(value);
    }

    private int Clamp(ulong index) => (int)Math.Min(index, (ulong)_values.Count);
}
