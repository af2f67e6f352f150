using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The content of a <see cref="HashSet{T}"/>.</summary>
internal readonly struct HashSetContent<T> : ISetContent<HashSet<T>, T>
{
    public static HashSet<T> Create(KeyComparison<T> comparison) => new SharedHashSet<T>(comparison.Equality);

    public static Replica MakeReplica(SharedHeader header, HashSet<T> set) => new SetReplica<T>(header, set);

    public static KeyComparison<T> ComparisonOf(HashSet<T> set) => KeyComparison<T>.ByEquality(set.Comparer);

    public static KeyComparison<T> ReadComparison(ref WireReader reader) => PortableComparers.ReadEquality<T>(ref reader);

    public static bool IsSorted => false;

    public static long Stamp(HashSet<T> set) => ContentStamp<T>.Of(set);

    public static int Count(HashSet<T> set) => set.Count;

    public static bool Contains(HashSet<T> set, T item) => set.Contains(item);

    public static void Clear(HashSet<T> set) => set.Clear();

    public static bool Add(HashSet<T> set, T item) => set.Add(item);

    public static bool Remove(HashSet<T> set, T item) => set.Remove(item);

    public static T[] Copy(HashSet<T> set)
    {
        List<T> copy = new(set.Count);
        foreach (T item in set)
            copy.Add(item);
        return [.. copy];
    }

    public static ISet<T> MakePlain(HashSet<T> like, IEnumerable<T> items) => new HashSet<T>(items, like.Comparer);
}

/// <summary>Operations of this node on one shared <see cref="HashSet{T}"/>.</summary>
internal sealed class SetReplica<T>(SharedHeader header, HashSet<T> set) : SetReplica<HashSet<T>, T, HashSetContent<T>>(header, set)
{
    /// <summary>The replica of a shared set, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static SetReplica<T>? Of(HashSet<T> set) => IsShared(set, out SetReplica<T>? replica) ? replica : null;

    /// <summary>Whether a set is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(HashSet<T> set, [NotNullWhen(true)] out SetReplica<T>? replica)
    {
        if (ObjectMark.IsSet(set))
        {
            replica = Looks<HashSet<T>, SharedHashSet<T>, SetReplica<T>>.Find(set);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a set is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(HashSet<T> set)
    {
        if (ObjectMark.IsSet(set))
            Looks<HashSet<T>, SharedHashSet<T>, SetReplica<T>>.Drain(set);
    }

    /// <summary>After a change of a set that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(HashSet<T> set)
    {
        if (ObjectMark.IsSet(set))
            Looks<HashSet<T>, SharedHashSet<T>, SetReplica<T>>.ReportLate(set);
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
}
