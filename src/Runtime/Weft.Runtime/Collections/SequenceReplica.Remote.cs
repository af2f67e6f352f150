using Weft.Protocol;

namespace Weft.Runtime.Collections;

/// <content>What other nodes did, and what came back. Called under the latch.</content>
internal abstract partial class SequenceReplica<TCollection, T, TContent>
{
    internal void WriteContent(TCollection collection, WireWriter writer)
    {
        T[] content = TContent.Copy(collection);
        writer.Unsigned((ulong)content.Length);
        foreach (T item in content)
            _codec.Write(writer, item);
    }

    /// <summary>Replaces the content by that of a creation record, a reload or a replacement.</summary>
    internal void Fill(TCollection collection, ref WireReader reader)
    {
        T[] content = new T[reader.Count()];
        for (int i = 0; i < content.Length; i++)
            content[i] = _codec.Read(ref reader);
        TContent.Load(collection, content);
        Exposed?.LearnAll();
        Version++;
    }

    internal void Apply(TCollection collection, EntryKind kind, ref WireReader reader)
    {
        switch (kind)
        {
            case EntryKind.ListSet:
                ApplySet(collection, ref reader);
                return;
            case EntryKind.ListInsert or EntryKind.ListRemove or EntryKind.ListReplace or EntryKind.Clear when MayApplyStructural(placesShift: true) && !IsCrossed():
                ApplyStructural(collection, kind, ref reader);
                Version++;
                return;
        }
    }

    /// <summary>
    /// Whether elements were written unseen: own changes of places that are not recorded yet. What crosses them makes the content stale, as it does where such changes are pending.
    /// </summary>
    internal bool IsCrossed()
    {
        if (Exposed is not { } exposed || !exposed.IsWritten())
            return false;
        MarkStale();
        return true;
    }

    private void ApplySet(TCollection collection, ref WireReader reader)
    {
        ulong index = reader.Unsigned();
        if (!MayApplyStructural(placesShift: false) || !MayApply(index) || index >= (ulong)TContent.Count(collection))
            return;
        T value = _codec.Read(ref reader);
        bool writtenUnseen = Exposed?.IsWritten((int)index) ?? false;
        Exposed?.Learn((int)index, value);
        if (!writtenUnseen && !TContent.TrySet(collection, (int)index, value))
            Rebuild(collection, (int)index, 1, value, hasItem: true);
        Version++;
    }

    private void ApplyStructural(TCollection collection, EntryKind kind, ref WireReader reader)
    {
        int size = TContent.Count(collection);
        switch (kind)
        {
            case EntryKind.ListInsert:
                int index = (int)Math.Min(reader.Unsigned(), (ulong)size);
                T item = _codec.Read(ref reader);
                Exposed?.Insert(index, item);
                if (!TContent.TryInsert(collection, index, item))
                    Rebuild(collection, index, 0, item, hasItem: true);
                break;
            case EntryKind.ListRemove:
                int start = (int)Math.Min(reader.Unsigned(), (ulong)size);
                int count = (int)Math.Min(reader.Unsigned(), (ulong)(size - start));
                Exposed?.Remove(start, count);
                if (!TContent.TryRemove(collection, start, count))
                    Rebuild(collection, start, count, default!, hasItem: false);
                break;
            case EntryKind.ListReplace:
                Fill(collection, ref reader);
                break;
            default:
                TContent.Load(collection, []);
                Exposed?.LearnAll();
                break;
        }
    }

    // What the class cannot do in place came from a node that did it in another order: rare, and as long as a reload.
    private static void Rebuild(TCollection collection, int index, int removed, T item, bool hasItem)
    {
        List<T> content = [.. TContent.Copy(collection)];
        content.RemoveRange(index, removed);
        if (hasItem)
            content.Insert(index, item);
        TContent.Load(collection, [.. content]);
    }

    internal void Acknowledge(EntryKind kind, ref WireReader reader)
    {
        if (kind == EntryKind.ListSet)
            Acknowledged(reader.Unsigned());
        else
            Acknowledged();
    }
}
