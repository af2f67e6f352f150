using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using Weft.Runtime.Synchronizers;

namespace Weft.Runtime.Contract;

/// <summary>Replaces those members of <see cref="ThreadPool"/> that wait for a handle.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[UnsupportedOSPlatform("browser")]
[ShimFor("System.Threading.ThreadPool", Untouched = "*")]
public static class ThreadPoolShims
{
    /// <summary>See <see cref="ThreadPool.RegisterWaitForSingleObject(WaitHandle, WaitOrTimerCallback, object, int, bool)"/>.</summary>
    public static RegisteredWaitHandle RegisterWaitForSingleObject(WaitHandle waitObject, WaitOrTimerCallback callBack, object? state, int millisecondsTimeOutInterval, bool executeOnlyOnce) =>
        RegisteredWaits.Register(waitObject, callBack, executeOnlyOnce, (handle, call) => ThreadPool.RegisterWaitForSingleObject(handle, call, state, millisecondsTimeOutInterval, executeOnlyOnce));

    /// <summary>See <see cref="ThreadPool.RegisterWaitForSingleObject(WaitHandle, WaitOrTimerCallback, object, long, bool)"/>.</summary>
    public static RegisteredWaitHandle RegisterWaitForSingleObject(WaitHandle waitObject, WaitOrTimerCallback callBack, object? state, long millisecondsTimeOutInterval, bool executeOnlyOnce) =>
        RegisteredWaits.Register(waitObject, callBack, executeOnlyOnce, (handle, call) => ThreadPool.RegisterWaitForSingleObject(handle, call, state, millisecondsTimeOutInterval, executeOnlyOnce));

    /// <summary>See <see cref="ThreadPool.RegisterWaitForSingleObject(WaitHandle, WaitOrTimerCallback, object, TimeSpan, bool)"/>.</summary>
    public static RegisteredWaitHandle RegisterWaitForSingleObject(WaitHandle waitObject, WaitOrTimerCallback callBack, object? state, TimeSpan timeout, bool executeOnlyOnce) =>
        RegisteredWaits.Register(waitObject, callBack, executeOnlyOnce, (handle, call) => ThreadPool.RegisterWaitForSingleObject(handle, call, state, timeout, executeOnlyOnce));

    /// <summary>See <see cref="ThreadPool.RegisterWaitForSingleObject(WaitHandle, WaitOrTimerCallback, object, uint, bool)"/>.</summary>
    public static RegisteredWaitHandle RegisterWaitForSingleObject(WaitHandle waitObject, WaitOrTimerCallback callBack, object? state, uint millisecondsTimeOutInterval, bool executeOnlyOnce) =>
        RegisteredWaits.Register(waitObject, callBack, executeOnlyOnce, (handle, call) => ThreadPool.RegisterWaitForSingleObject(handle, call, state, millisecondsTimeOutInterval, executeOnlyOnce));

    /// <summary>See <see cref="ThreadPool.UnsafeRegisterWaitForSingleObject(WaitHandle, WaitOrTimerCallback, object, int, bool)"/>.</summary>
    public static RegisteredWaitHandle UnsafeRegisterWaitForSingleObject(WaitHandle waitObject, WaitOrTimerCallback callBack, object? state, int millisecondsTimeOutInterval, bool executeOnlyOnce) =>
        RegisteredWaits.Register(waitObject, callBack, executeOnlyOnce, (handle, call) => ThreadPool.UnsafeRegisterWaitForSingleObject(handle, call, state, millisecondsTimeOutInterval, executeOnlyOnce));

    /// <summary>See <see cref="ThreadPool.UnsafeRegisterWaitForSingleObject(WaitHandle, WaitOrTimerCallback, object, long, bool)"/>.</summary>
    public static RegisteredWaitHandle UnsafeRegisterWaitForSingleObject(WaitHandle waitObject, WaitOrTimerCallback callBack, object? state, long millisecondsTimeOutInterval, bool executeOnlyOnce) =>
        RegisteredWaits.Register(waitObject, callBack, executeOnlyOnce, (handle, call) => ThreadPool.UnsafeRegisterWaitForSingleObject(handle, call, state, millisecondsTimeOutInterval, executeOnlyOnce));

    /// <summary>See <see cref="ThreadPool.UnsafeRegisterWaitForSingleObject(WaitHandle, WaitOrTimerCallback, object, TimeSpan, bool)"/>.</summary>
    public static RegisteredWaitHandle UnsafeRegisterWaitForSingleObject(WaitHandle waitObject, WaitOrTimerCallback callBack, object? state, TimeSpan timeout, bool executeOnlyOnce) =>
        RegisteredWaits.Register(waitObject, callBack, executeOnlyOnce, (handle, call) => ThreadPool.UnsafeRegisterWaitForSingleObject(handle, call, state, timeout, executeOnlyOnce));

    /// <summary>See <see cref="ThreadPool.UnsafeRegisterWaitForSingleObject(WaitHandle, WaitOrTimerCallback, object, uint, bool)"/>.</summary>
    public static RegisteredWaitHandle UnsafeRegisterWaitForSingleObject(WaitHandle waitObject, WaitOrTimerCallback callBack, object? state, uint millisecondsTimeOutInterval, bool executeOnlyOnce) =>
        RegisteredWaits.Register(waitObject, callBack, executeOnlyOnce, (handle, call) => ThreadPool.UnsafeRegisterWaitForSingleObject(handle, call, state, millisecondsTimeOutInterval, executeOnlyOnce));
}

/// <summary>Replaces <see cref="RegisteredWaitHandle"/>'s end of a wait.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[UnsupportedOSPlatform("browser")]
[ShimFor("System.Threading.RegisteredWaitHandle", Untouched = "*")]
public static class RegisteredWaitShims
{
    /// <summary>See <see cref="RegisteredWaitHandle.Unregister(WaitHandle)"/>.</summary>
    public static bool Unregister(RegisteredWaitHandle self, WaitHandle? waitObject) => RegisteredWaits.Unregister(self, waitObject);
}
