using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Objects;

/// <summary>Where an object's state is.</summary>
internal enum Residence
{
    /// <summary>Only the instance is there; the first read asks the hub.</summary>
    Hollow = 0,

    /// <summary>The hub has been asked.</summary>
    Faulting = 1,

    /// <summary>The state is there, but on-load has not run.</summary>
    Filled = 2,

    /// <summary>The state is there, but not that of something it refers to; see <see cref="SharedHeader.AwaitedFill"/>.</summary>
    Referring = 3,

    /// <summary>Readable.</summary>
    Resident = 4,
}

/// <summary>What this node knows of one shared object.</summary>
internal sealed class SharedHeader : ObjectHeader
{
    private readonly WeakReference<object> _owner;
    private Latch _latch;
    private int _residence;
    private int _sequence;
    private object? _waiters;
    private bool _announced;
    private volatile bool _void;
    private bool _birthEnded;
    private long _awaitedFill;

    /// <summary>Own writes that are not yet acknowledged. Under the latch.</summary>
    internal PendingPlaces Pending;

    /// <summary>State of the object's monitor in the cluster; null until it is first locked.</summary>
    internal volatile LeasedLock? Lock;

    /// <summary>State of the locks of single places, by part; null until one is used. Under the latch.</summary>
    private Dictionary<ushort, LeasedLock>? _placeLocks;

    /// <summary>Operations that the reader thread could not carry out because they need user code, in order; null where none wait.</summary>
    internal volatile DeferredOperations? Deferred;

    /// <summary>Anything that the descriptor keeps for each object, such as entry ids. Under the latch.</summary>
    internal object? Extra;

    /// <summary>What this node keeps of a collection, once a thread of the program has asked for it.</summary>
    internal volatile Collections.Replica? Replica;

    /// <summary>What is known of the content while it may be written unseen; else null. Under the latch.</summary>
    internal Barriers.Exposure? Exposure;

    /// <summary>Where writes of this object stand in the unsent group, by leaf; see <see cref="Transactions.OutboundGroup"/>.</summary>
    internal FoldSlot[]? FoldSlots;

    internal SharedHeader(ulong id, TypeDescriptor descriptor, object owner, Residence residence)
    {
        Id = id;
        Descriptor = descriptor;
        _owner = new WeakReference<object>(owner);
        _residence = (int)residence;
    }

    internal ulong Id { get; }

    /// <summary>Its number in <see cref="HeaderSlots"/>, under whose gate it is; 0 for none.</summary>
    internal int Slot { get; set; }

    /// <summary>Whether an atomic operation has worked on an element of this array here. Monotone.</summary>
    internal volatile bool HasAtomicElements;

    /// <summary>Whether the program has said here that the object needs no finalizer any more.</summary>
    internal volatile bool IsFinalized;

    /// <summary>The root whose assignment made the object shared and was discarded, so that nothing reaches it; null for all others.</summary>
    internal string? DiscardedRoot { get; set; }

    /// <summary>The root whose value the array's one element is; null for all others.</summary>
    internal string? Cell { get; set; }

    internal TypeDescriptor Descriptor { get; }

    /// <summary>Whether the object's lock was born leased to this node.</summary>
    internal bool BornHere { get; init; }

    /// <summary>Whether a lock of the object that was not used yet is leased to this node. Under the latch.</summary>
    internal bool IsBornLeased => BornHere && !_birthEnded;

    /// <summary>Whether on-load has run for the instance in an earlier session.</summary>
    internal bool WasLoaded { get; private init; }

    /// <summary>
    /// The last entry of the node's backlog when the object came to refer to something that has no content yet; 0 where it refers to no such thing. Written under the latch.
    /// </summary>
    internal long AwaitedFill => Volatile.Read(ref _awaitedFill);

    /// <summary>What is about to be stored refers to something without content. Called by the reader thread.</summary>
    internal void Await(object instance, long entry)
    {
        EnterLatch();
        Volatile.Write(ref _awaitedFill, entry);
        if (Residence == Residence.Resident && HasBarrier(instance))
            Residence = Residence.Referring;
        ExitLatch();
        if (instance is IWoven woven)
            Volatile.Write(ref woven.State, 1);
        // Whoever sees the reference must see this too.
        Interlocked.MemoryBarrier();
    }

    // The content of a class that derives from a collection has none: only its fields do.
    private bool HasBarrier(object? instance) => instance is IWoven && Descriptor.Kind is (ObjectKind.Physical or ObjectKind.Whole);

    /// <summary>All that had come by then has its content.</summary>
    internal void EndAwait(long entry)
    {
        EnterLatch();
        if (_awaitedFill == entry)
        {
            Volatile.Write(ref _awaitedFill, 0);
            if (Residence == Residence.Referring)
                Residence = Residence.Resident;
        }
        ExitLatch();
    }

    /// <summary>The object's own state is there, and on-load has run. Under the latch.</summary>
    internal void BecomeReadable() => Residence = _awaitedFill != 0 && HasBarrier(Owner) ? Residence.Referring : Residence.Resident;

    /// <summary>Whether it belongs to a session that is over: another header stands for the object, or none, where the cluster does not have it any more.</summary>
    internal bool IsVoid => _void;

    /// <summary>Whether nothing but locks and session is to be asked where the object is written.</summary>
    internal bool IsPlain => Volatile.Read(ref _announced) && !_void && DiscardedRoot is null;

    internal Residence Residence
    {
        get => (Residence)Volatile.Read(ref _residence);
        set => Volatile.Write(ref _residence, (int)value);
    }

    /// <summary>Whether the creation record is in the outbound queue, so that a transaction may name the object.</summary>
    internal bool IsAnnounced
    {
        get => Volatile.Read(ref _announced);
        set => Volatile.Write(ref _announced, value);
    }

    /// <summary>Odd while the state is being filled or cleared.</summary>
    internal int Sequence => Volatile.Read(ref _sequence);

    /// <summary>The instance, or null after it was collected.</summary>
    internal object? Owner => _owner.TryGetTarget(out object? owner) ? owner : null;

    /// <summary>What threads wait on for on-load, and what serialises deferred user code. Never taken by the reader thread.</summary>
    internal object Gate => _waiters ?? Interlocked.CompareExchange(ref _waiters, new object(), null) ?? _waiters;

    /// <summary>The content of an object of a class that derives from a collection, which is a shared object of its own.</summary>
    internal SharedHeader? Part { get; set; }

    /// <summary>The instance is another one from here on: it was that of a part alone.</summary>
    internal void MoveTo(object instance) => _owner.SetTarget(instance);

    /// <summary>The thread that runs on-load, by managed id; 0 for none. Under <see cref="Gate"/>.</summary>
    internal int OnLoadThread { get; set; }

    /// <summary>Whether the header belongs to this instance, and not to one that it was cloned from.</summary>
    internal bool Owns(object instance) => ReferenceEquals(Owner, instance);

    /// <summary>Whether the instance needs the runtime no more once the node has left.</summary>
    internal bool IsPlainNow => Residence == Residence.Resident && Deferred is null && Descriptor.HasStateHere(this);

    /// <summary>Whether the instance is as any other where the node has left: what it refers to is filled by the worker, as it would be.</summary>
    internal bool IsPlainWithoutNode => Residence >= Residence.Referring && Deferred is null && Descriptor.HasStateHere(this);

    /// <summary>Keeps the instance alive: it has state of its own here that another fault would not bring back.</summary>
    internal void HoldStrongly(object instance) => Strong = instance;

    /// <summary>The node has left: the instance is as any other.</summary>
    internal void HoldWeakly() => Strong = null;

    /// <summary>The instance, where it must not be collected; else null.</summary>
    internal object? Strong { get; private set; }

    /// <summary>The lock of one place of the object.</summary>
    internal LeasedLock PlaceLock(ushort part)
    {
        EnterLatch();
        try
        {
            _placeLocks ??= [];
            if (!_placeLocks.TryGetValue(part, out LeasedLock? place))
                _placeLocks.Add(part, place = new LeasedLock(LockId.OfPlace(Id, part), IsBornLeased));
            return place;
        }
        finally
        {
            ExitLatch();
        }
    }

    /// <summary>Says, for a hub that was started again, what is left of the leases that the locks of an object made here were born with.</summary>
    /// <param name="claims">Takes the leases one by one where not all are left: from here on there are no others.</param>
    /// <returns>Whether all are left.</returns>
    internal bool ClaimBorn(List<LockClaim> claims)
    {
        EnterLatch();
        try
        {
            int before = claims.Count;
            bool all = IsBornLeased;
            foreach (LeasedLock leased in Lock is { } monitor ? (_placeLocks?.Values ?? Enumerable.Empty<LeasedLock>()).Append(monitor) : _placeLocks?.Values ?? Enumerable.Empty<LeasedLock>())
            {
                LockMode held = leased.Held;
                all &= held == LockMode.Write && leased.Term == 0;
                if (held != LockMode.None)
                    claims.Add(new LockClaim(leased.Id, held, leased.Term));
            }
            if (all)
                claims.RemoveRange(before, claims.Count - before);
            else
                _birthEnded = true;
            return all;
        }
        finally
        {
            ExitLatch();
        }
    }

    /// <summary>Throws where the object is in no cluster any more, and its state was never here.</summary>
    /// <exception cref="ClusterUnavailableException">It cannot be referred to.</exception>
    internal void RequireState()
    {
        if (_void)
            throw new ClusterUnavailableException($"{RuntimeCodes.ObjectUnknown}: {this} belongs to a session that is over, so nothing can refer to it. Read it again from a root.", outcomeUnknown: false);
    }

    /// <summary>The session is over: nothing is recorded here any more, and no lease is left.</summary>
    internal void EndSession()
    {
        EnterLatch();
        _void = true;
        Lock?.EndSession();
        foreach (LeasedLock place in _placeLocks?.Values ?? Enumerable.Empty<LeasedLock>())
            place.EndSession();
        ExitLatch();
    }

    /// <summary>The header of the same object in another session, of whose state nothing is believed.</summary>
    internal SharedHeader Renew(object instance)
    {
        SharedHeader renewed = new(Id, Descriptor, instance, Residence.Hollow) { IsAnnounced = true, WasLoaded = WasLoaded || Residence == Residence.Resident, HasAtomicElements = HasAtomicElements, DiscardedRoot = DiscardedRoot, Cell = Cell };
        if (Extra is Synchronizers.SyncExtra extra)
            renewed.Extra = extra.Renew();
        if (Strong is not null)
            renewed.HoldStrongly(instance);
        return renewed;
    }

    internal void BeginFill() => Interlocked.Increment(ref _sequence);

    internal void EndFill() => Interlocked.Increment(ref _sequence);

    /// <summary>Takes the object's latch: held for a few instructions, never over user code or a wait.</summary>
    internal void EnterLatch() => _latch.Enter();

    internal void ExitLatch() => _latch.Exit();

    public override string ToString() => Cell is null ? $"{Descriptor.WireName} #{Id:x}" : $"root {Cell} #{Id:x}";
}

/// <summary>Where the last write of one leaf stands in an outbound group.</summary>
internal struct FoldSlot
{
    internal ulong Group;
    internal int Start;
    internal int Length;

    /// <summary>How many earlier writes this one has replaced, which nobody will acknowledge.</summary>
    internal int Replaced;
}
