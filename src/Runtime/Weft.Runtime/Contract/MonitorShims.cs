using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="Monitor"/> in woven code: the ordinary monitor first, then, where the object is shared, its lease.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Threading.Monitor", Untouched = "IsEntered get_LockContentionCount")]
public static class MonitorShims
{
    /// <summary>See <see cref="Monitor.Enter(object)"/>.</summary>
    public static void Enter(object obj)
    {
        if (Activation.IsActive)
            ClusterMonitor.Enter(obj);
        else
            Monitor.Enter(obj);
    }

    /// <summary>See <see cref="Monitor.Enter(object, ref bool)"/>.</summary>
    public static void Enter(object obj, ref bool lockTaken)
    {
        if (Activation.IsActive)
            ClusterMonitor.Enter(obj, ref lockTaken);
        else
            Monitor.Enter(obj, ref lockTaken);
    }

    /// <summary>See <see cref="Monitor.Exit(object)"/>.</summary>
    public static void Exit(object obj)
    {
        if (Activation.IsActive)
            ClusterMonitor.Exit(obj);
        else
            Monitor.Exit(obj);
    }

    /// <summary>See <see cref="Monitor.TryEnter(object)"/>.</summary>
    public static bool TryEnter(object obj) => Activation.IsActive ? ClusterMonitor.TryEnter(obj, 0) : Monitor.TryEnter(obj);

    /// <summary>See <see cref="Monitor.TryEnter(object, ref bool)"/>.</summary>
    public static void TryEnter(object obj, ref bool lockTaken)
    {
        if (Activation.IsActive)
            ClusterMonitor.TryEnter(obj, 0, ref lockTaken);
        else
            Monitor.TryEnter(obj, ref lockTaken);
    }

    /// <summary>See <see cref="Monitor.TryEnter(object, int)"/>.</summary>
    public static bool TryEnter(object obj, int millisecondsTimeout) =>
        Activation.IsActive ? ClusterMonitor.TryEnter(obj, millisecondsTimeout) : Monitor.TryEnter(obj, millisecondsTimeout);

    /// <summary>See <see cref="Monitor.TryEnter(object, int, ref bool)"/>.</summary>
    public static void TryEnter(object obj, int millisecondsTimeout, ref bool lockTaken)
    {
        if (Activation.IsActive)
            ClusterMonitor.TryEnter(obj, millisecondsTimeout, ref lockTaken);
        else
            Monitor.TryEnter(obj, millisecondsTimeout, ref lockTaken);
    }

    /// <summary>See <see cref="Monitor.TryEnter(object, TimeSpan)"/>.</summary>
    public static bool TryEnter(object obj, TimeSpan timeout) => TryEnter(obj, Milliseconds(timeout));

    /// <summary>See <see cref="Monitor.TryEnter(object, TimeSpan, ref bool)"/>.</summary>
    public static void TryEnter(object obj, TimeSpan timeout, ref bool lockTaken) => TryEnter(obj, Milliseconds(timeout), ref lockTaken);

    /// <summary>See <see cref="Monitor.Wait(object)"/>.</summary>
    public static bool Wait(object obj) => Wait(obj, Timeout.Infinite);

    /// <summary>See <see cref="Monitor.Wait(object, int)"/>.</summary>
    public static bool Wait(object obj, int millisecondsTimeout) => Activation.IsActive ? ClusterWait.Wait(obj, millisecondsTimeout) : Monitor.Wait(obj, millisecondsTimeout);

    /// <summary>See <see cref="Monitor.Wait(object, TimeSpan)"/>.</summary>
    public static bool Wait(object obj, TimeSpan timeout) => Wait(obj, Milliseconds(timeout));

    /// <summary>See <see cref="Monitor.Wait(object, int, bool)"/>.</summary>
    public static bool Wait(object obj, int millisecondsTimeout, bool exitContext) => Wait(obj, millisecondsTimeout);

    /// <summary>See <see cref="Monitor.Wait(object, TimeSpan, bool)"/>.</summary>
    public static bool Wait(object obj, TimeSpan timeout, bool exitContext) => Wait(obj, Milliseconds(timeout));

    /// <summary>See <see cref="Monitor.Pulse(object)"/>.</summary>
    public static void Pulse(object obj)
    {
        if (Activation.IsActive)
            ClusterWait.Pulse(obj, all: false);
        else
            Monitor.Pulse(obj);
    }

    /// <summary>See <see cref="Monitor.PulseAll(object)"/>.</summary>
    public static void PulseAll(object obj)
    {
        if (Activation.IsActive)
            ClusterWait.Pulse(obj, all: true);
        else
            Monitor.PulseAll(obj);
    }

    internal static int Milliseconds(TimeSpan timeout)
    {
        long milliseconds = (long)timeout.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1, nameof(timeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, int.MaxValue, nameof(timeout));
        return (int)milliseconds;
    }
}
