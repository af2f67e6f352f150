using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Locks;

/// <summary>
/// The lease of a lock that has readers. Threads of this node exclude each other by a lock of their own, and are counted here while they are inside, so that a recall need not take that
/// lock: threads that have it and wait for the lease are in nobody's way.
/// </summary>
internal sealed class SharedLease(LockId id, bool leased) : LeasedLock(id, leased)
{
    private const int PollMilliseconds = 20;

    private readonly object _turn = new();
    private Latch _latch;
    private int _readers;
    private int _updaters;
    private int _writers;
    private int _upgrades;
    private bool _adopted = leased;
    private bool _isNew;

    /// <summary>For a lock that counts its writers: how many it had counted on this node when the lease last came, before which other nodes may have written; -1 while it has not come.</summary>
    internal int LocalSequenceAtGrant { get; private set; } = -1;

    /// <summary>Held while one thread asks for a lease to read; the others that want to read wait for it.</summary>
    internal object ReadGate { get; } = new();

    /// <summary>Whether threads may be inside that came before the lock was one of the cluster, and are not counted.</summary>
    internal bool IsAdopted => Volatile.Read(ref _adopted);

    /// <summary>What the threads that are inside need.</summary>
    internal LockMode Needed
    {
        get
        {
            _latch.Enter();
            LockMode needed = NeededNow;
            _latch.Exit();
            return needed;
        }
    }

    private LockMode NeededNow => _writers > 0 ? LockMode.Write : _updaters > 0 ? LockMode.Update : _readers > 0 ? LockMode.Read : LockMode.None;

    /// <summary>Lets the current thread in if the lease allows it and nobody else is first.</summary>
    /// <param name="mode">What it wants.</param>
    /// <param name="inside">Whether it is in the lock already: then nobody goes before it.</param>
    internal bool TryEnter(LockMode mode, bool inside)
    {
        _latch.Enter();
        // A reader in this node's own lock is in the way of a thread that is inside and wants to be alone, without whose leaving the lease cannot go back.
        bool enters = Held >= mode && (inside || _adopted || LockModes.Beside(Wanted) >= mode || (mode == LockMode.Read && (_updaters > 0 || _upgrades > 0)));
        if (enters)
            Count(mode, 1);
        _latch.Exit();
        return enters;
    }

    /// <summary>A reader that is inside begins to wait until it is the only one of its node, or ends to wait.</summary>
    internal void Upgrades(bool begins)
    {
        _latch.Enter();
        _upgrades += begins ? 1 : -1;
        _latch.Exit();
    }

    /// <summary>The current thread has left, and what it changed is published.</summary>
    internal void Leave(LockMode mode)
    {
        _latch.Enter();
        Count(mode, -1);
        _latch.Exit();
    }

    /// <summary>The threads that were inside before the lock was one of the cluster have left.</summary>
    internal void EndAdoption() => Volatile.Write(ref _adopted, false);

    /// <summary>Takes out of the lease what another node wants and no thread here needs.</summary>
    /// <returns>What the node keeps, and the lease that this is left of: another may have come before the hub is told. Null if that is all it has, or a thread is in the way.</returns>
    internal (LockMode Keep, ulong Term)? TryTakeBack(LockMode wanted)
    {
        _latch.Enter();
        (LockMode Keep, ulong Term)? left = null;
        LockMode needed = NeededNow, most = LockModes.Beside(wanted);
        if (!_adopted && Held > most && needed <= most)
        {
            LockMode keep = needed > LockMode.Read ? needed : most >= LockMode.Read ? LockMode.Read : LockMode.None;
            left = (keep, Term);
            (Held, Wanted) = (keep, LockMode.None);
        }
        _latch.Exit();
        return left;
    }

    /// <inheritdoc/>
    internal override void TakeOver(Grant grant, LockMode reserved)
    {
        _latch.Enter();
        base.TakeOver(grant, reserved);
        _isNew = true;
        Count(reserved, 1);
        _latch.Exit();
    }

    /// <inheritdoc/>
    internal override void EndSession()
    {
        _latch.Enter();
        base.EndSession();
        _adopted = false;
        _latch.Exit();
        lock (_turn)
            Monitor.PulseAll(_turn);
    }

    /// <summary>Called by a thread that is inside.</summary>
    internal void NoteLocalSequence(int sequence)
    {
        _latch.Enter();
        if (_isNew)
            (LocalSequenceAtGrant, _isNew) = (sequence, false);
        _latch.Exit();
    }

    /// <summary>Waits for a while, because the lease is about to go back.</summary>
    internal void AwaitReturn(LockMode mode, TimeSpan? left)
    {
        int limit = left is { } time ? (int)Math.Min(PollMilliseconds, Math.Max(0, time.TotalMilliseconds)) : PollMilliseconds;
        lock (_turn)
        {
            if (Held >= mode)
                Monitor.Wait(_turn, limit);
        }
    }

    /// <inheritdoc/>
    internal override void Returned()
    {
        base.Returned();
        Uninterrupted.Enter(_turn);
        Monitor.PulseAll(_turn);
        Monitor.Exit(_turn);
    }

    private void Count(LockMode mode, int by)
    {
        switch (mode)
        {
            case LockMode.Read:
                _readers = Math.Max(0, _readers + by);
                break;
            case LockMode.Update:
                _updaters = Math.Max(0, _updaters + by);
                break;
            case LockMode.Write:
                _writers = Math.Max(0, _writers + by);
                break;
        }
    }
}
