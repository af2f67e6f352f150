namespace Weft.Runtime.Locks;

/// <summary><see cref="ReaderWriterLockSlim"/> in a clustered process: the lock itself first, which knows all about its threads, then, where it is shared, its lease.</summary>
internal static class ClusterReaderWriterSlim
{
    internal static bool TryEnter(ReaderWriterLockSlim self, LockLevel level, int milliseconds)
    {
        long start = Environment.TickCount64;
        if (!TryEnterLocal(self, level, milliseconds))
            return false;
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
        // What is wrong with the call the lock itself says.
        if (IsHeld(self, level))
            SharedSections.Leave(self, level);
        ExitLocal(self, level);
        SharedSections.Left(self);
    }

    private static bool IsHeld(ReaderWriterLockSlim self, LockLevel level) => level switch
    {
        LockLevel.Read => self.IsReadLockHeld,
        LockLevel.Update => self.IsUpgradeableReadLockHeld,
        _ => self.IsWriteLockHeld,
    };

    private static bool TryEnterLocal(ReaderWriterLockSlim self, LockLevel level, int milliseconds) =>
        milliseconds is >= Timeout.Infinite and (Timeout.Infinite or > LockWaits.PatienceMilliseconds)
            ? Wait(self, level, 0) || LockWaits.Enter(self, level.Mode(), milliseconds, (_, limit) => Wait(self, level, limit))
            : Wait(self, level, milliseconds);

    private static bool Wait(ReaderWriterLockSlim self, LockLevel level, int milliseconds) => level switch
    {
        LockLevel.Read => self.TryEnterReadLock(milliseconds),
        LockLevel.Update => self.TryEnterUpgradeableReadLock(milliseconds),
        _ => self.TryEnterWriteLock(milliseconds),
    };

    private static void ExitLocal(ReaderWriterLockSlim self, LockLevel level)
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
