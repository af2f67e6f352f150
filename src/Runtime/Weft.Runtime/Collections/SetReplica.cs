using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Collections;

/// <summary>Operations of this node on one shared set of any class.</summary>
internal abstract partial class SetReplica<TSet, T, TContent>(SharedHeader header, TSet set)
    : KeyedReplica<T>(header, TContent.ComparisonOf(set)), ISetReplica<T>, ILateReplica
    where TSet : class
    where TContent : struct, ISetContent<TSet, T>
{
    internal static SetReplica<TSet, T, TContent> Of(SharedHeader header, TSet set) =>
        (SetReplica<TSet, T, TContent>)(Volatile.Read(ref header.Extra) ?? Interlocked.CompareExchange(ref header.Extra, TContent.MakeReplica(header, set), null) ?? header.Extra);

    internal bool Add(TSet set, T item)
    {
        SharedWrites.Share(Header, item);
        return Change(set, (this, set, item), static a => a.Item1.AddLatched(a.set, a.item));
    }

    internal bool Remove(TSet set, T item) =>
        Change(set, (this, set, item), static a => a.Item1.RemoveLatched(a.set, a.item));

    internal virtual void Clear(TSet set) => Change(set, (this, set), static a =>
    {
        TContent.Clear(a.set);
        a.Item1.Ids.Clear();
        a.Item1.RecordClear();
        return true;
    });

    internal int RemoveWhere(TSet set, Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        // The predicate is the program's: it runs outside the latch.
        return RemoveEach(set, Array.FindAll(Read(set, set, TContent.Copy), match));
    }

    internal void UnionWith(TSet set, IEnumerable<T> other)
    {
        T[] items = Materialize(other);
        foreach (T item in items)
            SharedWrites.Share(Header, item);
        Change(set, (this, set, items), static a =>
        {
            foreach (T item in a.items)
                a.Item1.AddLatched(a.set, item);
            return true;
        });
    }

    internal void ExceptWith(TSet set, IEnumerable<T> other) => RemoveEach(set, Materialize(other));

    internal void IntersectWith(TSet set, IEnumerable<T> other)
    {
        ISet<T> kept = TContent.MakePlain(set, Materialize(other));
        RemoveEach(set, Array.FindAll(Read(set, set, TContent.Copy), item => !kept.Contains(item)));
    }

    internal void SymmetricExceptWith(TSet set, IEnumerable<T> other)
    {
        ISet<T> toggled = TContent.MakePlain(set, Materialize(other));
        foreach (T item in toggled)
            SharedWrites.Share(Header, item);
        Change(set, (this, set, toggled), static a =>
        {
            foreach (T item in a.toggled)
            {
                if (!a.Item1.RemoveLatched(a.set, item))
                    a.Item1.AddLatched(a.set, item);
            }
            return true;
        });
    }

    // The enumeration is the program's: it runs outside the latch.
    internal static T[] Materialize(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return [.. other];
    }

    protected int RemoveEach(TSet set, T[] items) => items.Length == 0 ? 0 : Change(set, (this, set, items), static a =>
    {
        int removed = 0;
        foreach (T item in a.items)
        {
            if (a.Item1.RemoveLatched(a.set, item))
                removed++;
        }
        return removed;
    });

    private bool AddLatched(TSet set, T item)
    {
        if (!TContent.Add(set, item))
            return false;
        RecordAdd(item);
        return true;
    }

    private bool RemoveLatched(TSet set, T item)
    {
        if (!TContent.Remove(set, item))
            return false;
        if (Ids.Remove(item, out ulong id))
            RecordRemove(id);
        return true;
    }

    private void RecordAdd(T item)
    {
        ulong id = SharedWrites.NewEntryId();
        Ids.Add(item, id);
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.SetAdd, out ThreadTransaction transaction);
        writer.Fixed64(id);
        Keys.Write(writer, item);
        transaction.End();
        Pend();
    }
}
