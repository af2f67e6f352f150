using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Contract;

/// <summary>
/// Locks for which the configuration gives a level: those of <see cref="Monitor"/> and <see cref="Lock"/> as the shims enter them, with the level behind the arguments, and locks by name.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class LeveledLocks
{
    /// <summary>Takes a lock by name, around a method.</summary>
    public static void EnterNamed(string name, int level) => NamedSections.Enter(NamedLock.Of(name), (LockLevel)level);

    /// <summary>Leaves it.</summary>
    public static void ExitNamed(string name, int level) => NamedSections.Exit(NamedLock.Of(name), (LockLevel)level);

    /// <summary>See <see cref="MonitorShims.Enter(object)"/>.</summary>
    public static void Enter(object obj, int level)
    {
        if (Activation.IsActive)
            ClusterMonitor.Enter(obj, (LockLevel)level);
        else
            Monitor.Enter(obj);
    }

    /// <summary>See <see cref="MonitorShims.Enter(object, ref bool)"/>.</summary>
    public static void Enter(object obj, ref bool lockTaken, int level)
    {
        if (Activation.IsActive)
            ClusterMonitor.Enter(obj, ref lockTaken, (LockLevel)level);
        else
            Monitor.Enter(obj, ref lockTaken);
    }

    /// <summary>See <see cref="MonitorShims.TryEnter(object)"/>.</summary>
    public static bool TryEnter(object obj, int level) => Activation.IsActive ? ClusterMonitor.TryEnter(obj, 0, (LockLevel)level) : Monitor.TryEnter(obj);

    /// <summary>See <see cref="MonitorShims.TryEnter(object, ref bool)"/>.</summary>
    public static void TryEnter(object obj, ref bool lockTaken, int level)
    {
        if (Activation.IsActive)
            ClusterMonitor.TryEnter(obj, 0, ref lockTaken, (LockLevel)level);
        else
            Monitor.TryEnter(obj, ref lockTaken);
    }

    /// <summary>See <see cref="MonitorShims.TryEnter(object, int)"/>.</summary>
    public static bool TryEnter(object obj, int millisecondsTimeout, int level) =>
        Activation.IsActive ? ClusterMonitor.TryEnter(obj, millisecondsTimeout, (LockLevel)level) : Monitor.TryEnter(obj, millisecondsTimeout);

    /// <summary>See <see cref="MonitorShims.TryEnter(object, int, ref bool)"/>.</summary>
    public static void TryEnter(object obj, int millisecondsTimeout, ref bool lockTaken, int level)
    {
        if (Activation.IsActive)
            ClusterMonitor.TryEnter(obj, millisecondsTimeout, ref lockTaken, (LockLevel)level);
        else
            Monitor.TryEnter(obj, millisecondsTimeout, ref lockTaken);
    }

    /// <summary>See <see cref="MonitorShims.TryEnter(object, TimeSpan)"/>.</summary>
    public static bool TryEnter(object obj, TimeSpan timeout, int level) => TryEnter(obj, MonitorShims.Milliseconds(timeout), level);

    /// <summary>See <see cref="MonitorShims.TryEnter(object, TimeSpan, ref bool)"/>.</summary>
    public static void TryEnter(object obj, TimeSpan timeout, ref bool lockTaken, int level) => TryEnter(obj, MonitorShims.Milliseconds(timeout), ref lockTaken, level);

    /// <summary>See <see cref="LockShims.Enter(Lock)"/>.</summary>
    public static void Enter(Lock self, int level) => LockShims.Enter(self, (LockLevel)level);

    /// <summary>See <see cref="LockShims.EnterScope(Lock)"/>.</summary>
    public static Lock.Scope EnterScope(Lock self, int level) => LockShims.EnterScope(self, (LockLevel)level);

    /// <summary>See <see cref="LockShims.TryEnter(Lock)"/>.</summary>
    public static bool TryEnter(Lock self, int level) => LockShims.TryEnter(self, 0, (LockLevel)level);

    /// <summary>See <see cref="LockShims.TryEnter(Lock, int)"/>.</summary>
    public static bool TryEnter(Lock self, int millisecondsTimeout, int level) => LockShims.TryEnter(self, millisecondsTimeout, (LockLevel)level);

    /// <summary>See <see cref="LockShims.TryEnter(Lock, TimeSpan)"/>.</summary>
    public static bool TryEnter(Lock self, TimeSpan timeout, int level) => LockShims.TryEnter(self, timeout, (LockLevel)level);
}
