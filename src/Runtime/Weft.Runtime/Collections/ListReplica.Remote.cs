using Weft.Protocol;

namespace Weft.Runtime.Collections;

/// <content>What other nodes did, and what came back. Called under the latch.</content>
internal sealed partial class ListReplica<T>
{
    internal void WriteContent(List<T> list, WireWriter writer)
    {
        writer.Unsigned((ulong)list.Count);
        for (int i = 0; i < list.Count; i++)
            _codec.Write(writer, list[i]);
    }

    /// <summary>Replaces the content by that of a creation record, a reload or a replacement.</summary>
    internal void Fill(List<T> list, ref WireReader reader)
    {
        T[] content = new T[reader.Count()];
        for (int i = 0; i < content.Length; i++)
            content[i] = _codec.Read(ref reader);
        list.Clear();
        list.AddRange(content);
        Version++;
    }

    internal void Apply(List<T> list, EntryKind kind, ref WireReader reader)
    {
        switch (kind)
        {
            case EntryKind.ListSet:
                ApplySet(list, ref reader);
                return;
            case EntryKind.ListInsert or EntryKind.ListRemove or EntryKind.ListReplace or EntryKind.Clear when MayApplyStructural(placesShift: true):
                ApplyStructural(list, kind, ref reader);
                Version++;
                return;
        }
    }

    private void ApplySet(List<T> list, ref WireReader reader)
    {
        ulong index = reader.Unsigned();
        if (!MayApplyStructural(placesShift: false) || !MayApply(index) || index >= (ulong)list.Count)
            return;
        list[(int)index] = _codec.Read(ref reader);
        Version++;
    }

    private void ApplyStructural(List<T> list, EntryKind kind, ref WireReader reader)
    {
        switch (kind)
        {
            case EntryKind.ListInsert:
                int index = (int)Math.Min(reader.Unsigned(), (ulong)list.Count);
                list.Insert(index, _codec.Read(ref reader));
                break;
            case EntryKind.ListRemove:
                int start = (int)Math.Min(reader.Unsigned(), (ulong)list.Count);
                list.RemoveRange(start, (int)Math.Min(reader.Unsigned(), (ulong)(list.Count - start)));
                break;
            case EntryKind.ListReplace:
                Fill(list, ref reader);
                break;
            default:
                list.Clear();
                break;
        }
    }

    internal void Acknowledge(EntryKind kind, ref WireReader reader)
    {
        if (kind == EntryKind.ListSet)
            Acknowledged(reader.Unsigned());
        else
            Acknowledged();
    }
}
