using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The content of a <see cref="SortedSet{T}"/>.</summary>
internal readonly struct SortedSetContent<T> : ISetContent<SortedSet<T>, T>
{
    public static SortedSet<T> Create(KeyComparison<T> comparison) => new SharedSortedSet<T>(comparison.Order);

    public static Replica MakeReplica(SharedHeader header, SortedSet<T> set) => new SortedSetReplica<T>(header, set);

    public static KeyComparison<T> ComparisonOf(SortedSet<T> set) => KeyComparison<T>.ByOrder(set.Comparer);

    public static KeyComparison<T> ReadComparison(ref WireReader reader) => PortableComparers.ReadOrder<T>(ref reader);

    public static bool IsSorted => true;

    public static long Stamp(SortedSet<T> set) => ContentStamp<T>.Of(set);

    public static int Count(SortedSet<T> set) => set.Count;

    public static bool Contains(SortedSet<T> set, T item) => set.Contains(item);

    public static void Clear(SortedSet<T> set) => set.Clear();

    public static bool Add(SortedSet<T> set, T item) => set.Add(item);

    public static bool Remove(SortedSet<T> set, T item) => set.Remove(item);

    public static T[] Copy(SortedSet<T> set)
    {
        List<T> copy = new(set.Count);
        foreach (T item in set)
            copy.Add(item);
        return [.. copy];
    }

    public static ISet<T> MakePlain(SortedSet<T> like, IEnumerable<T> items) => new SortedSet<T>(items, like.Comparer);
}

/// <summary>Operations of this node on one shared <see cref="SortedSet{T}"/>, or on a view of a range of it.</summary>
internal sealed class SortedSetReplica<T>(SharedHeader header, SortedSet<T> set) : SetReplica<SortedSet<T>, T, SortedSetContent<T>>(header, set)
{
    /// <summary>The replica of a shared set, or of the shared set that a view belongs to; null for any other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static SortedSetReplica<T>? Of(SortedSet<T> set)
    {
        if (set is SharedSortedSet<T> own)
            return Find(Headers.Checked(own, ref own.Header), own);
        if (set is null)
            return null;
        SortedSet<T> whole = SortedSetViews<T>.WholeOf(set);
        return Find(Headers.OfContent(whole), whole);
    }

    /// <summary>Whether a set, or that to which a view belongs, is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(SortedSet<T> set, [NotNullWhen(true)] out SortedSetReplica<T>? replica)
    {
        if (set is not SharedSortedSet<T> own || Volatile.Read(ref own.Header) is not null)
        {
            replica = Of(set);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a set is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(SortedSet<T> set)
    {
        if (set is not SharedSortedSet<T> own || Volatile.Read(ref own.Header) is not null)
            Of(set)?.Drain(set);
    }

    /// <summary>After a change of a set that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(SortedSet<T> set)
    {
        if (set is not SharedSortedSet<T> own || Volatile.Read(ref own.Header) is not null)
            Of(set)?.ReportLate(SortedSetViews<T>.WholeOf(set));
    }

    internal override void Clear(SortedSet<T> set)
    {
        if (SortedSetViews<T>.IsView(set))
            RemoveEach(set, Read(set, set, SortedSetContent<T>.Copy));
        else
            base.Clear(set);
    }

    internal bool TryGetValue(SortedSet<T> set, T equalValue, [MaybeNullWhen(false)] out T actualValue)
    {
        (bool found, actualValue) = Read(set, (set, equalValue), static a => (a.set.TryGetValue(a.equalValue, out T? there), there!));
        return found;
    }

    protected override object WholeOf(object collection) => SortedSetViews<T>.WholeOf((SortedSet<T>)collection);

    private static SortedSetReplica<T>? Find(SharedHeader? header, SortedSet<T> whole) => header is null ? null : (SortedSetReplica<T>)((ICollectionDescriptor)header.Descriptor).ReplicaOf(whole, header);
}
