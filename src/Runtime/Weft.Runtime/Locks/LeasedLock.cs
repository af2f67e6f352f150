using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Locks;

/// <summary>
/// One lock of the cluster on this node: whether the node has its lease. Everything but the flags that the reader thread sets is done under the lock object's own monitor.
/// </summary>
internal sealed class LeasedLock(LockId id, bool leased)
{
    private volatile bool _leased = leased;
    private volatile bool _recalled;
    private volatile bool _waitsAtHub;
    private volatile int _term;

    internal LockId Id { get; } = id;

    /// <summary>What excludes the threads of this node: for the lock of a place an object of its own; null for a monitor, where it is the lock object.</summary>
    internal object? Gate { get; } = id.Part == 0 ? null : new object();

    internal bool Leased { get => _leased; set => _leased = value; }

    /// <summary>Counts the leases that went back, so that a recall which waits can be told from a later one. Changed under the lock object's monitor.</summary>
    internal int Term { get => _term; set => _term = value; }

    /// <summary>Whether the lease must go back when the current section ends.</summary>
    internal bool Recalled { get => _recalled; set => _recalled = value; }

    /// <summary>Whether the hub has the lock's wait set, and not this node, which holds the lease. See <see cref="LockWait"/>.</summary>
    internal bool WaitsAtHub { get => _waitsAtHub; set => _waitsAtHub = value; }

    /// <summary>The cluster lock of an object: its own if it is shared, that of its name if it has one, else null.</summary>
    internal static LeasedLock? Find(object obj)
    {
        SharedHeader? header = Headers.Of(obj);
        return header is not null ? OfHeader(header) : Activation.HasLeft ? null : NamedLocks.Find(obj);
    }

    internal static LeasedLock OfHeader(SharedHeader header)
    {
        if (header.Lock is { } known)
            return known;
        header.EnterLatch();
        LeasedLock made = header.Lock ??= new LeasedLock(LockId.OfObject(header.Id), header.BornHere);
        header.ExitLatch();
        return made;
    }
}
