using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>Finds the replicas of collections whose class is sealed: the runtime has no class of its own for them, so they have their headers in the side table, whoever made them.</summary>
internal static class SealedReplicas<TCollection, TReplica> where TCollection : class where TReplica : Replica
{
    /// <summary>The replica of a shared collection, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TReplica? Of(TCollection collection) => SideTableFlag<TCollection>.Raised ? Find(collection) : null;

    /// <summary>The collection, with what other nodes, and code that is not woven, have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TCollection Current(TCollection collection)
    {
        if (SideTableFlag<TCollection>.Raised)
            Find(collection)?.Drain(collection);
        return collection;
    }

    /// <summary>After a change of a collection that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(TCollection collection)
    {
        if (SideTableFlag<TCollection>.Raised)
            (Find(collection) as ILateReplica)?.ReportLate(collection);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TReplica? Find(TCollection collection) =>
        KnownReplicas.Find(collection) is { } known ? Unsafe.As<TReplica>(known)
        : collection is null ? null
        : (TReplica?)KnownReplicas.Ask(collection, SideTable.Find(collection));
}
