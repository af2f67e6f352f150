using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Weft.Runtime.Synchronizers;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="WaitHandle"/>'s members: a shared event is waited for at the hub; what needs its handle is refused, since that belongs to one process.</summary>
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
    public static bool WaitAll(WaitHandle[] waitHandles)
    {
        ClusterEvent.RequireLocal(waitHandles, nameof(WaitHandle.WaitAll));
        return WaitHandle.WaitAll(waitHandles);
    }

    /// <summary>See <see cref="WaitHandle.WaitAll(WaitHandle[], int)"/>.</summary>
    public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout)
    {
        ClusterEvent.RequireLocal(waitHandles, nameof(WaitHandle.WaitAll));
        return WaitHandle.WaitAll(waitHandles, millisecondsTimeout);
    }

    /// <summary>See <see cref="WaitHandle.WaitAll(WaitHandle[], TimeSpan)"/>.</summary>
    public static bool WaitAll(WaitHandle[] waitHandles, TimeSpan timeout)
    {
        ClusterEvent.RequireLocal(waitHandles, nameof(WaitHandle.WaitAll));
        return WaitHandle.WaitAll(waitHandles, timeout);
    }

    /// <summary>See <see cref="WaitHandle.WaitAll(WaitHandle[], int, bool)"/>.</summary>
    public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext) => WaitAll(waitHandles, millisecondsTimeout);

    /// <summary>See <see cref="WaitHandle.WaitAll(WaitHandle[], TimeSpan, bool)"/>.</summary>
    public static bool WaitAll(WaitHandle[] waitHandles, TimeSpan timeout, bool exitContext) => WaitAll(waitHandles, timeout);

    /// <summary>See <see cref="WaitHandle.WaitAny(WaitHandle[])"/>.</summary>
    public static int WaitAny(WaitHandle[] waitHandles)
    {
        ClusterEvent.RequireLocal(waitHandles, nameof(WaitHandle.WaitAny));
        return WaitHandle.WaitAny(waitHandles);
    }

    /// <summary>See <see cref="WaitHandle.WaitAny(WaitHandle[], int)"/>.</summary>
    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout)
    {
        ClusterEvent.RequireLocal(waitHandles, nameof(WaitHandle.WaitAny));
        return WaitHandle.WaitAny(waitHandles, millisecondsTimeout);
    }

    /// <summary>See <see cref="WaitHandle.WaitAny(WaitHandle[], TimeSpan)"/>.</summary>
    public static int WaitAny(WaitHandle[] waitHandles, TimeSpan timeout)
    {
        ClusterEvent.RequireLocal(waitHandles, nameof(WaitHandle.WaitAny));
        return WaitHandle.WaitAny(waitHandles, timeout);
    }

    /// <summary>See <see cref="WaitHandle.WaitAny(WaitHandle[], int, bool)"/>.</summary>
    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext) => WaitAny(waitHandles, millisecondsTimeout);

    /// <summary>See <see cref="WaitHandle.WaitAny(WaitHandle[], TimeSpan, bool)"/>.</summary>
    public static int WaitAny(WaitHandle[] waitHandles, TimeSpan timeout, bool exitContext) => WaitAny(waitHandles, timeout);

    /// <summary>See <see cref="WaitHandle.SignalAndWait(WaitHandle, WaitHandle)"/>.</summary>
    public static bool SignalAndWait(WaitHandle toSignal, WaitHandle toWaitOn)
    {
        ClusterEvent.RequireLocal([toSignal, toWaitOn], nameof(WaitHandle.SignalAndWait));
        return WaitHandle.SignalAndWait(toSignal, toWaitOn);
    }

    /// <summary>See <see cref="WaitHandle.SignalAndWait(WaitHandle, WaitHandle, int, bool)"/>.</summary>
    public static bool SignalAndWait(WaitHandle toSignal, WaitHandle toWaitOn, int millisecondsTimeout, bool exitContext)
    {
        ClusterEvent.RequireLocal([toSignal, toWaitOn], nameof(WaitHandle.SignalAndWait));
        return WaitHandle.SignalAndWait(toSignal, toWaitOn, millisecondsTimeout, exitContext);
    }

    /// <summary>See <see cref="WaitHandle.SignalAndWait(WaitHandle, WaitHandle, TimeSpan, bool)"/>.</summary>
    public static bool SignalAndWait(WaitHandle toSignal, WaitHandle toWaitOn, TimeSpan timeout, bool exitContext)
    {
        ClusterEvent.RequireLocal([toSignal, toWaitOn], nameof(WaitHandle.SignalAndWait));
        return WaitHandle.SignalAndWait(toSignal, toWaitOn, timeout, exitContext);
    }
}
