namespace Weft.Runtime.Collections.Legacy;

/// <summary>Works on a collection for others, so that the cluster sees what they do.</summary>
internal interface IStandIn
{
    object Target { get; }

    /// <summary>Whether each operation is under the lock of the collection's root. Programs have such a one in hand, too.</summary>
    bool Locks { get; }
}
