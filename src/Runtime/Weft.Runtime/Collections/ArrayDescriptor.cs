using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>Arrays: values by index. Elements that are structs travel whole.</summary>
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

/// <summary>Arrays of one type. Elements of those that are no vectors go by their number, row by row; their first value on the wire is their <see cref="ArrayShape"/>.</summary>
internal sealed class ArrayDescriptor<T> : ArrayDescriptor
{
    private readonly ValueCodec<T> _codec = ValueCodec<T>.For;

    // How many values on the wire go ahead of the elements.
    private readonly uint _ahead;

    public ArrayDescriptor(Type type) : base(type)
    {
        _ahead = type.IsSZArray ? 0u : 1u;
        ArrayFlags<T>.Raise();
    }

    internal override bool IsMadeFromState => _ahead != 0;

    internal override object MakeInstance(int length) =>
        _ahead == 0 ? new T[length] : throw new InvalidOperationException($"The dimensions of {Type} must be known before one is made.");

    internal override object MakeInstance(ref WireReader state)
    {
        int values = state.Count();
        return _ahead == 0 ? new T[values] : ArrayShape.Read(ref state, Type, values - 1).Make(Type);
    }

    internal override void WriteState(object instance, SharedHeader header, WireWriter writer) => WriteWhole((Array)instance, writer);

    internal override void Fill(object instance, SharedHeader header, ref WireReader state)
    {
        Array array = (Array)instance;
        int values = state.Count();
        if (_ahead != 0)
            ArrayShape.Read(ref state, Type, --values);
        Read(array, header, 0, values, ref state);
    }

    internal override void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
        // The shape never changes.
        if (kind == EntryKind.ElementSet && payload.Unsigned() is var start && start >= _ahead)
            Read((Array)instance, header, start - _ahead, payload.Count(), ref payload);
    }

    internal override bool ReadsAcknowledged(SharedHeader header) => header.HasAtomicElements;

    internal override void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
        if (kind != EntryKind.ElementSet)
            return;
        Array array = (Array)instance;
        ulong start = payload.Unsigned() - _ahead;
        int count = payload.Count();
        PendingRanges pending = PendingRanges.Of(header);
        pending.Release(start, (ulong)count);
        // Remote writes that these elements' pending ones kept out came before them: what is here is what the hub has, or what a whole-array operation has stored since and is about to record.
        if (count == 1 && start < (ulong)array.Length && !pending.Has(start) && pending.TakeUnstored(start))
            Take(array, header, (int)start, _codec.Read(ref payload));
    }

    internal override void VisitReferences(object instance, ReferenceVisitor visitor)
    {
        if (_codec.IsLiteral)
            return;
        Array array = (Array)instance;
        for (int i = 0; i < array.Length; i++)
        {
            (visitor.Place, visitor.Key) = (null, new ElementKey(array, i));
            _codec.VisitReferences(ArrayElements.At<T>(array, i), visitor);
        }
    }

    internal override void WriteValue(object instance, WireWriter writer)
    {
        writer.Byte((byte)ValueTag.Tuple);
        WriteWhole((Array)instance, writer);
    }

    internal override object ReadValue(ref WireReader reader)
    {
        int values = ByValue.ReadCount(ref reader);
        Array array = _ahead == 0 ? new T[values] : ArrayShape.Read(ref reader, Type, values - 1).Make(Type);
        for (int i = 0; i < array.Length; i++)
            ArrayElements.At<T>(array, i) = _codec.Read(ref reader);
        return array;
    }

    internal override void ShareElements(Array array, SharedHeader header, int start, int count)
    {
        if (_codec.IsLiteral)
            return;
        foreach (T element in ArrayElements.Of<T>(array).Slice(start, count).ToArray())
            SharedWrites.Share(header, element);
    }

    internal override void Record(Array array, SharedHeader header, int start, int count)
    {
        RecordValues(header, start, ArrayElements.Of<T>(array).Slice(start, count));
        (header.Exposure as ArrayExposure<T>)?.Learn(start, count);
    }

    /// <summary>Records values as own writes of elements, whatever is in the array. Under the latch.</summary>
    internal void RecordValues(SharedHeader header, int start, params ReadOnlySpan<T> values)
    {
        ThreadTransaction transaction = ThreadTransaction.Current;
        if (values.Length == 1 && !header.HasAtomicElements && transaction.TryExtend(header, start, out WireWriter? run))
        {
            _codec.Write(run, values[0]);
            transaction.EndExtended();
        }
        else
        {
            WireWriter writer = transaction.Begin(header, EntryKind.ElementSet);
            writer.Unsigned((ulong)start + _ahead);
            writer.Unsigned((ulong)values.Length);
            int countAt = writer.Length - 1;
            Write(writer, values);
            transaction.EndElements(start, values.Length, countAt, _codec.IsLiteral);
        }
        PendingRanges pending = PendingRanges.Of(header);
        // Only an atomic operation stores later than it records.
        if (header.HasAtomicElements)
            pending.VoidUnstored((ulong)start, (ulong)values.Length);
        pending.Add((ulong)start, (ulong)values.Length);
    }

    internal override Exposure Expose(Array array, SharedHeader header) =>
        Exposure.Hold(header, array, static (header, array) => new ArrayExposure<T>(header, array));

    // What this node has written unseen is an own write that is not recorded yet: it comes later in the cluster's order.
    private static void Take(Array array, SharedHeader header, int index, T value)
    {
        if (header.Exposure is not ArrayExposure<T> exposure)
        {
            ArrayElements.At<T>(array, index) = value;
            return;
        }
        if (!exposure.IsWritten(index))
            ArrayElements.At<T>(array, index) = value;
        exposure.Learn(index, value);
    }

    private void WriteWhole(Array array, WireWriter writer)
    {
        writer.Unsigned((ulong)array.Length + _ahead);
        if (_ahead != 0)
            ArrayShape.Of(array).Write(writer);
        Write(writer, ArrayElements.Of<T>(array));
    }

    private void Write(WireWriter writer, ReadOnlySpan<T> elements)
    {
        foreach (T element in elements)
            _codec.Write(writer, element);
    }

    private void Read(Array array, SharedHeader header, ulong start, int count, ref WireReader reader)
    {
        PendingRanges? pending = header.Extra as PendingRanges;
        for (ulong i = start; count > 0; i++, count--)
        {
            T value = _codec.Read(ref reader);
            if (i < (ulong)array.Length && (pending is null || !pending.Has(i)))
                Take(array, header, (int)i, value);
        }
    }

    /// <summary>An element, named as programs name it where somebody asks.</summary>
    private readonly struct ElementKey(Array array, int index) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => ArrayElements.Indices(array, index);
    }
}
