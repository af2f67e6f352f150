using System.ComponentModel;
using System.Diagnostics;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="Monitor"/> in woven code: the ordinary monitor first, then, where the object is shared, its lease.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Threading.Monitor", Untouched = "IsEntered get_LockContentionCount")]
public static class MonitorShims
{
    /// <summary>See <see cref="Monitor.Enter(object)"/>.</summary>
    public static void Enter(object obj) => Monitor.Enter(obj);

    /// <summary>See <see cref="Monitor.Enter(object, ref bool)"/>.</summary>
    public static void Enter(object obj, ref bool lockTaken) => Monitor.Enter(obj, ref lockTaken);

    /// <summary>See <see cref="Monitor.Exit(object)"/>.</summary>
    public static void Exit(object obj) => Monitor.Exit(obj);

    /// <summary>See <see cref="Monitor.TryEnter(object)"/>.</summary>
    public static bool TryEnter(object obj) => Monitor.TryEnter(obj);

    /// <summary>See <see cref="Monitor.TryEnter(object, ref bool)"/>.</summary>
    public static void TryEnter(object obj, ref bool lockTaken) => Monitor.TryEnter(obj, ref lockTaken);

    /// <summary>See <see cref="Monitor.TryEnter(object, int)"/>.</summary>
    public static bool TryEnter(object obj, int millisecondsTimeout) => Monitor.TryEnter(obj, millisecondsTimeout);

    /// <summary>See <see cref="Monitor.TryEnter(object, int, ref bool)"/>.</summary>
    public static void TryEnter(object obj, int millisecondsTimeout, ref bool lockTaken) => Monitor.TryEnter(obj, millisecondsTimeout, ref lockTaken);

    /// <summary>See <see cref="Monitor.TryEnter(object, TimeSpan)"/>.</summary>
    public static bool TryEnter(object obj, TimeSpan timeout) => Monitor.TryEnter(obj, timeout);

    /// <summary>See <see cref="Monitor.TryEnter(object, TimeSpan, ref bool)"/>.</summary>
    public static void TryEnter(object obj, TimeSpan timeout, ref bool lockTaken) => Monitor.TryEnter(obj, timeout, ref lockTaken);
}
