using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>Finds the replicas of non-generic collections, also where the framework's wrappers stand before them.</summary>
internal static class Replicas<TCollection, TReplica> where TCollection : class where TReplica : Replica
{
    /// <summary>The replica of a shared collection, or null for any other.</summary>
    /// <exception cref="NotSupportedException">The collection is one of the framework's wrappers, on a shared one.</exception>
    internal static TReplica? Of(TCollection collection)
    {
        if (Find(collection) is { } replica)
            return replica;
        if (FrameworkWrappers.TargetOf(collection) is TCollection target && Find(target) is not null)
            throw FrameworkWrappers.Refusal(typeof(TCollection));
        return null;
    }

    /// <summary>The collection, or a wrapper of it, with what other nodes have done to the collection.</summary>
    internal static TCollection Current(TCollection collection)
    {
        if ((FrameworkWrappers.TargetOf(collection) ?? collection) is TCollection target)
            Find(target)?.Drain(target);
        return collection;
    }

    /// <summary>After a change of a collection that was found unshared: reports it if it has become shared meanwhile.</summary>
    internal static void LookAgain(TCollection collection)
    {
        if ((FrameworkWrappers.TargetOf(collection) ?? collection) is TCollection target && Find(target) is ILateReplica replica)
            replica.ReportLate(target);
    }

    private static TReplica? Find(TCollection collection) =>
        collection is not null && Headers.Of(collection) is { Descriptor: ICollectionDescriptor descriptor } header ? (TReplica)descriptor.ReplicaOf(collection, header) : null;
}
