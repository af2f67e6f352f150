using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Synchronizers;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="SemaphoreSlim"/>'s constructors and members: an unshared one is what it always was, a shared one is kept by the hub.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Threading.SemaphoreSlim", Untouched = "Dispose")]
public static class SemaphoreShims
{
    /// <summary>See <see cref="SemaphoreSlim(int)"/>.</summary>
    public static SemaphoreSlim Create(int initialCount) => Activation.IsActive ? new SharedSemaphore(initialCount) : new SemaphoreSlim(initialCount);

    /// <summary>See <see cref="SemaphoreSlim(int, int)"/>.</summary>
    public static SemaphoreSlim Create(int initialCount, int maxCount) => Activation.IsActive ? new SharedSemaphore(initialCount, maxCount) : new SemaphoreSlim(initialCount, maxCount);

    /// <summary>See <see cref="SemaphoreSlim.CurrentCount"/>.</summary>
    public static int get_CurrentCount(SemaphoreSlim self) => Activation.IsActive ? ClusterSemaphore.CurrentCount(self) : self.CurrentCount;

    /// <summary>See <see cref="SemaphoreSlim.AvailableWaitHandle"/>.</summary>
    public static WaitHandle get_AvailableWaitHandle(SemaphoreSlim self) => Activation.IsActive ? ClusterSemaphore.AvailableWaitHandle(self) : self.AvailableWaitHandle;

    /// <summary>See <see cref="SemaphoreSlim.Wait()"/>.</summary>
    public static void Wait(SemaphoreSlim self)
    {
        if (Activation.IsActive)
            ClusterSemaphore.Wait(self, Timeout.Infinite, CancellationToken.None);
        else
            self.Wait();
    }

    /// <summary>See <see cref="SemaphoreSlim.Wait(CancellationToken)"/>.</summary>
    public static void Wait(SemaphoreSlim self, CancellationToken cancellationToken)
    {
        if (Activation.IsActive)
            ClusterSemaphore.Wait(self, Timeout.Infinite, cancellationToken);
        else
            self.Wait(cancellationToken);
    }

    /// <summary>See <see cref="SemaphoreSlim.Wait(TimeSpan)"/>.</summary>
    public static bool Wait(SemaphoreSlim self, TimeSpan timeout) =>
        Activation.IsActive && WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? ClusterSemaphore.Wait(self, milliseconds, CancellationToken.None) : self.Wait(timeout);

    /// <summary>See <see cref="SemaphoreSlim.Wait(TimeSpan, CancellationToken)"/>.</summary>
    public static bool Wait(SemaphoreSlim self, TimeSpan timeout, CancellationToken cancellationToken) =>
        Activation.IsActive && WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? ClusterSemaphore.Wait(self, milliseconds, cancellationToken) : self.Wait(timeout, cancellationToken);

    /// <summary>See <see cref="SemaphoreSlim.Wait(int)"/>: it takes any negative time but -1 for none.</summary>
    public static bool Wait(SemaphoreSlim self, int millisecondsTimeout) =>
        Activation.IsActive ? ClusterSemaphore.Wait(self, millisecondsTimeout < Timeout.Infinite ? 0 : millisecondsTimeout, CancellationToken.None) : self.Wait(millisecondsTimeout);

    /// <summary>See <see cref="SemaphoreSlim.Wait(int, CancellationToken)"/>.</summary>
    public static bool Wait(SemaphoreSlim self, int millisecondsTimeout, CancellationToken cancellationToken) =>
        Activation.IsActive && millisecondsTimeout >= Timeout.Infinite ? ClusterSemaphore.Wait(self, millisecondsTimeout, cancellationToken) : self.Wait(millisecondsTimeout, cancellationToken);

    /// <summary>See <see cref="SemaphoreSlim.WaitAsync()"/>.</summary>
    public static Task WaitAsync(SemaphoreSlim self) => Activation.IsActive ? ClusterSemaphore.WaitAsync(self, Timeout.Infinite, CancellationToken.None) : self.WaitAsync();

    /// <summary>See <see cref="SemaphoreSlim.WaitAsync(CancellationToken)"/>.</summary>
    public static Task WaitAsync(SemaphoreSlim self, CancellationToken cancellationToken) =>
        Activation.IsActive ? ClusterSemaphore.WaitAsync(self, Timeout.Infinite, cancellationToken) : self.WaitAsync(cancellationToken);

    /// <summary>See <see cref="SemaphoreSlim.WaitAsync(int)"/>.</summary>
    public static Task<bool> WaitAsync(SemaphoreSlim self, int millisecondsTimeout) =>
        Activation.IsActive && millisecondsTimeout >= Timeout.Infinite ? ClusterSemaphore.WaitAsync(self, millisecondsTimeout, CancellationToken.None) : self.WaitAsync(millisecondsTimeout);

    /// <summary>See <see cref="SemaphoreSlim.WaitAsync(TimeSpan)"/>.</summary>
    public static Task<bool> WaitAsync(SemaphoreSlim self, TimeSpan timeout) =>
        Activation.IsActive && WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? ClusterSemaphore.WaitAsync(self, milliseconds, CancellationToken.None) : self.WaitAsync(timeout);

    /// <summary>See <see cref="SemaphoreSlim.WaitAsync(TimeSpan, CancellationToken)"/>.</summary>
    public static Task<bool> WaitAsync(SemaphoreSlim self, TimeSpan timeout, CancellationToken cancellationToken) =>
        Activation.IsActive && WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? ClusterSemaphore.WaitAsync(self, milliseconds, cancellationToken) : self.WaitAsync(timeout, cancellationToken);

    /// <summary>See <see cref="SemaphoreSlim.WaitAsync(int, CancellationToken)"/>.</summary>
    public static Task<bool> WaitAsync(SemaphoreSlim self, int millisecondsTimeout, CancellationToken cancellationToken) =>
        Activation.IsActive && millisecondsTimeout >= Timeout.Infinite ? ClusterSemaphore.WaitAsync(self, millisecondsTimeout, cancellationToken) : self.WaitAsync(millisecondsTimeout, cancellationToken);

    /// <summary>See <see cref="SemaphoreSlim.Release()"/>.</summary>
    public static int Release(SemaphoreSlim self) => Activation.IsActive ? ClusterSemaphore.Release(self, 1) : self.Release();

    /// <summary>See <see cref="SemaphoreSlim.Release(int)"/>.</summary>
    public static int Release(SemaphoreSlim self, int releaseCount) => Activation.IsActive && releaseCount >= 1 ? ClusterSemaphore.Release(self, releaseCount) : self.Release(releaseCount);
}
