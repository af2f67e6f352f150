using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Locks;

/// <summary>
/// One lock of the cluster on this node: what the node's lease of it allows. Everything but the flags that the reader thread sets is done under the lock object's own monitor, or, for
/// locks with readers, under their latch.
/// </summary>
internal class LeasedLock
{
    private volatile LockMode _held;
    private volatile LockMode _wanted;
    private volatile bool _waitsAtHub;
    private volatile int _returns;
    private ulong _term;
    private ulong _gaveUpBefore;
    private long _follows;

    internal LeasedLock(LockId id, bool leased)
    {
        Id = id;
        Gate = id.Part == 0 ? null : new object();
        _held = leased ? LockMode.Write : LockMode.None;
    }

    internal LockId Id { get; }

    /// <summary>What excludes the threads of this node: for the lock of a place an object of its own; null for a monitor, where it is the lock object.</summary>
    internal object? Gate { get; }

    /// <summary>What the lease allows.</summary>
    internal LockMode Held { get => _held; set => _held = value; }

    /// <summary>Whether there is a lease at all.</summary>
    internal bool Leased => _held != LockMode.None;

    /// <summary>What another node waits for, so that the lease must go back when the current section ends; <see cref="LockMode.None"/> for nothing.</summary>
    internal LockMode Wanted { get => _wanted; set => _wanted = value; }

    /// <summary>Whether the lease must go back when the current section ends.</summary>
    internal bool Recalled => _wanted != LockMode.None;

    /// <summary>The request by which the lease came; by it the hub knows which lease is returned.</summary>
    internal ulong Term { get => Volatile.Read(ref _term); set => Volatile.Write(ref _term, value); }

    /// <summary>The last request that gave up what the node had: grants of earlier ones, which nobody waits for any more, are void.</summary>
    internal ulong GaveUpBefore { get => Volatile.Read(ref _gaveUpBefore); set => Volatile.Write(ref _gaveUpBefore, value); }

    /// <summary>The last entry of the node's backlog when the lease came: what waited then belongs to what was done under the lock, as far as this node can know.</summary>
    internal long Follows { get => Volatile.Read(ref _follows); set => Volatile.Write(ref _follows, value); }

    /// <summary>Counts what went back, so that a recall which waits can be told from a later one.</summary>
    internal int Returns { get => _returns; set => _returns = value; }

    /// <summary>Whether the hub has the lock's wait set, and not this node, which holds the lease. See <see cref="LockWait"/>.</summary>
    internal bool WaitsAtHub { get => _waitsAtHub; set => _waitsAtHub = value; }

    /// <summary>Whether the lock was used since the node last looked for idle ones.</summary>
    internal bool Used { get; set; }

    /// <summary>How long the node may go on to use a lease that others want.</summary>
    internal LeaseTenure Tenure { get; } = new();

    /// <summary>The cluster lock of an object: its own if it is shared, that of its name if it has one, else null.</summary>
    internal static LeasedLock? Find(object obj)
    {
        // A lock of the framework has no header of its own: it need not be asked for two interfaces.
        SharedHeader? header = obj.GetType() == typeof(ReaderWriterLockSlim) ? SideTable.Find(obj) : Headers.Of(obj);
        return header is not null ? OfHeader(header) : Activation.HasLeft ? null : NamedLocks.Find(obj);
    }

    internal static LeasedLock OfHeader(SharedHeader header)
    {
        if (header.Lock is { } known)
            return known;
        header.EnterLatch();
        LeasedLock made = header.Lock ??= header.Descriptor is ReaderWriterDescriptor
            ? new SharedLease(LockId.OfObject(header.Id), header.IsBornLeased)
            : new LeasedLock(LockId.OfObject(header.Id), header.IsBornLeased);
        header.ExitLatch();
        return made;
    }

    /// <summary>Takes over a lease that the hub has granted. Called by the reader thread.</summary>
    /// <param name="grant">What the hub said.</param>
    /// <param name="reserved">What the thread that waits for it wants: of a lock with readers it is inside from here on.</param>
    internal virtual void TakeOver(Grant grant, LockMode reserved)
    {
        Wanted = grant.Wanted;
        WaitsAtHub = grant.Waited;
        Term = grant.RequestId;
        Used = true;
        Tenure.Begin();
        Held = grant.Mode;
    }

    /// <summary>The session is over, and with it the lease.</summary>
    internal virtual void EndSession()
    {
        (Held, Wanted, WaitsAtHub) = (LockMode.None, LockMode.None, false);
        (Term, GaveUpBefore, Follows) = (0, 0, 0);
        Returns++;
    }

    /// <summary>The lease, or a part of it, is about to go back.</summary>
    internal virtual void Returned() => Returns++;

    /// <summary>What a return leaves of the lease while no thread is in the lock: readers can go on beside what another node wants, if that is not to write.</summary>
    internal static LockMode Idle(LockMode held, LockMode wanted) => wanted == LockMode.Write || held == LockMode.None ? LockMode.None : LockMode.Read;
}
