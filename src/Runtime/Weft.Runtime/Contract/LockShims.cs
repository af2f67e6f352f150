using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Locks;
using Weft.Runtime.Transactions;

#pragma warning disable CS9216 // What takes it as an object looks for what it is: see LocalGate.

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="Lock"/> in woven code: the lock itself first, then, where it is shared, its lease.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Threading.Lock", Untouched = ".ctor get_IsHeldByCurrentThread")]
public static class LockShims
{
    /// <summary>See <see cref="Lock.Enter"/>.</summary>
    public static void Enter(Lock self) => Enter(self, LockLevel.Write);

    /// <summary>See <see cref="Lock.EnterScope"/>.</summary>
    public static Lock.Scope EnterScope(Lock self) => EnterScope(self, LockLevel.Write);

    /// <summary>See <see cref="Lock.TryEnter()"/>.</summary>
    public static bool TryEnter(Lock self) => TryEnter(self, 0);

    /// <summary>See <see cref="Lock.TryEnter(int)"/>.</summary>
    public static bool TryEnter(Lock self, int millisecondsTimeout) => TryEnter(self, millisecondsTimeout, LockLevel.Write);

    /// <summary>See <see cref="Lock.TryEnter(TimeSpan)"/>.</summary>
    public static bool TryEnter(Lock self, TimeSpan timeout) => TryEnter(self, timeout, LockLevel.Write);

    /// <summary>See <see cref="Lock.Exit"/>.</summary>
    public static void Exit(Lock self)
    {
        if (Activation.IsActive && !UnsharedSections.TryLeave(self, null, ThreadTransaction.Current))
            ClusterMonitor.Leave(self);
        else
            self.Exit();
    }

    internal static void Enter(Lock self, LockLevel level)
    {
        if (!Activation.IsActive)
        {
            self.Enter();
            return;
        }
        HeldLocks locks = ThreadTransaction.Current.Locks;
        if (!self.TryEnter())
            LocalGate.TryEnterSlowly(self, Timeout.Infinite);
        if (!UnsharedSections.TryEnter(self, level, locks))
            ClusterMonitor.Entered(self, level: level);
    }

    internal static Lock.Scope EnterScope(Lock self, LockLevel level)
    {
        if (!Activation.IsActive)
            return self.EnterScope();
        Enter(self, level);
        return LockScopes.Of(self);
    }

    internal static bool TryEnter(Lock self, int milliseconds, LockLevel level)
    {
        if (!Activation.IsActive)
            return self.TryEnter(milliseconds);
        long start = Environment.TickCount64;
        bool isLong = milliseconds is Timeout.Infinite or > LockWaits.PatienceMilliseconds;
        bool taken = self.TryEnter(isLong ? 0 : milliseconds) || (isLong && LocalGate.TryEnterSlowly(self, milliseconds));
        return taken && ClusterMonitor.Entered(self, ClusterMonitor.Left(milliseconds, start), level);
    }

    internal static bool TryEnter(Lock self, TimeSpan timeout, LockLevel level)
    {
        if (!Activation.IsActive)
            return self.TryEnter(timeout);
        return timeout.TotalMilliseconds is >= -1 and <= int.MaxValue ? TryEnter(self, (int)timeout.TotalMilliseconds, level) : self.TryEnter(timeout);
    }
}

/// <summary>Replaces <see cref="Lock.Scope"/> in woven code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Threading.Lock/Scope")]
public static class LockScopeShims
{
    /// <summary>See <see cref="Lock.Scope.Dispose"/>.</summary>
    public static void Dispose(ref Lock.Scope self)
    {
        if (!Activation.IsActive || LockScopes.LockOf(ref self) is not { } held || UnsharedSections.TryLeave(held, null, ThreadTransaction.Current))
        {
            self.Dispose();
            return;
        }
        // As there, before it is left: a scope that threw is not left again.
        self = default;
        ClusterMonitor.Leave(held);
    }
}
