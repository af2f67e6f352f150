using Weft.Protocol;
using Weft.Runtime.Session;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Locks;

/// <summary>
/// Sections of locks with readers in a clustered process. The local lock is always taken first; what is here is the lease on top of it, and the transaction.
/// </summary>
internal static class SharedSections
{
    /// <summary>The current thread has the local lock; lets it into the cluster's.</summary>
    /// <param name="obj">What stands for the lock on this node.</param>
    /// <param name="level">How the section uses it.</param>
    /// <param name="timeout">Null: as long as it takes; zero: only if nobody uses it.</param>
    /// <returns>False if it did not come in time. Then, and if this throws, the caller gives up the local lock.</returns>
    internal static bool TryEnter(object obj, LockLevel level, TimeSpan? timeout)
    {
        Activation.AwaitSession(timeout);
        ThreadTransaction transaction = ThreadTransaction.Current;
        SharedLease? lease = level == LockLevel.Concurrent ? null : Find(obj);
        long start = timeout is null ? 0 : Environment.TickCount64;
        if (lease is not null && !Admit(obj, lease, level.Mode(), transaction.Locks.Contains(obj), timeout))
            return false;
        if (lease is not null)
            lease.Used = true;
        transaction.Locks.Push(obj, lease, level);
        if (lease is not null && !CatchUp(obj, lease, level, timeout is { } limit ? ClusterMonitor.Left((long)limit.TotalMilliseconds, start) : null))
            return false;
        if (transaction.Locks.Count == 1 && Activation.IsLeaving)
            ReenterAfterLeaving(obj, level, lease, transaction);
        return true;
    }

    /// <summary>Publishes and leaves; the caller gives up the local lock afterwards, then calls <see cref="Left"/>.</summary>
    /// <returns>Whether woven code had entered it at this level.</returns>
    internal static bool Leave(object obj, LockLevel level)
    {
        ThreadTransaction transaction = ThreadTransaction.Current;
        if (!transaction.Locks.TryPop(obj, level, out LeasedLock? lease))
            return false;
        try
        {
            transaction.Publish();
            if (lease is SharedLease shared)
            {
                shared.Leave(level.Mode());
                if (shared.Recalled)
                    Activation.Node.Leases.TryReturn(shared, shared.Wanted);
            }
        }
        catch (ClusterUnavailableException e)
        {
            // Leaving a lock never throws for the cluster's sake; the next entry, or the next write, does.
            Activation.Joined?.Log.Error($"changes made under a lock with readers could not be published: {e.Message}");
        }
        return true;
    }

    /// <summary>
    /// The local lock was given up: threads that came before the lock was the cluster's may have been in the way of another node. Looking for them tries the local lock, where locks of the framework can
    /// be interrupted even if they do not wait; the caller has entered or left its section by then, and goes by that.
    /// </summary>
    internal static void Left(object obj)
    {
        if (Find(obj) is not { Recalled: true, IsAdopted: true } lease)
            return;
        try
        {
            Uninterrupted.Do(lease, static recalled => Activation.Node.Leases.ServeMissed(recalled));
        }
        catch (ClusterUnavailableException e)
        {
            Activation.Joined?.Log.Debug($"the lease of {lease.Id} was not given back: {e.Message}");
        }
    }

    internal static SharedLease? Find(object obj) => (obj is NamedLock named ? Activation.HasLeft ? null : named.Lease : LeasedLock.Find(obj)) as SharedLease;

    private static bool CatchUp(object obj, SharedLease lease, LockLevel level, TimeSpan? timeout)
    {
        bool done = false;
        try
        {
            return done = Activation.Node.Deferred.CatchUp(lease.Follows, timeout);
        }
        finally
        {
            if (!done)
                Leave(obj, level);
        }
    }

    private static bool Admit(object obj, SharedLease lease, LockMode mode, bool inside, TimeSpan? timeout)
    {
        Node node = Activation.Node;
        node.ThrowIfLost();
        if (!node.Link.LeasesHold && !inside && !node.Link.AwaitLeases(timeout))
            return false;
        if (lease.TryEnter(mode, inside))
            return true;
        using LockWaits.Scope waits = LockWaits.Begin(obj, lease, mode);
        long start = Environment.TickCount64;
        while (true)
        {
            node.ThrowIfLost();
            if (lease.TryEnter(mode, inside))
                return true;
            TimeSpan? left = timeout is { } limit ? ClusterMonitor.Left((long)limit.TotalMilliseconds, start) : null;
            if (Environment.TickCount64 - start > LockWaits.PatienceMilliseconds)
                LockWaits.Stall();
            if (lease.Held < mode)
            {
                if (Ask(obj, node, lease, mode, inside, timeout == TimeSpan.Zero ? timeout : left) is { } entered)
                    return entered;
            }
            else
            {
                node.Leases.TryReturn(lease, lease.Wanted);
                lease.AwaitReturn(mode, left);
            }
            if (left == TimeSpan.Zero || Activation.HasLeft)
                return Activation.HasLeft;
        }
    }

    // Threads that want to read ask one after the other: as a rule the first one's answer serves all. Null: look again.
    private static bool? Ask(object obj, Node node, SharedLease lease, LockMode mode, bool inside, TimeSpan? left)
    {
        if (mode != LockMode.Read)
            return node.Leases.Acquire(obj, lease, mode, keeps: mode == LockMode.Update || lease.Needed != LockMode.None, left);
        TimeSpan patience = TimeSpan.FromMilliseconds(LockWaits.PatienceMilliseconds);
        if (!Monitor.TryEnter(lease.ReadGate, left < patience ? left.Value : patience))
            return left < patience ? false : null;
        try
        {
            return lease.TryEnter(mode, inside) ? true : lease.Held >= mode ? null : node.Leases.Acquire(obj, lease, mode, keeps: true, left);
        }
        finally
        {
            Monitor.Exit(lease.ReadGate);
        }
    }

    private static void ReenterAfterLeaving(object obj, LockLevel level, SharedLease? lease, ThreadTransaction transaction)
    {
        transaction.Locks.TryPop(obj, level, out _);
        lease?.Leave(level.Mode());
        Activation.Node.Departure.WaitUntilLeft();
        transaction.Locks.Push(obj, null, level);
        if (Find(obj) is { } still && Admit(obj, still, level.Mode(), inside: false, null))
        {
            transaction.Locks.TryPop(obj, level, out _);
            transaction.Locks.Push(obj, still, level);
        }
    }
}
