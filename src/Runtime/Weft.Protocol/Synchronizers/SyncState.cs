namespace Weft.Protocol;

/// <summary>The values of a synchronizer's state, as a creation has them.</summary>
internal readonly struct SyncState(List<StoredValue> values)
{
    public int Count => values.Count;

    public StoredValue this[int index] => index < values.Count ? values[index] : throw new ProtocolException($"A synchronizer's state has {values.Count} values, and {index + 1} are needed.");

    /// <summary>Reads count and values.</summary>
    /// <param name="reader">Stands before them.</param>
    /// <param name="references">Takes the ids of all objects that they refer to.</param>
    public static SyncState Read(ref WireReader reader, List<ulong>? references)
    {
        int count = reader.Count();
        var values = new List<StoredValue>(Math.Min(count, 64));
        for (int i = 0; i < count; i++)
        {
            int start = reader.Position;
            WireValue.Skip(ref reader, references);
            values.Add(new StoredValue(reader.Between(start, reader.Position)));
        }
        return new SyncState(values);
    }

    /// <summary>Writes one number.</summary>
    public static void Write(WireWriter writer, long number)
    {
        writer.Byte((byte)ValueTag.Signed);
        writer.Signed(number);
    }

    /// <summary>The value at a place, a number.</summary>
    public long Number(int index)
    {
        StoredValue value = this[index];
        var reader = new WireReader(value.Bytes);
        return (ValueTag)reader.Byte() == ValueTag.Signed ? reader.Signed() : throw new ProtocolException($"Value {index} of a synchronizer's state is no number.");
    }

    /// <summary>The value at a place, a number that fits the framework's counts.</summary>
    public int Count32(int index, int least = 0) =>
        Number(index) is var number && number >= least && number <= int.MaxValue ? (int)number : throw new ProtocolException($"Value {index} of a synchronizer's state is {Number(index)}.");
}
