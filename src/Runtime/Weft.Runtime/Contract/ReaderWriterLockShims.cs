using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="ReaderWriterLock"/> in woven code. What it tells of its threads is about those of this node.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Threading.ReaderWriterLock", Untouched = ".ctor get_IsReaderLockHeld get_IsWriterLockHeld get_WriterSeqNum")]
public static class ReaderWriterLockShims
{
    /// <summary>See <see cref="ReaderWriterLock.AcquireReaderLock(int)"/>.</summary>
    public static void AcquireReaderLock(ReaderWriterLock self, int millisecondsTimeout)
    {
        if (Activation.IsActive)
            ClusterReaderWriterLock.Acquire(self, LockLevel.Read, millisecondsTimeout);
        else
            self.AcquireReaderLock(millisecondsTimeout);
    }

    /// <summary>See <see cref="ReaderWriterLock.AcquireReaderLock(TimeSpan)"/>.</summary>
    public static void AcquireReaderLock(ReaderWriterLock self, TimeSpan timeout) => AcquireReaderLock(self, MonitorShims.Milliseconds(timeout));

    /// <summary>See <see cref="ReaderWriterLock.AcquireWriterLock(int)"/>.</summary>
    public static void AcquireWriterLock(ReaderWriterLock self, int millisecondsTimeout)
    {
        if (Activation.IsActive)
            ClusterReaderWriterLock.Acquire(self, LockLevel.Write, millisecondsTimeout);
        else
            self.AcquireWriterLock(millisecondsTimeout);
    }

    /// <summary>See <see cref="ReaderWriterLock.AcquireWriterLock(TimeSpan)"/>.</summary>
    public static void AcquireWriterLock(ReaderWriterLock self, TimeSpan timeout) => AcquireWriterLock(self, MonitorShims.Milliseconds(timeout));

    /// <summary>See <see cref="ReaderWriterLock.ReleaseReaderLock"/>.</summary>
    public static void ReleaseReaderLock(ReaderWriterLock self)
    {
        if (Activation.IsActive)
            ClusterReaderWriterLock.Release(self, LockLevel.Read);
        else
            self.ReleaseReaderLock();
    }

    /// <summary>See <see cref="ReaderWriterLock.ReleaseWriterLock"/>.</summary>
    public static void ReleaseWriterLock(ReaderWriterLock self)
    {
        if (Activation.IsActive)
            ClusterReaderWriterLock.Release(self, LockLevel.Write);
        else
            self.ReleaseWriterLock();
    }

    /// <summary>See <see cref="ReaderWriterLock.UpgradeToWriterLock(int)"/>.</summary>
    public static LockCookie UpgradeToWriterLock(ReaderWriterLock self, int millisecondsTimeout) =>
        Activation.IsActive ? ClusterReaderWriterLock.Upgrade(self, millisecondsTimeout) : self.UpgradeToWriterLock(millisecondsTimeout);

    /// <summary>See <see cref="ReaderWriterLock.UpgradeToWriterLock(TimeSpan)"/>.</summary>
    public static LockCookie UpgradeToWriterLock(ReaderWriterLock self, TimeSpan timeout) => UpgradeToWriterLock(self, MonitorShims.Milliseconds(timeout));

    /// <summary>See <see cref="ReaderWriterLock.DowngradeFromWriterLock(ref LockCookie)"/>.</summary>
    public static void DowngradeFromWriterLock(ReaderWriterLock self, ref LockCookie lockCookie)
    {
        if (Activation.IsActive)
            ClusterReaderWriterLock.Downgrade(self, ref lockCookie);
        else
            self.DowngradeFromWriterLock(ref lockCookie);
    }

    /// <summary>See <see cref="ReaderWriterLock.ReleaseLock"/>.</summary>
    public static LockCookie ReleaseLock(ReaderWriterLock self) => Activation.IsActive ? ClusterReaderWriterLock.ReleaseAll(self) : self.ReleaseLock();

    /// <summary>See <see cref="ReaderWriterLock.RestoreLock(ref LockCookie)"/>.</summary>
    public static void RestoreLock(ReaderWriterLock self, ref LockCookie lockCookie)
    {
        if (Activation.IsActive)
            ClusterReaderWriterLock.Restore(self, ref lockCookie);
        else
            self.RestoreLock(ref lockCookie);
    }

    /// <summary>See <see cref="ReaderWriterLock.AnyWritersSince(int)"/>: true also where another node may have written.</summary>
    public static bool AnyWritersSince(ReaderWriterLock self, int seqNum) => Activation.IsActive ? ClusterReaderWriterLock.AnyWritersSince(self, seqNum) : self.AnyWritersSince(seqNum);
}
