using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Collections;

/// <summary>
/// What this node keeps of one shared collection beside its content, and the frame of every operation on it.
/// </summary>
/// <remarks>
/// <para>Content is guarded by the header's latch, which the reader thread takes too; where keys need user code, by the header's gate, which the
/// reader thread never takes: its operations wait in the header's queue until a thread drains it. No user code runs under the latch.</para>
/// <para>A remote structural operation that crosses own pending ones is not applied: the collection is stale and, once they are
/// acknowledged, is filled again from the hub's state.</para>
/// </remarks>
internal abstract class Replica(SharedHeader header)
{
    private const long Bypassed = long.MaxValue;

    // Guards the counts of own changes that are on their way.
    private Latch _counts;
    private PendingPlaces _pendingPlaces;
    private int _pendingStructural;
    private bool _stale;
    private bool _created = !header.BornHere;
    private long _stamp = ContentStamp.Unknown;
    private bool _bypassed;

    internal SharedHeader Header { get; } = header;

    /// <summary>Counts changes of the content, so that work done outside the latch can see whether it is still true. Under the latch or gate.</summary>
    protected int Version { get; set; }

    /// <summary>See <see cref="Version"/>, without the latch.</summary>
    internal long ContentVersion => Version;

    /// <summary>Whether user code decides which keys are equal.</summary>
    protected internal virtual bool NeedsUserCode => false;

    /// <summary>Whether each update has a lease of its own: then none of other nodes can cross one of this node that is on its way.</summary>
    protected virtual bool IsLeased => false;

    /// <summary>
    /// Whether the creation record has been written. Until then an operation publishes the whole content instead, since the record may
    /// or may not have the operation's effect already.
    /// </summary>
    protected bool IsCreated => Volatile.Read(ref _created);

    internal void Created() => Volatile.Write(ref _created, true);

    /// <summary>Performs what other nodes did and this one has queued, and takes over what was changed past the replica.</summary>
    internal void Drain(object collection)
    {
        if (Header.Deferred is not null)
            SharedWrites.Drain(WholeOf(collection), Header);
        // Another thread may be in the middle of a change: only a look under the latch tells.
        if (IsBypassed(collection))
        {
            Enter(collection);
            Leave(collection);
        }
    }

    /// <summary>The collection itself, where what a caller works on is a view of part of it.</summary>
    protected virtual object WholeOf(object collection) => collection;

    /// <summary>Starts work on the content. Ended by <see cref="Leave"/>.</summary>
    protected void Enter(object collection)
    {
        EnterAlone(collection);
        if (!IsBypassed(collection))
            return;
        _stamp = ContentStamp.Unknown;
        LeaveAlone();
        TakeOver(WholeOf(collection));
        EnterAlone(collection);
    }

    /// <summary>Ends work on the content.</summary>
    protected void Leave(object collection)
    {
        Settle(collection);
        LeaveAlone();
    }

    /// <summary>Whether nobody has changed the content past the replica. Under the latch or gate.</summary>
    internal bool IsIntact(object collection) => !IsBypassed(collection);

    /// <summary>The content is as this node has made it, unless it was changed past the replica before. Under the latch or gate.</summary>
    internal void Settle(object collection, bool intact = true) => Volatile.Write(ref _stamp, intact ? StampOf(WholeOf(collection)) : Bypassed);

    /// <summary>The content may differ from what is known because its writers found it unshared: they report it.</summary>
    protected void Unsettle() => _stamp = ContentStamp.Unknown;

    /// <summary>See <see cref="ContentStamp"/>.</summary>
    protected virtual long StampOf(object collection) => ContentStamp.Unknown;

    private bool IsBypassed(object collection)
    {
        long known = Volatile.Read(ref _stamp);
        return known != ContentStamp.Unknown && known != StampOf(WholeOf(collection));
    }

    // What cannot be published is found again by the next operation: it must not become what is known.
    private void TakeOver(object collection)
    {
        bool done = false;
        try
        {
            if (!_bypassed)
                Activation.Node.Log.Warning($"{RuntimeCodes.BypassedWrite}: {Header} was changed by code that is not woven; it is published now, with what the current thread publishes. Weave the assembly that does it, or let it use an interface.");
            _bypassed = true;
            ((ILateReplica)this).ReportLate(collection);
            Activation.Node.Audit.Note(Header.Descriptor, "changed by code that is not woven");
            done = true;
        }
        finally
        {
            if (!done)
                Volatile.Write(ref _stamp, Bypassed);
        }
    }

    private void EnterAlone(object collection)
    {
        if (!NeedsUserCode)
        {
            if (Header.Deferred is not null)
                SharedWrites.Drain(WholeOf(collection), Header);
            Header.EnterLatch();
            return;
        }
        EnterGate();
        if (Header.Deferred is null)
            return;
        bool drained = false;
        try
        {
            SharedWrites.Drain(WholeOf(collection), Header);
            drained = true;
        }
        finally
        {
            if (!drained)
                LeaveAlone();
        }
    }

    private void EnterGate()
    {
        Monitor.Enter(Header.Gate);
        ThreadTransaction.Current.Gates++;
    }

    /// <summary>Keeps others from the content, as it is: nothing queued is performed, nothing is taken over. Ended by <see cref="LeaveAlone"/>.</summary>
    protected void EnterAlone()
    {
        if (NeedsUserCode)
            EnterGate();
        else
            Header.EnterLatch();
    }

    /// <summary>Ends what <see cref="EnterAlone()"/> started.</summary>
    protected void LeaveAlone()
    {
        if (NeedsUserCode)
        {
            ThreadTransaction.Current.Gates--;
            Monitor.Exit(Header.Gate);
        }
        else
        {
            Header.ExitLatch();
        }
    }

    /// <summary>Runs one operation on the content: locked, then published.</summary>
    protected TResult Change<TArgument, TResult>(object collection, TArgument argument, Func<TArgument, TResult> change) where TArgument : allows ref struct
    {
        SharedWrites.Check(Header);
        TResult result = Read(collection, argument, change);
        SharedWrites.Finish();
        return result;
    }

    /// <summary>Runs a read of the content, or an operation on what no other node has, such as the capacity.</summary>
    internal TResult Read<TArgument, TResult>(object collection, TArgument argument, Func<TArgument, TResult> read) where TArgument : allows ref struct
    {
        Enter(collection);
        try
        {
            return read(argument);
        }
        finally
        {
            Leave(collection);
        }
    }

    /// <summary>An own structural operation has been recorded.</summary>
    protected void Pend()
    {
        Version++;
        if (IsLeased)
            return;
        _counts.Enter();
        _pendingStructural++;
        _counts.Exit();
    }

    /// <summary>An own change of one place has been recorded.</summary>
    protected void Pend(ulong place)
    {
        Version++;
        if (IsLeased)
            return;
        _counts.Enter();
        _pendingPlaces.Add(place);
        _counts.Exit();
    }

    /// <summary>Whether another node's change of a place may be applied now.</summary>
    protected bool MayApply(ulong place)
    {
        _counts.Enter();
        bool may = !_pendingPlaces.Has(place);
        _counts.Exit();
        return may;
    }

    /// <summary>Whether another node's structural operation may be applied now; if not, the collection becomes stale.</summary>
    protected bool MayApplyStructural(bool placesShift)
    {
        _counts.Enter();
        bool may = _pendingStructural == 0 && (!placesShift || _pendingPlaces.IsEmpty);
        _stale |= !may;
        _counts.Exit();
        return may;
    }

    /// <summary>Whether the hub's state may replace the content: nothing own is missing from it.</summary>
    internal bool MayFill()
    {
        _counts.Enter();
        bool may = _pendingStructural == 0 && _pendingPlaces.IsEmpty;
        _stale = !may;
        _counts.Exit();
        return may;
    }

    /// <summary>An own structural operation came back.</summary>
    internal void Acknowledged()
    {
        _counts.Enter();
        if (_pendingStructural > 0)
            _pendingStructural--;
        ExitAndReloadIfDue();
    }

    /// <summary>An own change of one place came back.</summary>
    internal void Acknowledged(ulong place)
    {
        _counts.Enter();
        _pendingPlaces.Release(place);
        ExitAndReloadIfDue();
    }

    /// <summary>Marks the content as one that must be read again from the hub.</summary>
    protected void MarkStale()
    {
        _counts.Enter();
        _stale = true;
        _counts.Exit();
    }

    private void ExitAndReloadIfDue()
    {
        bool due = _stale && _pendingStructural == 0 && _pendingPlaces.IsEmpty;
        _counts.Exit();
        if (due)
            SharedWrites.Reload(Header);
    }
}
