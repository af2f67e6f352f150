using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Locks;

/// <summary>
/// Sections of locks that are no locks of the cluster, as nearly all are: the thread notes them, since the lock may become shared while it is held, and for what is told of deadlocks and of writes without a lock. Nothing here waits or
/// throws; what is more than a note is done as for a lock of the cluster.
/// </summary>
internal static class UnsharedSections
{
    /// <summary>The current thread has the local lock: notes its section.</summary>
    /// <returns>False where the lock has, or may have, a lease, and where there is more to do.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryEnter(object obj, LockLevel level, HeldLocks locks) => !ObjectMark.IsSet(obj) && locks.TryPush(obj, level) && (locks.IsCalm || TrySettle(obj, level, locks));

    /// <summary>The current thread is about to give up the local lock: takes the note off.</summary>
    /// <param name="obj">The lock object.</param>
    /// <param name="level">How the section uses it; null where the lock knows of one way only.</param>
    /// <param name="transaction">The thread's.</param>
    /// <returns>False where it is not the last that was noted, where the thread has anything to publish, and where the lock has, or may have, a lease by now.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryLeave(object obj, LockLevel? level, ThreadTransaction transaction) => !ObjectMark.IsSet(obj) && !transaction.MayPublish && transaction.Locks.TryPopUnshared(obj, level);

    // The section is noted: whoever waits for sections, since the node leaves, and this thread see each other.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TrySettle(object obj, LockLevel level, HeldLocks locks)
    {
        object calm = Activation.Calm;
        bool isOutermost = locks.Count == 1;
        if (Activation.Joined is { IsLost: true } || (isOutermost && Activation.IsLeaving))
        {
            locks.TryPop(obj, level, out _);
            return false;
        }
        if (isOutermost)
            locks.NoteCalm(calm);
        return true;
    }
}
