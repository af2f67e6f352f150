using System.Collections.Concurrent;
using Weft.Protocol;
using Weft.Runtime.Finalization;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;

namespace Weft.Runtime.Locks;

/// <summary>Asks the hub for leases and gives them back.</summary>
internal sealed class LeaseClient
{
    private readonly Node _node;
    private readonly RecallServer _recalls;
    private readonly ConcurrentDictionary<LockId, LeasedLock> _granted = new();
    private long _requests;
    private long _returns;
    private long _recalled;

    internal LeaseClient(Node node)
    {
        _node = node;
        _recalls = new RecallServer(node);
    }

    internal (long Requests, long Returns) Counts => (Interlocked.Read(ref _requests), Interlocked.Read(ref _returns));

    /// <summary>How often another node asked for a lease back.</summary>
    internal long Recalls => Interlocked.Read(ref _recalled);

    /// <summary>Gets the lease. The caller holds the lock object's own monitor, and gives it up if this returns false or throws.</summary>
    /// <param name="obj">What stands for the lock on this node.</param>
    /// <param name="leased">The lock.</param>
    /// <param name="mode">What it must allow.</param>
    /// <param name="keeps">Whether the node keeps what it has meanwhile, because threads of it are in the lock.</param>
    /// <param name="timeout">Null: as long as it takes; zero: only if nobody uses it.</param>
    /// <exception cref="LockUpgradeException">A thread of another node does the same, and neither can go on before the other.</exception>
    internal bool Acquire(object obj, LeasedLock leased, LockMode mode, bool keeps, TimeSpan? timeout)
    {
        if (FinalizerThread.IsCurrent)
        {
            // Who does not want to wait long is told that it did not come.
            if (timeout is not null)
                return false;
            FinalizerThread.Refuse($"the lock {leased.Id}");
        }
        Interlocked.Increment(ref _requests);
        using Telemetry.Measured wait = Telemetry.WaitForLock(leased.Id);
        using Requests.Request request = _node.Requests.Open();
        request.Mode = mode;
        leased.Tenure.Missed();
        if (!keeps)
            GiveUp(leased, request.Id);
        bool granted = false;
        try
        {
            _node.Outbound.Send(new LockRequest(request.Id, leased.Id, timeout == TimeSpan.Zero, mode, keeps), request);
            using LockWaits.Scope waits = LockWaits.Begin(obj, leased, mode);
            granted = Answer(request, leased, timeout) is LockAnswer.Granted;
            return granted;
        }
        catch (ClusterUnavailableException) when (Activation.HasLeft)
        {
            // The node left meanwhile: the lock is the object's own monitor again, which the caller holds.
            return true;
        }
        catch (ThreadInterruptedException)
        {
            _node.Outbound.Send(new LockCancel(request.Id, leased.Id), request);
            throw;
        }
        finally
        {
            // It may have come in the last moment: for a lock with readers the thread counts as inside then.
            if (!granted && request.Abandon() is LockAnswer.Granted && leased is SharedLease shared)
                LeaveUnused(shared, mode);
        }
    }

    /// <summary>Gives back what another node wants of a lease, if no thread here is in its way.</summary>
    /// <returns>False if one is.</returns>
    internal bool TryReturn(SharedLease shared, LockMode wanted)
    {
        if (shared.TryTakeBack(wanted) is not var (keep, term))
            return shared.Held <= LockModes.Beside(wanted);
        Returned(shared, keep, term);
        return true;
    }

    /// <summary>Gives the lease back. The caller holds the lock object's own monitor and has published.</summary>
    /// <param name="leased">The lock.</param>
    /// <param name="monitor">The object whose monitor it is, on which threads may wait; null for the lock of a place.</param>
    /// <param name="wanted">What for: the node keeps what goes together with it.</param>
    internal void Return(LeasedLock leased, object? monitor, LockMode wanted)
    {
        if (monitor is not null && leased.Held == LockMode.Write)
            WaitList.Move(monitor, leased.Id, _node);
        LockMode keep = LeasedLock.Idle(leased.Held, wanted);
        (leased.Held, leased.Wanted, leased.WaitsAtHub) = (keep, LockMode.None, false);
        Returned(leased, keep, leased.Term);
    }

    private void Returned(LeasedLock leased, LockMode keep, ulong term)
    {
        Interlocked.Increment(ref _returns);
        leased.Returned();
        if (keep == LockMode.None)
            Uninterrupted.Do((this, leased), static state => state.Item1.Forget(state.leased));
        _node.Outbound.Send(new LockReturn(leased.Id, term, keep));
    }

    private void Forget(LeasedLock leased)
    {
        _granted.TryRemove(leased.Id, out _);
        // Another lease may have come meanwhile.
        if (leased.Leased)
            _granted[leased.Id] = leased;
    }

    /// <summary>A recall came between a thread's last look and its leaving of the lock: nobody else would give the lease back soon.</summary>
    internal void ServeMissed(LeasedLock leased) => _recalls.Serve(leased.Id, leased, question: LockMode.None);

    /// <summary>A thread leaves a lock that others want: whether the lease goes back now. If not, the node keeps it for some sections more, and it is seen to that it goes back after them.</summary>
    internal bool MustReturn(LeasedLock leased)
    {
        if (!leased.Tenure.GoesOn(out bool watch))
            return true;
        if (watch)
            _recalls.Watch(leased.Id, leased);
        return false;
    }

    /// <summary>A thread leaves a lock that others want, and has published.</summary>
    internal void ReturnAtOnce(LeasedLock leased, object? monitor)
    {
        Return(leased, monitor, leased.Wanted);
        leased.Tenure.End(unused: false);
    }

    /// <summary>Adds the leases that the node was granted, for a hub that was started again.</summary>
    /// <param name="claims">Takes them.</param>
    /// <param name="judged">Objects of whose locks all are claimed already.</param>
    internal void Claim(List<LockClaim> claims, HashSet<ulong> judged)
    {
        foreach ((LockId id, LeasedLock leased) in _granted)
        {
            if ((id.Named || !judged.Contains(id.Id)) && leased.Held is not LockMode.None and var held)
                claims.Add(new LockClaim(id, held, leased.Term));
        }
    }

    /// <summary>Gives back what was granted and has not been used since this was last called: who comes next need not ask for it.</summary>
    internal void ReturnIdle()
    {
        foreach ((LockId id, LeasedLock leased) in _granted)
        {
            if (leased.Used || !leased.Leased)
            {
                leased.Used = false;
            }
            else if (!leased.Recalled)
            {
                leased.Wanted = LockMode.Write;
                _recalls.Serve(id, leased, question: LockMode.None);
            }
        }
    }

    /// <summary>A lease came. Called by the reader thread.</summary>
    internal void Granted(Grant grant)
    {
        if (Find(grant.Lock) is not { } leased)
        {
            // The object was collected meanwhile, so nobody here can be in the lock.
            _node.Outbound.Post(new LockReturn(grant.Lock, grant.RequestId));
            return;
        }
        if (grant.RequestId < leased.GaveUpBefore)
            return;
        Requests.Request? request = _node.Requests.Find(grant.RequestId);
        LockMode reserved = request?.Mode ?? LockMode.None;
        leased.Follows = _node.Deferred.Backlog.Last;
        leased.TakeOver(grant, reserved);
        _granted[grant.Lock] = leased;
        // A thread that gives its wait up withdraws the request and then looks at the flags: one of the two sees the other.
        Interlocked.MemoryBarrier();
        if (request is not null && request.Complete(LockAnswer.Granted))
            return;
        (leased as SharedLease)?.Leave(reserved);
        if (grant.Contended)
            _recalls.Serve(grant.Lock, leased, question: LockMode.None);
    }

    /// <summary>Another node wants the lock. Called by the reader thread.</summary>
    internal void Recalled(Recall recall)
    {
        if (Find(recall.Lock) is not { } leased)
        {
            _node.Outbound.Post(new LockReturn(recall.Lock, recall.Term));
            return;
        }
        if (!recall.Try)
            Interlocked.Increment(ref _recalled);
        if (!recall.Try && recall.Wanted > leased.Wanted)
            leased.Wanted = recall.Wanted;
        _recalls.Serve(recall.Lock, leased, recall.Try ? recall.Wanted : LockMode.None);
    }

    private object? Answer(Requests.Request request, LeasedLock leased, TimeSpan? timeout)
    {
        TimeSpan? limit = timeout == TimeSpan.Zero ? _node.Options.HubTimeout : timeout;
        TimeSpan patience = TimeSpan.FromMilliseconds(LockWaits.PatienceMilliseconds);
        object? answer = request.Wait(limit < patience ? limit : patience, outcomeUnknown: false);
        if (answer is null && (limit is null || limit > patience))
        {
            LockWaits.Stall();
            answer = request.Wait(limit - patience, outcomeUnknown: false);
        }
        if (answer is null)
        {
            _node.Outbound.Send(new LockCancel(request.Id, leased.Id), request);
            answer = request.Wait(_node.Options.HubTimeout, outcomeUnknown: false)
                ?? throw new ClusterUnavailableException($"{RuntimeCodes.HubSilent}: the hub did not answer for the lock {leased.Id} within {_node.Options.HubTimeout.TotalSeconds:0.#} s.", outcomeUnknown: false);
        }
        if (answer is LockAnswer.Conflict)
            throw new LockUpgradeException($"{RuntimeCodes.UpgradeConflict}: this thread reads under the lock {leased.Id} and wants to write under it, and so does a thread of another node: each would wait for ever until the other leaves. Take the lock for writing from the start.");
        return answer;
    }

    // It may have come with others waiting, of which the hub says nothing more.
    private void LeaveUnused(SharedLease shared, LockMode mode)
    {
        shared.Leave(mode);
        try
        {
            if (shared.Recalled)
                TryReturn(shared, shared.Wanted);
        }
        catch (ClusterUnavailableException e)
        {
            _node.Log.Debug($"the lease of {shared.Id}, which came in the last moment, was not given back: {e.Message}");
        }
    }

    // The hub takes a request for more as a return of what the node had.
    private static void GiveUp(LeasedLock leased, ulong request)
    {
        leased.GaveUpBefore = request;
        if (!leased.Leased)
            return;
        (leased.Held, leased.Wanted) = (LockMode.None, LockMode.None);
        leased.Returns++;
    }

    private LeasedLock? Find(LockId id)
    {
        if (id.Named)
            return NamedLocks.Find(id) ?? NamedLock.Find(id)?.Lease;
        if (!_node.Objects.TryFind(id.Id, out SharedHeader header, out _))
            return null;
        return id.Part == 0 ? LeasedLock.OfHeader(header) : header.PlaceLock(id.Part);
    }
}
