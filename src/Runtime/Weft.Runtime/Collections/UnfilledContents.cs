using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>Collections of which this node has an instance, and of whose state it has taken in nothing yet.</summary>
internal static class UnfilledContents
{
    /// <summary>
    /// Before a replica is made for a thread of the program: takes in what waits at the collection. The comparison comes with the state, and a replica that was made without it would know keys by another one.
    /// </summary>
    internal static void Await(object collection, SharedHeader header)
    {
        if (Volatile.Read(ref header.Extra) is null && header.Deferred is not null)
            SharedWrites.Drain(header.Owner ?? collection, header);
    }
}
