using Weft.Protocol;
using Weft.Runtime.Session;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Locks;

/// <summary>Monitors, and locks of the type <see cref="Lock"/>, in a clustered process: the object's own always first, then the lease where it is a lock of the cluster.</summary>
internal static class ClusterMonitor
{
    internal static void Enter(object obj, LockLevel level = LockLevel.Write)
    {
        HeldLocks locks = ThreadTransaction.Current.Locks;
        if (!Monitor.TryEnter(obj))
            LocalGate.TryEnterSlowly(obj, Timeout.Infinite);
        if (obj is Lock)
            EnteredAsObject(obj);
        else if (!UnsharedSections.TryEnter(obj, level, locks))
            Entered(obj, null, level);
    }

    internal static void Enter(object obj, ref bool lockTaken, LockLevel level = LockLevel.Write)
    {
        HeldLocks locks = ThreadTransaction.Current.Locks;
        Monitor.TryEnter(obj, ref lockTaken);
        if (!lockTaken)
            LocalGate.TryEnterSlowly(obj, Timeout.Infinite);
        lockTaken = true;
        if (obj is Lock || !UnsharedSections.TryEnter(obj, level, locks))
            EnteredOrLeft(obj, null, ref lockTaken, level);
    }

    internal static bool TryEnter(object obj, int milliseconds, LockLevel level = LockLevel.Write)
    {
        bool taken = false;
        TryEnter(obj, milliseconds, ref taken, level);
        return taken;
    }

    internal static void TryEnter(object obj, int milliseconds, ref bool lockTaken, LockLevel level = LockLevel.Write)
    {
        long start = Environment.TickCount64;
        bool isLong = milliseconds is Timeout.Infinite or > LockWaits.PatienceMilliseconds;
        Monitor.TryEnter(obj, isLong ? 0 : milliseconds, ref lockTaken);
        if (isLong && !lockTaken)
            lockTaken = LocalGate.TryEnterSlowly(obj, milliseconds);
        if (!lockTaken)
            return;
        EnteredOrLeft(obj, Left(milliseconds, start), ref lockTaken, level);
    }

    /// <summary>What is left of a time that began to run at a tick; null for an endless one.</summary>
    internal static TimeSpan? Left(long milliseconds, long start) => milliseconds < 0 ? null : TimeSpan.FromMilliseconds(Math.Max(0, milliseconds - (Environment.TickCount64 - start)));

    internal static void Exit(object obj)
    {
        if (obj is not Lock)
        {
            if (UnsharedSections.TryLeave(obj, null, ThreadTransaction.Current))
                Monitor.Exit(obj);
            else
                Leave(obj);
            return;
        }
        try
        {
            ThreadTransaction.Current.Publish();
        }
        finally
        {
            Monitor.Exit(obj);
        }
    }

    /// <summary>The current thread has entered a lock here; takes the lease if it is a lock of the cluster.</summary>
    /// <param name="obj">The lock object.</param>
    /// <param name="timeout">Null: as long as it takes; zero: only if nobody uses it.</param>
    /// <param name="level">How the section uses it.</param>
    /// <returns>False if it did not come in time. Then, and if this throws, the lock was left.</returns>
    internal static bool Entered(object obj, TimeSpan? timeout = null, LockLevel level = LockLevel.Write) => Entered(obj, null, timeout, level);

    /// <summary>Publishes, leaves a lock, and gives its lease back if another node wants it.</summary>
    internal static void Leave(object obj)
    {
        ThreadTransaction transaction = ThreadTransaction.Current;
        // Not entered by woven code, or not at all: then this throws as it does in one process.
        if (!transaction.Locks.TryPop(obj, out LeasedLock? lease, out LockLevel level) && !LocalGate.IsEntered(obj))
            LocalGate.Exit(obj);
        try
        {
            PublishAndReturn(obj, lease, transaction);
        }
        finally
        {
            LocalGate.Exit(obj);
        }
        ServeMissedRecall(obj, lease, transaction);
        if (level == LockLevel.SynchronousWrite)
            WaitUntilDurable(transaction);
    }

    /// <summary>Takes the lock of one place: its gate, then the lease.</summary>
    internal static void EnterPlace(LeasedLock place)
    {
        if (!Monitor.TryEnter(place.Gate!))
            LockWaits.Enter(place.Gate!, LockMode.Write, Timeout.Infinite, static (gate, limit) => Monitor.TryEnter(gate, limit));
        Entered(place.Gate!, place, null, LockLevel.Write);
    }

    /// <summary>Leaves the lock of one place. Nothing is published here: the operation has done it, and a section of the user's own goes on.</summary>
    internal static void ExitPlace(LeasedLock place)
    {
        object gate = place.Gate!;
        ThreadTransaction.Current.Locks.TryPop(gate, out _, out _);
        try
        {
            if (place is { Recalled: true, Leased: true } && Activation.Node.Leases.MustReturn(place))
                Activation.Node.Leases.ReturnAtOnce(place, null);
        }
        catch (ClusterUnavailableException e)
        {
            Activation.Joined?.Log.Debug($"the lease of {place.Id} was not given back: {e.Message}");
        }
        finally
        {
            Monitor.Exit(gate);
        }
        ServeMissedRecall(gate, place, ThreadTransaction.Current);
        // What the operation has seen of others comes behind what they did before.
        if (place.Follows != 0 && !Activation.HasLeft)
            Activation.Node.Deferred.CatchUpThrough(place.Follows);
    }

    /// <summary>The current thread has left a section of level synchronous-write: waits until the hub has all that the thread has published on stable storage.</summary>
    /// <exception cref="ClusterUnavailableException">The hub did not say so in time; the lock was left all the same.</exception>
    internal static void WaitUntilDurable(ThreadTransaction transaction)
    {
        if (transaction.LastGroup != 0 && !Activation.HasLeft)
            Activation.Node.Durability.Wait(transaction.LastGroup);
    }

    private static void EnteredOrLeft(object obj, TimeSpan? timeout, ref bool lockTaken, LockLevel level)
    {
        // Entered gives the monitor up when it fails.
        lockTaken = false;
        if (obj is Lock)
            EnteredAsObject(obj);
        lockTaken = obj is Lock || Entered(obj, timeout, level);
    }

    // A Lock that is locked as an object, against which the compiler warns, is another lock than itself; of the two the cluster has one.
    private static void EnteredAsObject(object obj)
    {
        if (LeasedLock.Find(obj) is null)
            return;
        Monitor.Exit(obj);
        throw new NotSupportedException($"{RuntimeCodes.LockEnteredAsObject}: a shared System.Threading.Lock was entered as an object, with Monitor. Enter it as what it is: declare the variable or parameter as Lock.");
    }

    // Looks for the header only after the local lock was entered: the object may have become shared while the thread waited for it.
    private static bool Entered(object obj, LeasedLock? place, TimeSpan? timeout, LockLevel level)
    {
        ThreadTransaction transaction = ThreadTransaction.Current;
        LeasedLock? leased = null;
        bool done = false, pushed = false;
        long start = timeout is null ? 0 : Environment.TickCount64;
        try
        {
            Activation.AwaitSession(timeout);
            leased = place ?? LeasedLock.Find(obj);
            if (leased is not null)
            {
                Node node = Activation.Node;
                node.ThrowIfLost();
                LockMode mode = level.Mode();
                if (!node.Link.LeasesHold && !transaction.Locks.Contains(obj) && !node.Link.AwaitLeases(timeout))
                    return false;
                if (leased.Held < mode && !node.Leases.Acquire(obj, leased, mode, leased.Leased && transaction.Locks.Contains(obj), timeout))
                    return false;
            }
            if (leased is not null)
                leased.Used = true;
            transaction.Locks.Push(obj, leased, level);
            pushed = true;
            // An operation on one place reads nothing else. Behind the push: code of the program that runs here is in the section.
            if (leased is not null && place is null && !Activation.Node.Deferred.CatchUp(leased.Follows, timeout is { } limit ? Left((long)limit.TotalMilliseconds, start) : null))
                return false;
            if (transaction.Locks.Count == 1 && Activation.IsLeaving)
                ReenterAfterLeaving(obj, transaction);
            done = true;
            return true;
        }
        finally
        {
            if (!done && pushed)
                transaction.Locks.TryPop(obj, out _, out _);
            if (!done)
                GiveUp(obj, leased, transaction);
        }
    }

    // The lease may have come while the thread was being interrupted; the hub does not ask again for one that it granted with others waiting.
    private static void GiveUp(object obj, LeasedLock? leased, ThreadTransaction transaction)
    {
        LocalGate.Exit(obj);
        ServeMissedRecall(obj, leased, transaction);
    }

    private static void ReenterAfterLeaving(object obj, ThreadTransaction transaction)
    {
        transaction.Locks.TryPop(obj, out _, out LockLevel level);
        Activation.Node.Departure.WaitUntilLeft();
        transaction.Locks.Push(obj, LeasedLock.Find(obj), level);
    }

    // Looks after the monitor is free: who recalls the lease sets the flag first and then tries the monitor.
    private static void ServeMissedRecall(object obj, LeasedLock? lease, ThreadTransaction transaction)
    {
        if (lease is not { Recalled: true, Leased: true } || lease.Tenure.IsWatched || transaction.Locks.Contains(obj))
            return;
        try
        {
            Activation.Node.Leases.ServeMissed(lease);
        }
        catch (ClusterUnavailableException e)
        {
            Activation.Joined?.Log.Debug($"the lease of a lock on {obj.GetType()} was not given back: {e.Message}");
        }
    }

    private static void PublishAndReturn(object obj, LeasedLock? lease, ThreadTransaction transaction)
    {
        try
        {
            // An object that became shared while it was locked is found only now.
            LeasedLock? due = (lease ?? LeasedLock.Find(obj)) is { Recalled: true, Leased: true } leased && !transaction.Locks.Contains(obj) && Activation.Node.Leases.MustReturn(leased) ? leased : null;
            transaction.Publish(more: due is not null);
            if (due is not null)
                Activation.Node.Leases.ReturnAtOnce(due, obj);
        }
        catch (ClusterUnavailableException e)
        {
            // Leaving a lock never throws for the cluster's sake; the next entry, or the next write, does.
            Activation.Joined?.Log.Error($"changes made under a lock on {obj.GetType()} could not be published: {e.Message}");
        }
    }
}
