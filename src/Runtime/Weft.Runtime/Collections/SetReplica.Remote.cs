using Weft.Protocol;

namespace Weft.Runtime.Collections;

/// <content>What other nodes did, and what came back. Called under the latch, or under the gate where keys need user code.</content>
internal sealed partial class SetReplica<T>
{
    /// <summary>Gives ids to entries that have none: the collection has just become shared here.</summary>
    internal void Identify(HashSet<T> set)
    {
        foreach (T item in Snapshots.Of(set))
        {
            if (!Ids.TryGetId(item, out _))
                Ids.Add(item, SharedWrites.NewEntryId());
        }
    }

    internal void WriteContent(HashSet<T> set, WireWriter writer)
    {
        Identify(set);
        PortableComparers.Write(writer, set.Comparer);
        writer.Unsigned((ulong)set.Count);
        foreach (T item in set)
        {
            Ids.TryGetId(item, out ulong id);
            writer.Fixed64(id);
            Keys.Write(writer, item);
        }
    }

    internal void Fill(HashSet<T> set, ref WireReader reader)
    {
        Literals.StringLiteral.Read(ref reader);
        int count = reader.Count();
        set.Clear();
        Ids.Clear();
        for (int i = 0; i < count; i++)
        {
            ulong id = reader.Fixed64();
            Put(set, id, Keys.Read(ref reader));
        }
        Version++;
    }

    internal void Apply(HashSet<T> set, EntryKind kind, ref WireReader reader)
    {
        if (kind is not (EntryKind.SetAdd or EntryKind.EntryRemove or EntryKind.Clear) || !MayApplyStructural(placesShift: false))
            return;
        Version++;
        switch (kind)
        {
            case EntryKind.SetAdd:
                ulong id = reader.Fixed64();
                Put(set, id, Keys.Read(ref reader));
                break;
            case EntryKind.EntryRemove:
                if (Ids.TryGetKey(reader.Fixed64(), out T? item))
                {
                    Ids.Remove(item, out _);
                    set.Remove(item);
                }
                break;
            default:
                set.Clear();
                Ids.Clear();
                break;
        }
    }

    private void Put(HashSet<T> set, ulong id, T item)
    {
        if (!Ids.TryGetId(item, out ulong there))
        {
            Ids.Add(item, id);
            set.Add(item);
        }
        else if (there != id)
        {
            RemoveRival(id);
        }
    }

    internal void Acknowledge() => Acknowledged();

    /// <summary>Reports the content of a set that became shared while this thread changed it.</summary>
    internal void ReportLate(HashSet<T> set)
    {
        foreach (T item in Read(set, set, Snapshots.Of))
            SharedWrites.Share(Header, item);
        Change(set, (this, set), static a =>
        {
            a.Item1.RecordDifference(a.set);
            return true;
        });
    }

    private void RecordDifference(HashSet<T> set)
    {
        foreach (T gone in Ids.KeysWhere(item => !set.Contains(item)))
        {
            Ids.Remove(gone, out ulong id);
            RecordRemove(id);
        }
        foreach (T item in set)
        {
            if (!Ids.TryGetId(item, out _))
                RecordAdd(item);
        }
    }

    void ICollectionReplica<T>.Add(object collection, T item) => Add((HashSet<T>)collection, item);

    bool ICollectionReplica<T>.Remove(object collection, T item) => Remove((HashSet<T>)collection, item);

    void ICollectionReplica<T>.Clear(object collection) => Clear((HashSet<T>)collection);

    bool ISetReplica<T>.Add(object set, T item) => Add((HashSet<T>)set, item);

    void ISetReplica<T>.UnionWith(object set, IEnumerable<T> other) => UnionWith((HashSet<T>)set, other);

    void ISetReplica<T>.ExceptWith(object set, IEnumerable<T> other) => ExceptWith((HashSet<T>)set, other);

    void ISetReplica<T>.IntersectWith(object set, IEnumerable<T> other) => IntersectWith((HashSet<T>)set, other);

    void ISetReplica<T>.SymmetricExceptWith(object set, IEnumerable<T> other) => SymmetricExceptWith((HashSet<T>)set, other);

    void ILateReplica.ReportLate(object collection) => ReportLate((HashSet<T>)collection);
}
