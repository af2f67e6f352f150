using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>Operations of this node on one shared sequence of any class.</summary>
internal abstract partial class SequenceReplica<TCollection, T, TContent>(SharedHeader header) : Replica(header), ILateReplica
    where TCollection : class
    where TContent : struct, ISequenceContent<TCollection, T>
{
    /// <summary>How often an operation that runs code of the program on a copy is tried while others change the sequence.</summary>
    protected const int Attempts = 100;

    /// <summary>An index that is the end, wherever that is when the operation is carried out.</summary>
    protected const int AtEnd = int.MaxValue;

    private readonly ValueCodec<T> _codec = ValueCodec<T>.For;

    /// <summary>The elements' known values while they may be written through a span; else null. Under the latch.</summary>
    private ListExposure<T>? Exposed => Header.Exposure as ListExposure<T>;

    internal static SequenceReplica<TCollection, T, TContent> Of(SharedHeader header) =>
        (SequenceReplica<TCollection, T, TContent>)(Volatile.Read(ref header.Extra) ?? Interlocked.CompareExchange(ref header.Extra, TContent.MakeReplica(header), null) ?? header.Extra);

    internal virtual void Clear(TCollection collection) => Change(collection, (this, collection), static a =>
    {
        TContent.Load(a.collection, []);
        a.Item1.RecordClear(a.collection);
        return true;
    });

    /// <summary>Reports the content of a sequence that became shared while this thread changed it.</summary>
    internal void ReportLate(TCollection collection)
    {
        // An empty one has no items whose sharing would have waited for the creation to be on its way.
        SharedWrites.Check(Header);
        Unsettle();
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            T[] content = Copy(collection, out int version);
            foreach (T item in content)
                SharedWrites.Share(Header, item);
            // Other threads that were as late as this one may have stored what is not shared yet: they come here themselves.
            if (TryChange(collection, version, () => RecordReplace(collection), content))
                return;
        }
        throw ChangedMeanwhile();
    }

    protected override long StampOf(object collection) => TContent.Stamp((TCollection)collection);

    void ILateReplica.ReportLate(object collection) => ReportLate((TCollection)collection);

    /// <summary>Changes the sequence, unless others have changed it since a copy was taken.</summary>
    protected bool TryChange(TCollection collection, int version, Action change, T[]? expected = null)
    {
        Enter(collection);
        try
        {
            if (version != Version || (expected is not null && !IsSame(TContent.Copy(collection), expected)))
                return false;
            change();
        }
        finally
        {
            Leave(collection);
        }
        SharedWrites.Finish();
        return true;
    }

    protected T[] Copy(TCollection collection, out int version)
    {
        Enter(collection);
        try
        {
            version = Version;
            return TContent.Copy(collection);
        }
        finally
        {
            Leave(collection);
        }
    }

    protected void RecordInsert(TCollection collection, int index, T item)
    {
        if (!IsCreated)
        {
            RecordReplace(collection);
            return;
        }
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.ListInsert, out ThreadTransaction transaction);
        writer.Unsigned((ulong)index);
        _codec.Write(writer, item);
        transaction.End();
        Pend();
        Exposed?.Insert(index, item);
    }

    protected void RecordSet(TCollection collection, int index, T value)
    {
        if (!IsCreated)
        {
            RecordReplace(collection);
            return;
        }
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.ListSet, out ThreadTransaction transaction);
        writer.Unsigned((ulong)index);
        _codec.Write(writer, value);
        transaction.End();
        Pend((ulong)index);
        Exposed?.Learn(index, value);
    }

    protected void RecordRemove(TCollection collection, int index, int count)
    {
        if (!IsCreated)
        {
            RecordReplace(collection);
            return;
        }
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.ListRemove, out ThreadTransaction transaction);
        writer.Unsigned((ulong)index);
        writer.Unsigned((ulong)count);
        transaction.End();
        Pend();
        Exposed?.Remove(index, count);
    }

    protected void RecordClear(TCollection collection)
    {
        if (!IsCreated)
        {
            RecordReplace(collection);
            return;
        }
        SharedWrites.Begin(Header, EntryKind.Clear, out ThreadTransaction transaction);
        transaction.End();
        Pend();
        Exposed?.LearnAll();
    }

    protected void RecordReplace(TCollection collection)
    {
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.ListReplace, out ThreadTransaction transaction);
        WriteContent(collection, writer);
        transaction.End();
        Pend();
        Exposed?.LearnAll();
        if (!IsCreated)
            MarkStale();
    }

    protected static InvalidOperationException ChangedMeanwhile() =>
        new("The shared collection was changed by others while this operation ran on it: it is used without a lock.");

    // Only what can refer to objects has to be shared beforehand.
    private bool IsSame(T[] content, T[] expected)
    {
        if (content.Length != expected.Length)
            return false;
        for (int i = 0; !typeof(T).IsValueType && !_codec.IsLiteral && i < expected.Length; i++)
        {
            if (!ReferenceEquals(content[i], expected[i]))
                return false;
        }
        return true;
    }
}
