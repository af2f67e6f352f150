using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Locks of the type Lock.</content>
internal static partial class World
{
    private static Lock SharedLock => (Lock)Root!.Anything!;

    /// <summary>Shares a lock that the current thread holds, and leaves it again.</summary>
    internal static void ShareHeldLock(Action held)
    {
        Lock gate = new();
        LockShims.Enter(gate);
        LockShims.Enter(gate);
#pragma warning disable CS9216 // It stays the lock that it is.
        Root!.Anything = gate;
#pragma warning restore CS9216
        LockShims.Exit(gate);
        held();
        LockShims.Exit(gate);
    }

    internal static bool HasLock() => Root!.Anything is Lock;

    internal static bool TryLock(int milliseconds)
    {
        bool taken = LockShims.TryEnter(SharedLock, milliseconds);
        if (taken)
            LockShims.Exit(SharedLock);
        return taken;
    }

    internal static void CountInScopes(int threads, int each) => Run(threads, each, _ =>
    {
        Lock.Scope scope = LockShims.EnterScope(SharedLock);
        try
        {
            Root!.Count++;
        }
        finally
        {
            LockScopeShims.Dispose(ref scope);
        }
    });

    internal static int CountInScope()
    {
        LockShims.Enter(SharedLock);
        try
        {
            return Root!.Count;
        }
        finally
        {
            LockShims.Exit(SharedLock);
        }
    }

    internal static bool EnterLockAsObject()
    {
        bool taken = false;
        object gate = Root!.Anything!;
        try
        {
            MonitorShims.Enter(gate, ref taken);
        }
        catch (NotSupportedException e) when (e.Message.StartsWith("WEFT1350", StringComparison.Ordinal))
        {
            return taken || Monitor.IsEntered(gate);
        }
        return true;
    }
}
