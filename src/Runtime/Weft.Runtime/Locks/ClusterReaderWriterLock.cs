using Weft.Protocol;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Locks;

/// <summary>
/// <see cref="ReaderWriterLock"/> in a clustered process. The lock itself knows how often its thread has entered it; the cluster only hears of what the thread has altogether: nothing, to
/// read, or to write.
/// </summary>
internal static class ClusterReaderWriterLock
{
    private const int TimedOut = unchecked((int)0x800705B4);

    internal static void Acquire(ReaderWriterLock self, LockLevel level, int milliseconds)
    {
        long start = Environment.TickCount64;
        AcquireLocal(self, level, milliseconds);
        bool entered = false;
        try
        {
            entered = Follow(self, ClusterMonitor.Left(milliseconds, start));
        }
        finally
        {
            if (!entered)
                ReleaseLocal(self, level);
        }
        if (!entered)
            throw Late();
    }

    internal static void Release(ReaderWriterLock self, LockLevel level)
    {
        ThreadTransaction.Current.Publish();
        ReleaseLocal(self, level);
        Follow(self, null);
    }

    /// <summary>The reader gives its lock up, as in one process, and comes back as the writer: others may write in between.</summary>
    internal static LockCookie Upgrade(ReaderWriterLock self, int milliseconds)
    {
        long start = Environment.TickCount64;
        bool reads = self is { IsReaderLockHeld: true, IsWriterLockHeld: false };
        if (reads)
            Forget(self);
        bool upgraded = false, entered = false;
        LockCookie cookie = default;
        try
        {
            cookie = self.UpgradeToWriterLock(milliseconds);
            upgraded = true;
            entered = Follow(self, ClusterMonitor.Left(milliseconds, start));
        }
        finally
        {
            if (!entered)
            {
                if (upgraded)
                    self.DowngradeFromWriterLock(ref cookie);
                // The thread reads again, as it did before.
                Follow(self, null);
            }
        }
        return entered ? cookie : throw Late();
    }

    internal static void Downgrade(ReaderWriterLock self, ref LockCookie cookie)
    {
        ThreadTransaction.Current.Publish();
        self.DowngradeFromWriterLock(ref cookie);
        Follow(self, null);
    }

    internal static LockCookie ReleaseAll(ReaderWriterLock self)
    {
        ThreadTransaction.Current.Publish();
        LockCookie cookie = self.ReleaseLock();
        Follow(self, null);
        return cookie;
    }

    internal static void Restore(ReaderWriterLock self, ref LockCookie cookie)
    {
        self.RestoreLock(ref cookie);
        bool entered = false;
        try
        {
            entered = Follow(self, null);
        }
        finally
        {
            if (!entered)
                self.ReleaseLock();
        }
    }

    /// <summary>Whether somebody has written since, here or, while the lease was not here, perhaps on another node.</summary>
    internal static bool AnyWritersSince(ReaderWriterLock self, int sequence) => self.AnyWritersSince(sequence) || (SharedSections.Find(self) is { } lease && sequence <= lease.LocalSequenceAtGrant);

    // Brings what the cluster knows of the thread in line with what the lock knows.
    private static bool Follow(ReaderWriterLock self, TimeSpan? timeout)
    {
        LockMode has = ThreadTransaction.Current.Locks.ModeOf(self);
        LockMode needs = self.IsWriterLockHeld ? LockMode.Write : self.IsReaderLockHeld ? LockMode.Read : LockMode.None;
        if (needs == has)
            return true;
        if (has == LockMode.None && !SharedSections.TryEnter(self, LevelOf(needs), timeout))
            return false;
        if (has != LockMode.None)
            Change(self, has, needs);
        if (SharedSections.Find(self) is { } lease)
            lease.NoteLocalSequence(self.WriterSeqNum);
        SharedSections.Left(self);
        return true;
    }

    // From writer to reader the new section begins before the old one ends; a reader never becomes a writer without having left.
    private static void Change(ReaderWriterLock self, LockMode has, LockMode needs)
    {
        if (needs != LockMode.None)
            SharedSections.TryEnter(self, LevelOf(needs), null);
        SharedSections.Leave(self, LevelOf(has));
    }

    private static void Forget(ReaderWriterLock self) => SharedSections.Leave(self, LockLevel.Read);

    private static LockLevel LevelOf(LockMode mode) => mode == LockMode.Write ? LockLevel.Write : LockLevel.Read;

    private static void AcquireLocal(ReaderWriterLock self, LockLevel level, int milliseconds)
    {
        if (milliseconds is not (Timeout.Infinite or > LockWaits.PatienceMilliseconds))
        {
            AcquireNow(self, level, milliseconds);
            return;
        }
        using LockWaits.Scope waits = LockWaits.Begin(self, null, level.Mode());
        try
        {
            AcquireNow(self, level, LockWaits.PatienceMilliseconds);
            return;
        }
        catch (ApplicationException e) when (e.HResult == TimedOut)
        {
            LockWaits.Stall();
        }
        AcquireNow(self, level, milliseconds < 0 ? Timeout.Infinite : milliseconds - LockWaits.PatienceMilliseconds);
    }

    private static void AcquireNow(ReaderWriterLock self, LockLevel level, int milliseconds)
    {
        if (level == LockLevel.Read)
            self.AcquireReaderLock(milliseconds);
        else
            self.AcquireWriterLock(milliseconds);
    }

    private static void ReleaseLocal(ReaderWriterLock self, LockLevel level)
    {
        if (level == LockLevel.Read)
            self.ReleaseReaderLock();
        else
            self.ReleaseWriterLock();
    }

    // What the lock itself throws when the time is over has no public class of its own.
#pragma warning disable CA2201
    private static ApplicationException Late() => new("The operation has timed out. (0x800705B4)") { HResult = TimedOut };
#pragma warning restore CA2201
}
