using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Immutable;

/// <summary>The content of a builder of an <see cref="ImmutableHashSet{T}"/>.</summary>
internal readonly struct HashSetBuilderContent<T> : ISetContent<ImmutableHashSet<T>.Builder, T>
{
    public static ImmutableHashSet<T>.Builder Create(KeyComparison<T> comparison) => ImmutableHashSet.CreateBuilder(comparison.Equality);

    public static Replica MakeReplica(SharedHeader header, ImmutableHashSet<T>.Builder set) => new SetBuilderReplica<ImmutableHashSet<T>.Builder, T, HashSetBuilderContent<T>>(header, set);

    public static KeyComparison<T> ComparisonOf(ImmutableHashSet<T>.Builder set) => KeyComparison<T>.ByEquality(set.KeyComparer);

    public static KeyComparison<T> ReadComparison(ref WireReader reader) => PortableComparers.ReadEquality<T>(ref reader);

    public static bool IsSorted => false;

    public static long Stamp(ImmutableHashSet<T>.Builder set) => ContentStamp.Of(Version(set), set.Count);

    public static int Count(ImmutableHashSet<T>.Builder set) => set.Count;

    public static bool Contains(ImmutableHashSet<T>.Builder set, T item) => set.Contains(item);

    public static void Clear(ImmutableHashSet<T>.Builder set) => set.Clear();

    public static bool Add(ImmutableHashSet<T>.Builder set, T item) => set.Add(item);

    public static bool Remove(ImmutableHashSet<T>.Builder set, T item) => set.Remove(item);

    public static T[] Copy(ImmutableHashSet<T>.Builder set) => [.. set.ToImmutable()];

    public static ISet<T> MakePlain(ImmutableHashSet<T>.Builder like, IEnumerable<T> items) => new HashSet<T>(items, like.KeyComparer);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(ImmutableHashSet<T>.Builder set);
}

/// <summary>The content of a builder of an <see cref="ImmutableSortedSet{T}"/>.</summary>
internal readonly struct SortedSetBuilderContent<T> : ISetContent<ImmutableSortedSet<T>.Builder, T>
{
    public static ImmutableSortedSet<T>.Builder Create(KeyComparison<T> comparison) => ImmutableSortedSet.CreateBuilder(comparison.Order);

    public static Replica MakeReplica(SharedHeader header, ImmutableSortedSet<T>.Builder set) => new SetBuilderReplica<ImmutableSortedSet<T>.Builder, T, SortedSetBuilderContent<T>>(header, set);

    public static KeyComparison<T> ComparisonOf(ImmutableSortedSet<T>.Builder set) => KeyComparison<T>.ByOrder(set.KeyComparer);

    public static KeyComparison<T> ReadComparison(ref WireReader reader) => PortableComparers.ReadOrder<T>(ref reader);

    public static bool IsSorted => true;

    public static long Stamp(ImmutableSortedSet<T>.Builder set) => ContentStamp.Of(Version(set), set.Count);

    public static int Count(ImmutableSortedSet<T>.Builder set) => set.Count;

    public static bool Contains(ImmutableSortedSet<T>.Builder set, T item) => set.Contains(item);

    public static void Clear(ImmutableSortedSet<T>.Builder set) => set.Clear();

    public static bool Add(ImmutableSortedSet<T>.Builder set, T item) => set.Add(item);

    public static bool Remove(ImmutableSortedSet<T>.Builder set, T item) => set.Remove(item);

    public static T[] Copy(ImmutableSortedSet<T>.Builder set) => [.. set.ToImmutable()];

    public static ISet<T> MakePlain(ImmutableSortedSet<T>.Builder like, IEnumerable<T> items) => new SortedSet<T>(items, like.KeyComparer);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(ImmutableSortedSet<T>.Builder set);
}

/// <summary>Operations of this node on one shared builder of an immutable set.</summary>
internal sealed class SetBuilderReplica<TSet, T, TContent>(SharedHeader header, TSet set) : SetReplica<TSet, T, TContent>(header, set)
    where TSet : class
    where TContent : struct, ISetContent<TSet, T>;
