using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Synchronizers;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="ManualResetEventSlim"/>'s constructors and members: an unshared one is what it always was, a shared one is kept by the hub.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Threading.ManualResetEventSlim", Untouched = "Dispose get_SpinCount")]
public static class SlimEventShims
{
    /// <summary>See <see cref="ManualResetEventSlim()"/>.</summary>
    public static ManualResetEventSlim Create() => Activation.IsActive ? new SharedEvent(false) : new ManualResetEventSlim();

    /// <summary>See <see cref="ManualResetEventSlim(bool)"/>.</summary>
    public static ManualResetEventSlim Create(bool initialState) => Activation.IsActive ? new SharedEvent(initialState) : new ManualResetEventSlim(initialState);

    /// <summary>See <see cref="ManualResetEventSlim(bool, int)"/>.</summary>
    public static ManualResetEventSlim Create(bool initialState, int spinCount) => Activation.IsActive ? new SharedEvent(initialState, spinCount) : new ManualResetEventSlim(initialState, spinCount);

    /// <summary>See <see cref="ManualResetEventSlim.IsSet"/>.</summary>
    public static bool get_IsSet(ManualResetEventSlim self) => Activation.IsActive ? ClusterEvent.IsSet(self) : self.IsSet;

    /// <summary>See <see cref="ManualResetEventSlim.WaitHandle"/>.</summary>
    public static WaitHandle get_WaitHandle(ManualResetEventSlim self) => Activation.IsActive ? ClusterEvent.WaitHandle(self) : self.WaitHandle;

    /// <summary>See <see cref="ManualResetEventSlim.Set"/>.</summary>
    public static void Set(ManualResetEventSlim self)
    {
        if (Activation.IsActive)
            ClusterEvent.Change(self, set: true);
        else
            self.Set();
    }

    /// <summary>See <see cref="ManualResetEventSlim.Reset"/>.</summary>
    public static void Reset(ManualResetEventSlim self)
    {
        if (Activation.IsActive)
            ClusterEvent.Change(self, set: false);
        else
            self.Reset();
    }

    /// <summary>See <see cref="ManualResetEventSlim.Wait()"/>.</summary>
    public static void Wait(ManualResetEventSlim self)
    {
        if (Activation.IsActive)
            ClusterEvent.Wait(self, Timeout.Infinite, CancellationToken.None);
        else
            self.Wait();
    }

    /// <summary>See <see cref="ManualResetEventSlim.Wait(CancellationToken)"/>.</summary>
    public static void Wait(ManualResetEventSlim self, CancellationToken cancellationToken)
    {
        if (Activation.IsActive)
            ClusterEvent.Wait(self, Timeout.Infinite, cancellationToken);
        else
            self.Wait(cancellationToken);
    }

    /// <summary>See <see cref="ManualResetEventSlim.Wait(TimeSpan)"/>.</summary>
    public static bool Wait(ManualResetEventSlim self, TimeSpan timeout) =>
        Activation.IsActive && WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? ClusterEvent.Wait(self, milliseconds, CancellationToken.None) : self.Wait(timeout);

    /// <summary>See <see cref="ManualResetEventSlim.Wait(TimeSpan, CancellationToken)"/>.</summary>
    public static bool Wait(ManualResetEventSlim self, TimeSpan timeout, CancellationToken cancellationToken) =>
        Activation.IsActive && WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? ClusterEvent.Wait(self, milliseconds, cancellationToken) : self.Wait(timeout, cancellationToken);

    /// <summary>See <see cref="ManualResetEventSlim.Wait(int)"/>.</summary>
    public static bool Wait(ManualResetEventSlim self, int millisecondsTimeout) =>
        Activation.IsActive && millisecondsTimeout >= Timeout.Infinite ? ClusterEvent.Wait(self, millisecondsTimeout, CancellationToken.None) : self.Wait(millisecondsTimeout);

    /// <summary>See <see cref="ManualResetEventSlim.Wait(int, CancellationToken)"/>.</summary>
    public static bool Wait(ManualResetEventSlim self, int millisecondsTimeout, CancellationToken cancellationToken) =>
        Activation.IsActive && millisecondsTimeout >= Timeout.Infinite ? ClusterEvent.Wait(self, millisecondsTimeout, cancellationToken) : self.Wait(millisecondsTimeout, cancellationToken);
}

/// <summary>Replaces <see cref="EventWaitHandle"/>'s members, for <see cref="AutoResetEvent"/> and <see cref="ManualResetEvent"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Threading.EventWaitHandle", Untouched = ".ctor OpenExisting TryOpenExisting")]
public static class EventWaitHandleShims
{
    /// <summary>See <see cref="EventWaitHandle.Set"/>.</summary>
    public static bool Set(EventWaitHandle self) => Activation.IsActive && ClusterEvent.MayBeShared(self) ? ClusterEvent.Change(self, set: true) : self.Set();

    /// <summary>See <see cref="EventWaitHandle.Reset"/>.</summary>
    public static bool Reset(EventWaitHandle self) => Activation.IsActive && ClusterEvent.MayBeShared(self) ? ClusterEvent.Change(self, set: false) : self.Reset();
}
