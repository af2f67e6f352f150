using Weft.Protocol;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <content>What other nodes did, and what came back. Called under the latch, or under the gate where keys need user code.</content>
internal abstract partial class SetReplica<TSet, T, TContent>
{
    /// <summary>Gives ids to entries that have none: the collection has just become shared here.</summary>
    internal void Identify(TSet set)
    {
        foreach (T item in Snapshots.Take(set, TContent.Copy))
            IdOf(item);
    }

    internal void WriteContent(TSet set, WireWriter writer)
    {
        PortableComparers.Write(writer, TContent.ComparisonOf(set));
        T[] content = Snapshots.Take(set, TContent.Copy);
        writer.Unsigned((ulong)content.Length);
        foreach (T item in content)
        {
            writer.Fixed64(IdOf(item));
            Keys.Write(writer, item);
        }
    }

    internal void Fill(TSet set, ref WireReader reader)
    {
        reader.SkipValue();
        int count = reader.Count();
        Emptied(set);
        for (int i = 0; i < count; i++)
        {
            ulong id = reader.Fixed64();
            Added(set, id, Keys.Read(ref reader));
        }
        Version++;
    }

    internal void Apply(TSet set, EntryKind kind, ref WireReader reader)
    {
        if (kind is not (EntryKind.SetAdd or EntryKind.EntryRemove or EntryKind.Clear) || !MayApplyStructural(placesShift: false))
            return;
        Version++;
        switch (kind)
        {
            case EntryKind.SetAdd:
                ulong id = reader.Fixed64();
                Added(set, id, Keys.Read(ref reader));
                break;
            case EntryKind.EntryRemove:
                Removed(set, reader.Fixed64());
                break;
            default:
                Emptied(set);
                break;
        }
    }

    private void Put(TSet set, ulong id, T item)
    {
        if (!Ids.TryGetId(item, out ulong there))
        {
            Ids.Add(item, id);
            TContent.Add(set, item);
        }
        else if (there != id)
        {
            RemoveRival(id);
        }
    }

    internal void Acknowledge() => Acknowledged();

    /// <summary>Reports the content of a set that became shared while this thread changed it.</summary>
    internal void ReportLate(TSet set)
    {
        Unsettle();
        foreach (T item in Read(set, set, static late => Snapshots.Take(late, TContent.Copy)))
            SharedWrites.Share(Header, item);
        Change(set, (this, set), static a =>
        {
            a.Item1.RecordDifference(a.set);
            return true;
        });
    }

    protected override long StampOf(object collection) => TContent.Stamp((TSet)collection);

    private void RecordDifference(TSet set)
    {
        foreach (T gone in Ids.KeysWhere(item => !TContent.Contains(set, item)))
        {
            Ids.Remove(gone, out ulong id);
            RecordRemove(id);
        }
        foreach (T item in Snapshots.Take(set, TContent.Copy))
        {
            if (!Ids.TryGetId(item, out _))
                RecordAdd(item);
        }
    }

    void ICollectionReplica<T>.Add(object collection, T item) => Add((TSet)collection, item);

    bool ICollectionReplica<T>.Remove(object collection, T item) => Remove((TSet)collection, item);

    void ICollectionReplica<T>.Clear(object collection) => Clear((TSet)collection);

    bool ISetReplica<T>.Add(object set, T item) => Add((TSet)set, item);

    void ISetReplica<T>.UnionWith(object set, IEnumerable<T> other) => UnionWith((TSet)set, other);

    void ISetReplica<T>.ExceptWith(object set, IEnumerable<T> other) => ExceptWith((TSet)set, other);

    void ISetReplica<T>.IntersectWith(object set, IEnumerable<T> other) => IntersectWith((TSet)set, other);

    void ISetReplica<T>.SymmetricExceptWith(object set, IEnumerable<T> other) => SymmetricExceptWith((TSet)set, other);

    void ILateReplica.ReportLate(object collection) => ReportLate((TSet)collection);
}
