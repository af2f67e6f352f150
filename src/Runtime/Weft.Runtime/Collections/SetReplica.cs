using System.Diagnostics.CodeAnalysis;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>Operations of this node on one shared set.</summary>
internal sealed partial class SetReplica<T> : KeyedReplica<T>, ISetReplica<T>, ILateReplica
{
    private SetReplica(SharedHeader header, HashSet<T> set) : base(header, set.Comparer)
    {
    }

    /// <summary>The replica of a shared set, or null for any other.</summary>
    internal static SetReplica<T>? Of(HashSet<T> set)
    {
        SharedHeader? header = set is SharedHashSet<T> own ? own.SharedHeader : SideTable.InUse && set is not null ? SideTable.Find(set) : null;
        return header is null ? null : Of(header, set!);
    }

    internal static SetReplica<T> Of(SharedHeader header, HashSet<T> set) =>
        (SetReplica<T>)(Volatile.Read(ref header.Extra) ?? Interlocked.CompareExchange(ref header.Extra, new SetReplica<T>(header, set), null) ?? header.Extra);

    /// <summary>After a change of a set that was found unshared: reports it if it has become shared meanwhile.</summary>
    internal static void LookAgain(HashSet<T> set)
    {
        if (Of(set) is { } replica)
            replica.ReportLate(set);
    }

    internal bool Add(HashSet<T> set, T item)
    {
        SharedWrites.Share(Header, item);
        return Change(set, (this, set, item), static a => a.Item1.AddLatched(a.set, a.item));
    }

    internal bool Remove(HashSet<T> set, T item) =>
        Change(set, (this, set, item), static a => a.Item1.RemoveLatched(a.set, a.item));

    internal void Clear(HashSet<T> set) => Change(set, (this, set), static a =>
    {
        a.set.Clear();
        a.Item1.Ids.Clear();
        a.Item1.RecordClear();
        return true;
    });

    internal int RemoveWhere(HashSet<T> set, Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        // The predicate is the program's: it runs outside the latch.
        return RemoveEach(set, Array.FindAll(Read(set, set, Snapshots.Of), match));
    }

    internal void UnionWith(HashSet<T> set, IEnumerable<T> other)
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

    internal void ExceptWith(HashSet<T> set, IEnumerable<T> other) => RemoveEach(set, Materialize(other));

    internal void IntersectWith(HashSet<T> set, IEnumerable<T> other)
    {
        HashSet<T> kept = new(Materialize(other), set.Comparer);
        RemoveEach(set, Array.FindAll(Read(set, set, Snapshots.Of), item => !kept.Contains(item)));
    }

    internal void SymmetricExceptWith(HashSet<T> set, IEnumerable<T> other)
    {
        HashSet<T> toggled = new(Materialize(other), set.Comparer);
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

    internal int EnsureCapacity(HashSet<T> set, int capacity) => Read(set, (set, capacity), static a => a.set.EnsureCapacity(a.capacity));

    internal void TrimExcess(HashSet<T> set) => Read(set, set, static s =>
    {
        s.TrimExcess();
        return true;
    });

    internal void TrimExcess(HashSet<T> set, int capacity) => Read(set, (set, capacity), static a =>
    {
        a.set.TrimExcess(a.capacity);
        return true;
    });

    internal bool Contains(HashSet<T> set, T item) => Read(set, (set, item), static a => a.set.Contains(a.item));

    internal int GetCount(HashSet<T> set) => Read(set, set, static s => s.Count);

    internal bool TryGetValue(HashSet<T> set, T equalValue, [MaybeNullWhen(false)] out T actualValue)
    {
        (bool found, actualValue) = Read(set, (set, equalValue), static a => (a.set.TryGetValue(a.equalValue, out T? there), there!));
        return found;
    }

    internal bool IsProperSubsetOf(HashSet<T> set, IEnumerable<T> other) => Read(set, (set, other: Materialize(other)), static a => a.set.IsProperSubsetOf(a.other));

    internal bool IsProperSupersetOf(HashSet<T> set, IEnumerable<T> other) => Read(set, (set, other: Materialize(other)), static a => a.set.IsProperSupersetOf(a.other));

    internal bool IsSubsetOf(HashSet<T> set, IEnumerable<T> other) => Read(set, (set, other: Materialize(other)), static a => a.set.IsSubsetOf(a.other));

    internal bool IsSupersetOf(HashSet<T> set, IEnumerable<T> other) => Read(set, (set, other: Materialize(other)), static a => a.set.IsSupersetOf(a.other));

    internal bool Overlaps(HashSet<T> set, IEnumerable<T> other) => Read(set, (set, other: Materialize(other)), static a => a.set.Overlaps(a.other));

    internal bool SetEquals(HashSet<T> set, IEnumerable<T> other) => Read(set, (set, other: Materialize(other)), static a => a.set.SetEquals(a.other));

    // The enumeration is the program's: it runs outside the latch.
    private static T[] Materialize(IEnumerable<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return [.. other];
    }

    private int RemoveEach(HashSet<T> set, T[] items) => items.Length == 0 ? 0 : Change(set, (this, set, items), static a =>
    {
        int removed = 0;
        foreach (T item in a.items)
        {
            if (a.Item1.RemoveLatched(a.set, item))
                removed++;
        }
        return removed;
    });

    private bool AddLatched(HashSet<T> set, T item)
    {
        if (!set.Add(item))
            return false;
        RecordAdd(item);
        return true;
    }

    private bool RemoveLatched(HashSet<T> set, T item)
    {
        if (!set.Remove(item))
            return false;
        if (Ids.Remove(item, out ulong id))
            RecordRemove(id);
        return true;
    }

    private void RecordAdd(T item)
    {
        ulong id = SharedWrites.NewEntryId();
        Ids.Add(item, id);
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.SetAdd);
        writer.Fixed64(id);
        Keys.Write(writer, item);
        SharedWrites.End();
        Pend();
    }
}
