using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>One-dimensional arrays: values by index. Elements that are structs travel whole.</summary>
internal abstract class ArrayDescriptor : TypeDescriptor
{
    private protected ArrayDescriptor(Type type) : base(type, ObjectKind.Array)
    {
    }

    internal static ArrayDescriptor Of(SharedHeader header) => (ArrayDescriptor)header.Descriptor;

    /// <summary>Shares what elements refer to.</summary>
    internal abstract void ShareElements(Array array, SharedHeader header, int start, int count);

    /// <summary>Records the present value of elements as an own write. Under the latch.</summary>
    internal abstract void Record(Array array, SharedHeader header, int start, int count);

    /// <summary>Has the array compared when a thread publishes.</summary>
    internal abstract Exposure Expose(Array array, SharedHeader header);
}

/// <summary>Arrays of one element type.</summary>
internal sealed class ArrayDescriptor<T> : ArrayDescriptor
{
    private readonly ValueCodec<T> _codec = ValueCodec<T>.For;

    public ArrayDescriptor() : base(typeof(T[])) => ArrayFlags<T>.Raise();

    internal override object MakeInstance(int length) => new T[length];

    internal override void WriteState(object instance, SharedHeader header, WireWriter writer) => Write(writer, (T[])instance);

    internal override void Fill(object instance, SharedHeader header, ref WireReader state) => Read((T[])instance, header, 0, ref state);

    internal override void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
        if (kind == EntryKind.ElementSet)
            Read((T[])instance, header, payload.Unsigned(), ref payload);
    }

    internal override void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
        if (kind != EntryKind.ElementSet)
            return;
        ulong start = payload.Unsigned();
        int count = payload.Count();
        PendingRanges pending = PendingRanges.Of(header);
        pending.Release(start, (ulong)count);
        // Remote writes that these elements' pending ones kept out came before them: what is here is what the hub has. An atomic operation stores after it has published.
        if (count == 1 && header.HasAtomicElements && start < (ulong)((T[])instance).Length && !pending.Has(start))
            Take((T[])instance, header, (int)start, _codec.Read(ref payload));
    }

    internal override void VisitReferences(object instance, ReferenceVisitor visitor)
    {
        if (_codec.IsLiteral)
            return;
        T[] array = (T[])instance;
        for (int i = 0; i < array.Length; i++)
        {
            (visitor.Place, visitor.Key) = (null, i);
            _codec.VisitReferences(array[i], visitor);
        }
    }

    internal override void WriteValue(object instance, WireWriter writer)
    {
        T[] array = (T[])instance;
        ByValue.WriteCount(writer, array.Length);
        foreach (T element in array)
            _codec.Write(writer, element);
    }

    internal override object ReadValue(ref WireReader reader)
    {
        T[] array = new T[ByValue.ReadCount(ref reader)];
        for (int i = 0; i < array.Length; i++)
            array[i] = _codec.Read(ref reader);
        return array;
    }

    internal override void ShareElements(Array array, SharedHeader header, int start, int count)
    {
        if (_codec.IsLiteral)
            return;
        foreach (T element in ((T[])array).AsSpan(start, count).ToArray())
            SharedWrites.Share(header, element);
    }

    internal override void Record(Array array, SharedHeader header, int start, int count)
    {
        WireWriter writer = SharedWrites.Begin(header, EntryKind.ElementSet);
        writer.Unsigned((ulong)start);
        Write(writer, ((T[])array).AsSpan(start, count));
        PendingRanges.Of(header).Add((ulong)start, (ulong)count);
        SharedWrites.End();
        (header.Exposure as ArrayExposure<T>)?.Learn(start, count);
    }

    /// <summary>Records values as own writes of elements, whatever is in the array. Under the latch.</summary>
    internal void RecordValues(SharedHeader header, int start, params ReadOnlySpan<T> values)
    {
        WireWriter writer = SharedWrites.Begin(header, EntryKind.ElementSet);
        writer.Unsigned((ulong)start);
        Write(writer, values);
        PendingRanges.Of(header).Add((ulong)start, (ulong)values.Length);
        SharedWrites.End();
    }

    internal override Exposure Expose(Array array, SharedHeader header) =>
        Exposure.Hold(header, (T[])array, static (header, array) => new ArrayExposure<T>(header, array));

    // What this node has written unseen is an own write that is not recorded yet: it comes later in the cluster's order.
    private static void Take(T[] array, SharedHeader header, int index, T value)
    {
        if (header.Exposure is not ArrayExposure<T> exposure)
        {
            array[index] = value;
            return;
        }
        if (!exposure.IsWritten(index))
            array[index] = value;
        exposure.Learn(index, value);
    }

    private void Write(WireWriter writer, ReadOnlySpan<T> elements)
    {
        writer.Unsigned((ulong)elements.Length);
        foreach (T element in elements)
            _codec.Write(writer, element);
    }

    private void Read(T[] array, SharedHeader header, ulong start, ref WireReader reader)
    {
        PendingRanges? pending = header.Extra as PendingRanges;
        int count = reader.Count();
        for (ulong i = start; count > 0; i++, count--)
        {
            T value = _codec.Read(ref reader);
            if (i < (ulong)array.Length && (pending is null || !pending.Has(i)))
                Take(array, header, (int)i, value);
        }
    }
}
