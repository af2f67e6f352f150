using Weft.Runtime.Objects;

namespace Weft.Runtime.Locks;

/// <summary>A section in which the current thread alone, of all threads of the cluster, works atomically on one place of a shared object.</summary>
internal readonly struct PlaceLock
{
    private readonly LeasedLock? _lock;

    private PlaceLock(LeasedLock @lock) => _lock = @lock;

    /// <summary>Takes the lock of a place: its local gate, then the lease.</summary>
    /// <exception cref="ClusterUnavailableException">The node has lost its hub, or it did not answer in time.</exception>
    internal static PlaceLock Enter(SharedHeader header, ushort part)
    {
        LeasedLock place = header.PlaceLock(part);
        ClusterMonitor.EnterPlace(place);
        return new PlaceLock(place);
    }

    /// <summary>Leaves it. What was changed has been published.</summary>
    internal void Exit() => ClusterMonitor.ExitPlace(_lock!);
}
