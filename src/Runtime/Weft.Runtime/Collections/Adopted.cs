using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>Shared collections that are plain instances of the framework's classes: made by code that is not woven, with their header in the side table.</summary>
internal static class Adopted
{
    /// <summary>The replica of an adopted collection, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TReplica? Find<TReplica>(object collection) where TReplica : class =>
        SideTable.InUse && collection is not null ? FindReplica(collection) as TReplica : null;

    /// <summary>After a change of a collection that was found unshared: reports it if it has been adopted meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(object collection)
    {
        if (SideTable.InUse && FindReplica(collection) is ILateReplica replica)
            replica.ReportLate(collection);
    }

    private static object? FindReplica(object collection)
    {
        SharedHeader? header = SideTable.Find(collection);
        if (header is null)
            return null;
        return Volatile.Read(ref header.Extra) ?? (header.Descriptor as ICollectionDescriptor)?.ReplicaOf(collection, header);
    }
}

/// <summary>Implemented by the descriptors of collections.</summary>
internal interface ICollectionDescriptor
{
    /// <summary>What this node keeps of a shared collection beside its content.</summary>
    Replica ReplicaOf(object collection, SharedHeader header);
}
