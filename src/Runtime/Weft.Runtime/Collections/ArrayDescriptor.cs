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

    /// <summary>Records the range of elements that differ from an earlier copy of the array.</summary>
    internal abstract void RecordDifference(Array array, Array before, SharedHeader header);
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
            ((T[])instance)[start] = _codec.Read(ref payload);
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
    }

    /// <summary>Records a value as an own write of an element, which still has the one before. Under the latch.</summary>
    internal void RecordValue(SharedHeader header, int index, T value)
    {
        WireWriter writer = SharedWrites.Begin(header, EntryKind.ElementSet);
        writer.Unsigned((ulong)index);
        writer.Unsigned(1);
        _codec.Write(writer, value);
        PendingRanges.Of(header).Add((ulong)index, 1);
        SharedWrites.End();
    }

    internal override void RecordDifference(Array array, Array before, SharedHeader header)
    {
        T[] now = (T[])array;
        T[] then = (T[])before;
        int first = 0;
        while (first < now.Length && IsSame(ref then[first], ref now[first]))
            first++;
        int end = now.Length;
        while (end > first && IsSame(ref then[end - 1], ref now[end - 1]))
            end--;
        if (first == end)
            return;
        ShareElements(array, header, first, end - first);
        header.EnterLatch();
        try
        {
            Record(array, header, first, end - first);
        }
        finally
        {
            header.ExitLatch();
        }
    }

    private static bool IsSame(ref T left, ref T right)
    {
        foreach (Leaf<T> leaf in Leaves.Of<T>())
        {
            if (!leaf.Same(ref left, ref right))
                return false;
        }
        return true;
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
                array[i] = value;
        }
    }
}
