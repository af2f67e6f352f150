using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <summary>A model node's copy of one object: numbers and references in fields, a list of numbers, or a pool of numbers, in which equal ones may be several times.</summary>
internal sealed class Replica
{
    public SortedDictionary<uint, long> Fields { get; } = [];

    public List<long> Items { get; } = [];

    public SortedDictionary<ulong, long> Entries { get; } = [];

    /// <summary>Own writes that are not acknowledged yet, for each field.</summary>
    public Dictionary<uint, int> Pending { get; } = [];

    public override string ToString() => $"{{{string.Join(", ", Fields)}}} [{string.Join(", ", Items)}] ({string.Join(", ", Entries)})";

    /// <summary>Reads what follows the entry kind of a creation.</summary>
    public static (ulong Id, Replica Copy) ReadCreation(ref WireReader reader)
    {
        ulong id = reader.Fixed64();
        reader.Fixed64();
        var kind = (ObjectKind)reader.Byte();
        var copy = new Replica();
        if (kind == ObjectKind.Set)
            Assert.That((ValueTag)reader.Byte(), Is.EqualTo(ValueTag.Null), "the comparer");
        int count = reader.Count();
        for (int i = 0; i < count; i++)
        {
            if (kind is ObjectKind.Physical or ObjectKind.Whole)
                copy.Fields[reader.Fixed32()] = ReadValue(ref reader);
            else if (kind == ObjectKind.Set)
                copy.Entries.Add(reader.Fixed64(), ReadValue(ref reader));
            else
                copy.Items.Add(ReadValue(ref reader));
        }
        return (id, copy);
    }

    /// <summary>A number, or the id of what is referred to.</summary>
    public static long ReadValue(ref WireReader reader)
    {
        var tag = (ValueTag)reader.Byte();
        if (tag == ValueTag.Signed)
            return reader.Signed();
        Assert.That(tag, Is.EqualTo(ValueTag.Reference));
        long id = (long)reader.Fixed64();
        reader.Fixed64();
        reader.Unsigned();
        return id;
    }
}
