using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Weft.Runtime.Synchronizers;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="WaitHandle"/>'s members: a shared event is waited for at the hub; what needs the handle of the system is refused, since that belongs to one process.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Threading.WaitHandle", Untouched = ".ctor Close Dispose set_Handle set_SafeWaitHandle")]
public static class WaitHandleShims
{
    /// <summary>See <see cref="WaitHandle.Handle"/>.</summary>
    public static nint get_Handle(WaitHandle self)
    {
        ClusterEvent.RequireLocal(self, "Handle");
#pragma warning disable CS0618 // The program asks for it.
        return self.Handle;
#pragma warning restore CS0618
    }

    /// <summary>See <see cref="WaitHandle.SafeWaitHandle"/>.</summary>
    public static SafeWaitHandle get_SafeWaitHandle(WaitHandle self)
    {
        ClusterEvent.RequireLocal(self, nameof(WaitHandle.SafeWaitHandle));
        return self.SafeWaitHandle;
    }

    /// <summary>See <see cref="WaitHandle.WaitOne()"/>.</summary>
    public static bool WaitOne(WaitHandle self) => Activation.IsActive && ClusterEvent.MayBeShared(self) ? ClusterEvent.Wait(self, Timeout.Infinite) : self.WaitOne();

    /// <summary>See <see cref="WaitHandle.WaitOne(int)"/>.</summary>
    public static bool WaitOne(WaitHandle self, int millisecondsTimeout) =>
        Activation.IsActive && millisecondsTimeout >= Timeout.Infinite && ClusterEvent.MayBeShared(self) ? ClusterEvent.Wait(self, millisecondsTimeout) : self.WaitOne(millisecondsTimeout);

    /// <summary>See <see cref="WaitHandle.WaitOne(TimeSpan)"/>.</summary>
    public static bool WaitOne(WaitHandle self, TimeSpan timeout) =>
        Activation.IsActive && WaitTimes.TryMilliseconds(timeout, out int milliseconds) && ClusterEvent.MayBeShared(self) ? ClusterEvent.Wait(self, milliseconds) : self.WaitOne(timeout);

    /// <summary>See <see cref="WaitHandle.WaitOne(int, bool)"/>.</summary>
    public static bool WaitOne(WaitHandle self, int millisecondsTimeout, bool exitContext) =>
        Activation.IsActive && millisecondsTimeout >= Timeout.Infinite && ClusterEvent.MayBeShared(self) ? ClusterEvent.Wait(self, millisecondsTimeout) : self.WaitOne(millisecondsTimeout, exitContext);

    /// <summary>See <see cref="WaitHandle.WaitOne(TimeSpan, bool)"/>.</summary>
    public static bool WaitOne(WaitHandle self, TimeSpan timeout, bool exitContext) =>
        Activation.IsActive && WaitTimes.TryMilliseconds(timeout, out int milliseconds) && ClusterEvent.MayBeShared(self) ? ClusterEvent.Wait(self, milliseconds) : self.WaitOne(timeout, exitContext);

    /// <summary>See <see cref="WaitHandle.WaitAll(WaitHandle[])"/>.</summary>
    public static bool WaitAll(WaitHandle[] waitHandles) => SharedWaits.MayInvolve(waitHandles) ? SharedWaits.WaitAll(waitHandles, Timeout.Infinite) : WaitHandle.WaitAll(waitHandles);

    /// <summary>See <see cref="WaitHandle.WaitAll(WaitHandle[], int)"/>.</summary>
    public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout) =>
        SharedWaits.MayInvolve(waitHandles) ? SharedWaits.WaitAll(waitHandles, millisecondsTimeout) : WaitHandle.WaitAll(waitHandles, millisecondsTimeout);

    /// <summary>See <see cref="WaitHandle.WaitAll(WaitHandle[], TimeSpan)"/>.</summary>
    public static bool WaitAll(WaitHandle[] waitHandles, TimeSpan timeout) =>
        SharedWaits.MayInvolve(waitHandles) && WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? SharedWaits.WaitAll(waitHandles, milliseconds) : WaitHandle.WaitAll(waitHandles, timeout);

    /// <summary>See <see cref="WaitHandle.WaitAll(WaitHandle[], int, bool)"/>.</summary>
    public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext) => WaitAll(waitHandles, millisecondsTimeout);

    /// <summary>See <see cref="WaitHandle.WaitAll(WaitHandle[], TimeSpan, bool)"/>.</summary>
    public static bool WaitAll(WaitHandle[] waitHandles, TimeSpan timeout, bool exitContext) => WaitAll(waitHandles, timeout);

    /// <summary>See <see cref="WaitHandle.WaitAny(WaitHandle[])"/>.</summary>
    public static int WaitAny(WaitHandle[] waitHandles) => SharedWaits.MayInvolve(waitHandles) ? SharedWaits.WaitAny(waitHandles, Timeout.Infinite) : WaitHandle.WaitAny(waitHandles);

    /// <summary>See <see cref="WaitHandle.WaitAny(WaitHandle[], int)"/>.</summary>
    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout) =>
        SharedWaits.MayInvolve(waitHandles) ? SharedWaits.WaitAny(waitHandles, millisecondsTimeout) : WaitHandle.WaitAny(waitHandles, millisecondsTimeout);

    /// <summary>See <see cref="WaitHandle.WaitAny(WaitHandle[], TimeSpan)"/>.</summary>
    public static int WaitAny(WaitHandle[] waitHandles, TimeSpan timeout) =>
        SharedWaits.MayInvolve(waitHandles) && WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? SharedWaits.WaitAny(waitHandles, milliseconds) : WaitHandle.WaitAny(waitHandles, timeout);

    /// <summary>See <see cref="WaitHandle.WaitAny(WaitHandle[], int, bool)"/>.</summary>
    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext) => WaitAny(waitHandles, millisecondsTimeout);

    /// <summary>See <see cref="WaitHandle.WaitAny(WaitHandle[], TimeSpan, bool)"/>.</summary>
    public static int WaitAny(WaitHandle[] waitHandles, TimeSpan timeout, bool exitContext) => WaitAny(waitHandles, timeout);

    /// <summary>See <see cref="WaitHandle.SignalAndWait(WaitHandle, WaitHandle)"/>. The signal comes before the wait begins.</summary>
    public static bool SignalAndWait(WaitHandle toSignal, WaitHandle toWaitOn) => SignalAndWait(toSignal, toWaitOn, Timeout.Infinite, exitContext: false);

    /// <summary>See <see cref="WaitHandle.SignalAndWait(WaitHandle, WaitHandle, int, bool)"/>.</summary>
    public static bool SignalAndWait(WaitHandle toSignal, WaitHandle toWaitOn, int millisecondsTimeout, bool exitContext) =>
        toSignal is not null && millisecondsTimeout >= Timeout.Infinite && SharedWaits.MayInvolve([toSignal, toWaitOn]) ? SharedWaits.SignalAndWait(toSignal, toWaitOn, millisecondsTimeout) : WaitHandle.SignalAndWait(toSignal!, toWaitOn, millisecondsTimeout, exitContext);

    /// <summary>See <see cref="WaitHandle.SignalAndWait(WaitHandle, WaitHandle, TimeSpan, bool)"/>.</summary>
    public static bool SignalAndWait(WaitHandle toSignal, WaitHandle toWaitOn, TimeSpan timeout, bool exitContext) =>
        WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? SignalAndWait(toSignal, toWaitOn, milliseconds, exitContext) : WaitHandle.SignalAndWait(toSignal, toWaitOn, timeout, exitContext);
}
