using Weft.Runtime.Objects;

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
    private readonly Lock _counts = new();
    private PendingPlaces _pendingPlaces;
    private int _pendingStructural;
    private bool _stale;
    private bool _created = !header.BornHere;

    internal SharedHeader Header { get; } = header;

    /// <summary>Counts changes of the content, so that work done outside the latch can see whether it is still true. Under the latch or gate.</summary>
    protected int Version { get; set; }

    /// <summary>Whether user code decides which keys are equal.</summary>
    protected virtual bool NeedsUserCode => false;

    /// <summary>Whether each update has a lease of its own: then none of other nodes can cross one of this node that is on its way.</summary>
    protected virtual bool IsLeased => false;

    /// <summary>
    /// Whether the creation record has been written. Until then an operation publishes the whole content instead, since the record may
    /// or may not have the operation's effect already.
    /// </summary>
    protected bool IsCreated => Volatile.Read(ref _created);

    internal void Created() => Volatile.Write(ref _created, true);

    /// <summary>Performs what other nodes did and this one has queued.</summary>
    internal void Drain(object collection)
    {
        if (Header.Deferred is not null)
            SharedWrites.Drain(WholeOf(collection), Header);
    }

    /// <summary>The collection itself, where what a caller works on is a view of part of it.</summary>
    protected virtual object WholeOf(object collection) => collection;

    /// <summary>Starts work on the content. Ended by <see cref="Leave"/>.</summary>
    protected void Enter(object collection)
    {
        if (!NeedsUserCode)
        {
            Drain(collection);
            Header.EnterLatch();
            return;
        }
        Monitor.Enter(Header.Gate);
        Drain(collection);
    }

    /// <summary>Ends work on the content.</summary>
    protected void Leave()
    {
        if (NeedsUserCode)
            Monitor.Exit(Header.Gate);
        else
            Header.ExitLatch();
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
            Leave();
        }
    }

    /// <summary>An own structural operation has been recorded.</summary>
    protected void Pend()
    {
        Version++;
        if (IsLeased)
            return;
        lock (_counts)
            _pendingStructural++;
    }

    /// <summary>An own change of one place has been recorded.</summary>
    protected void Pend(ulong place)
    {
        Version++;
        if (IsLeased)
            return;
        lock (_counts)
            _pendingPlaces.Add(place);
    }

    /// <summary>Whether another node's change of a place may be applied now.</summary>
    protected bool MayApply(ulong place)
    {
        lock (_counts)
            return !_pendingPlaces.Has(place);
    }

    /// <summary>Whether another node's structural operation may be applied now; if not, the collection becomes stale.</summary>
    protected bool MayApplyStructural(bool placesShift)
    {
        lock (_counts)
        {
            if (_pendingStructural == 0 && (!placesShift || _pendingPlaces.IsEmpty))
                return true;
            _stale = true;
            return false;
        }
    }

    /// <summary>Whether the hub's state may replace the content: nothing own is missing from it.</summary>
    internal bool MayFill()
    {
        lock (_counts)
        {
            _stale = _pendingStructural != 0 || !_pendingPlaces.IsEmpty;
            return !_stale;
        }
    }

    /// <summary>An own structural operation came back.</summary>
    internal void Acknowledged()
    {
        lock (_counts)
        {
            if (_pendingStructural > 0)
                _pendingStructural--;
        }
        ReloadIfDue();
    }

    /// <summary>An own change of one place came back.</summary>
    internal void Acknowledged(ulong place)
    {
        lock (_counts)
            _pendingPlaces.Release(place);
        ReloadIfDue();
    }

    /// <summary>Marks the content as one that must be read again from the hub.</summary>
    protected void MarkStale()
    {
        lock (_counts)
            _stale = true;
    }

    private void ReloadIfDue()
    {
        lock (_counts)
        {
            if (!_stale || _pendingStructural != 0 || !_pendingPlaces.IsEmpty)
                return;
        }
        SharedWrites.Reload(Header);
    }
}
