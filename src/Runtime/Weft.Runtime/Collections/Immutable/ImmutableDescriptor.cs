using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections.Immutable;

/// <summary>
/// A collection that never changes: an object of its own, whose content travels once, with its creation. It has one field, a tuple of its comparers and items.
/// </summary>
internal abstract class ImmutableDescriptor<TCollection, TItem>() : TypeDescriptor(typeof(TCollection), ObjectKind.Whole)
    where TCollection : class, IEnumerable<TItem>
{
    private static readonly uint Content = WireHash.OfField("content");

    internal override IReadOnlyList<string> FieldNames => ["content"];

    /// <summary>How many comparers precede the items.</summary>
    protected virtual int Comparers => 0;

    internal override object MakeInstance(int length) => RuntimeHelpers.GetUninitializedObject(typeof(TCollection));

    internal override void WriteState(object instance, SharedHeader header, WireWriter writer)
    {
        writer.Unsigned(1);
        writer.Fixed32(Content);
        WriteValue(instance, writer);
    }

    internal override void Fill(object instance, SharedHeader header, ref WireReader state)
    {
        for (int count = state.Count(); count > 0; count--)
        {
            if (state.Fixed32() == Content)
                Transplant<TCollection>.Move(Read(ref state), (TCollection)instance);
            else
                state.SkipValue();
        }
    }

    internal override void Apply(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
    }

    internal override void Acknowledge(object instance, SharedHeader header, EntryKind kind, ref WireReader payload)
    {
    }

    internal override bool NeedsUserCode(EntryKind kind, SharedHeader header, ReadOnlySpan<byte> payload)
    {
        WireReader reader = new(payload);
        if (kind != EntryKind.Create || reader.Count() == 0)
            return false;
        reader.Fixed32();
        ByValue.ReadCount(ref reader);
        return NeedsUserCode(reader);
    }

    internal override void VisitReferences(object instance, ReferenceVisitor visitor)
    {
        (visitor.Place, visitor.Key) = (null, null);
        VisitComparers((TCollection)instance, visitor);
        ValueCodec<TItem> codec = ValueCodec<TItem>.For;
        int index = 0;
        foreach (TItem item in (TCollection)instance)
        {
            (visitor.Place, visitor.Key) = (null, index++);
            codec.VisitReferences(item, visitor);
        }
    }

    internal override void WriteValue(object instance, WireWriter writer)
    {
        TCollection collection = (TCollection)instance;
        TItem[] items = [.. collection];
        ByValue.WriteCount(writer, Comparers + items.Length);
        WriteComparers(collection, writer);
        foreach (TItem item in items)
            ValueCodec<TItem>.For.Write(writer, item);
    }

    internal override object ReadValue(ref WireReader reader) => Read(ref reader);

    protected virtual void VisitComparers(TCollection collection, ReferenceVisitor visitor)
    {
    }

    protected virtual void WriteComparers(TCollection collection, WireWriter writer)
    {
    }

    /// <summary>Whether making the collection runs code of the program.</summary>
    /// <param name="content">Stands before the comparers.</param>
    protected virtual bool NeedsUserCode(WireReader content) => false;

    /// <summary>Makes an empty collection with the comparers that are encoded.</summary>
    protected abstract TCollection Empty(ref WireReader comparers);

    /// <summary>Makes a collection like an empty one, with items in the order in which they are iterated.</summary>
    protected abstract TCollection Make(TCollection empty, TItem[] items);

    private TCollection Read(ref WireReader reader)
    {
        int count = ByValue.ReadCount(ref reader) - Comparers;
        TCollection empty = Empty(ref reader);
        TItem[] items = new TItem[Math.Max(count, 0)];
        for (int i = 0; i < items.Length; i++)
            items[i] = ValueCodec<TItem>.For.Read(ref reader);
        return Make(empty, items);
    }
}
