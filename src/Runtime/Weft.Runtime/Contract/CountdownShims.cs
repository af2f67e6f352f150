using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Synchronizers;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="CountdownEvent"/>'s constructor and members: an unshared one is what it always was, a shared one is kept by the hub.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Threading.CountdownEvent", Untouched = "Dispose")]
public static class CountdownShims
{
    /// <summary>See <see cref="CountdownEvent(int)"/>.</summary>
    public static CountdownEvent Create(int initialCount) => Activation.IsActive ? new SharedCountdown(initialCount) : new CountdownEvent(initialCount);

    /// <summary>See <see cref="CountdownEvent.CurrentCount"/>.</summary>
    public static int get_CurrentCount(CountdownEvent self) => Activation.IsActive ? ClusterCountdown.Count(self, initial: false) : self.CurrentCount;

    /// <summary>See <see cref="CountdownEvent.InitialCount"/>.</summary>
    public static int get_InitialCount(CountdownEvent self) => Activation.IsActive ? ClusterCountdown.Count(self, initial: true) : self.InitialCount;

    /// <summary>See <see cref="CountdownEvent.IsSet"/>.</summary>
    public static bool get_IsSet(CountdownEvent self) => Activation.IsActive ? ClusterCountdown.Count(self, initial: false) == 0 : self.IsSet;

    /// <summary>See <see cref="CountdownEvent.WaitHandle"/>.</summary>
    public static WaitHandle get_WaitHandle(CountdownEvent self) => Activation.IsActive ? ClusterCountdown.WaitHandle(self) : self.WaitHandle;

    /// <summary>See <see cref="CountdownEvent.Signal()"/>.</summary>
    public static bool Signal(CountdownEvent self) => Activation.IsActive ? ClusterCountdown.Signal(self, 1) : self.Signal();

    /// <summary>See <see cref="CountdownEvent.Signal(int)"/>.</summary>
    public static bool Signal(CountdownEvent self, int signalCount) => Activation.IsActive && signalCount > 0 ? ClusterCountdown.Signal(self, signalCount) : self.Signal(signalCount);

    /// <summary>See <see cref="CountdownEvent.AddCount()"/>.</summary>
    public static void AddCount(CountdownEvent self)
    {
        if (Activation.IsActive)
            ClusterCountdown.Add(self, 1);
        else
            self.AddCount();
    }

    /// <summary>See <see cref="CountdownEvent.AddCount(int)"/>.</summary>
    public static void AddCount(CountdownEvent self, int signalCount)
    {
        if (Activation.IsActive && signalCount > 0)
            ClusterCountdown.Add(self, signalCount);
        else
            self.AddCount(signalCount);
    }

    /// <summary>See <see cref="CountdownEvent.TryAddCount()"/>.</summary>
    public static bool TryAddCount(CountdownEvent self) => Activation.IsActive ? ClusterCountdown.TryAdd(self, 1) : self.TryAddCount();

    /// <summary>See <see cref="CountdownEvent.TryAddCount(int)"/>.</summary>
    public static bool TryAddCount(CountdownEvent self, int signalCount) => Activation.IsActive && signalCount > 0 ? ClusterCountdown.TryAdd(self, signalCount) : self.TryAddCount(signalCount);

    /// <summary>See <see cref="CountdownEvent.Reset()"/>.</summary>
    public static void Reset(CountdownEvent self)
    {
        if (Activation.IsActive)
            ClusterCountdown.Reset(self, null);
        else
            self.Reset();
    }

    /// <summary>See <see cref="CountdownEvent.Reset(int)"/>.</summary>
    public static void Reset(CountdownEvent self, int count)
    {
        if (Activation.IsActive && count >= 0)
            ClusterCountdown.Reset(self, count);
        else
            self.Reset(count);
    }

    /// <summary>See <see cref="CountdownEvent.Wait()"/>.</summary>
    public static void Wait(CountdownEvent self)
    {
        if (Activation.IsActive)
            ClusterCountdown.Wait(self, Timeout.Infinite, CancellationToken.None);
        else
            self.Wait();
    }

    /// <summary>See <see cref="CountdownEvent.Wait(CancellationToken)"/>.</summary>
    public static void Wait(CountdownEvent self, CancellationToken cancellationToken)
    {
        if (Activation.IsActive)
            ClusterCountdown.Wait(self, Timeout.Infinite, cancellationToken);
        else
            self.Wait(cancellationToken);
    }

    /// <summary>See <see cref="CountdownEvent.Wait(TimeSpan)"/>.</summary>
    public static bool Wait(CountdownEvent self, TimeSpan timeout) =>
        Activation.IsActive && WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? ClusterCountdown.Wait(self, milliseconds, CancellationToken.None) : self.Wait(timeout);

    /// <summary>See <see cref="CountdownEvent.Wait(TimeSpan, CancellationToken)"/>.</summary>
    public static bool Wait(CountdownEvent self, TimeSpan timeout, CancellationToken cancellationToken) =>
        Activation.IsActive && WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? ClusterCountdown.Wait(self, milliseconds, cancellationToken) : self.Wait(timeout, cancellationToken);

    /// <summary>See <see cref="CountdownEvent.Wait(int)"/>.</summary>
    public static bool Wait(CountdownEvent self, int millisecondsTimeout) =>
        Activation.IsActive && millisecondsTimeout >= Timeout.Infinite ? ClusterCountdown.Wait(self, millisecondsTimeout, CancellationToken.None) : self.Wait(millisecondsTimeout);

    /// <summary>See <see cref="CountdownEvent.Wait(int, CancellationToken)"/>.</summary>
    public static bool Wait(CountdownEvent self, int millisecondsTimeout, CancellationToken cancellationToken) =>
        Activation.IsActive && millisecondsTimeout >= Timeout.Infinite ? ClusterCountdown.Wait(self, millisecondsTimeout, cancellationToken) : self.Wait(millisecondsTimeout, cancellationToken);
}
