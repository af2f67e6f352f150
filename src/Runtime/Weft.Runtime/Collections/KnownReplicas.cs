using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The replicas that threads of the program have asked for before: they are found by the collection's mark alone.</summary>
internal static class KnownReplicas
{
    /// <summary>The replica of a collection; null where the header has to be asked, or there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Replica? Find(object? collection) =>
        collection is not null && HeaderSlots.Find(collection, ObjectMark.Number(collection)) is { Replica: { } known } && !Activation.HasLeft ? known : null;

    /// <summary>Asks the header of a collection, and remembers what it says.</summary>
    internal static Replica? Ask(object collection, SharedHeader? header)
    {
        if (header?.Descriptor is not ICollectionDescriptor descriptor)
            return null;
        return header.Replica = descriptor.ReplicaOf(collection, header);
    }
}
