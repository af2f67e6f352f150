using Weft.Runtime.Transactions;

namespace Weft.Runtime.Locks;

/// <summary><see cref="ReaderWriterLockSlim"/> in a clustered process: the lock itself first, which knows all about its threads, then, where it is shared, its lease.</summary>
internal static class ClusterReaderWriterSlim
{
    internal static bool TryEnter(ReaderWriterLockSlim self, LockLevel level, int milliseconds)
    {
        long start = milliseconds > 0 ? Environment.TickCount64 : 0;
        HeldLocks locks = ThreadTransaction.Current.Locks;
        if (!TryEnterLocal(self, level, milliseconds))
            return false;
        if (UnsharedSections.TryEnter(self, level, locks))
            return true;
        bool entered = false;
        try
        {
            entered = SharedSections.TryEnter(self, level, ClusterMonitor.Left(milliseconds, start));
        }
        finally
        {
            if (!entered)
            {
                ExitLocal(self, level);
                SharedSections.Left(self);
            }
        }
        return entered;
    }

    internal static void Exit(ReaderWriterLockSlim self, LockLevel level)
    {
        if (UnsharedSections.TryLeave(self, level, ThreadTransaction.Current))
        {
            ExitLocal(self, level);
            return;
        }
        // A section that woven code has entered. What is wrong with any other call the lock itself says.
        SharedSections.Leave(self, level);
        ExitLocal(self, level);
        SharedSections.Left(self);
    }

    private static bool TryEnterLocal(ReaderWriterLockSlim self, LockLevel level, int milliseconds) =>
        milliseconds is >= Timeout.Infinite and (Timeout.Infinite or > LockWaits.PatienceMilliseconds)
            ? Wait(self, level, 0) || WaitLong(self, level, milliseconds)
            : Wait(self, level, milliseconds);

    // By itself: the place of what the function knows would be made at each entry.
    private static bool WaitLong(ReaderWriterLockSlim self, LockLevel level, int milliseconds) => LockWaits.Enter(self, level.Mode(), milliseconds, (_, limit) => Wait(self, level, limit));

    private static bool Wait(ReaderWriterLockSlim self, LockLevel level, int milliseconds) => level switch
    {
        LockLevel.Read => self.TryEnterReadLock(milliseconds),
        LockLevel.Update => self.TryEnterUpgradeableReadLock(milliseconds),
        _ => self.TryEnterWriteLock(milliseconds),
    };

    // The lock takes a lock of its own to be left, for which it sleeps where others are at it: an interruption there would leave it entered for ever. Most are left without, and as fast as ever.
    private static void ExitLocal(ReaderWriterLockSlim self, LockLevel level)
    {
        try
        {
            ExitOnce(self, level);
        }
        catch (ThreadInterruptedException)
        {
            Uninterrupted.Do((self, level), static each => ExitOnce(each.self, each.level));
            Thread.CurrentThread.Interrupt();
        }
    }

    private static void ExitOnce(ReaderWriterLockSlim self, LockLevel level)
    {
        switch (level)
        {
            case LockLevel.Read:
                self.ExitReadLock();
                break;
            case LockLevel.Update:
                self.ExitUpgradeableReadLock();
                break;
            default:
                self.ExitWriteLock();
                break;
        }
    }
}
