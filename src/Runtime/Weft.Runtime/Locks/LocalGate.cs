using Weft.Protocol;

namespace Weft.Runtime.Locks;

/// <summary>What excludes the threads of one node at a lock object: a <see cref="Lock"/> and a lock with readers by itself, any other object by its monitor. Of a lock with readers this is to write.</summary>
internal static class LocalGate
{
    internal static bool TryEnter(object obj, int milliseconds = 0) => obj switch
    {
        Lock gate => gate.TryEnter(milliseconds),
        ReaderWriterLockSlim slim => slim.TryEnterWriteLock(milliseconds),
        ReaderWriterLock old => TryEnter(old, milliseconds),
        _ => Monitor.TryEnter(obj, milliseconds),
    };

    /// <summary>Waits for a lock that another thread has, so that this can be told when it takes long.</summary>
    internal static bool TryEnterSlowly(object obj, int milliseconds, LockMode mode = LockMode.Write) => LockWaits.Enter(obj, mode, milliseconds, static (target, limit) => TryEnter(target, limit));

    internal static void Exit(object obj)
    {
        switch (obj)
        {
            case Lock gate:
                gate.Exit();
                break;
            case ReaderWriterLockSlim slim:
                slim.ExitWriteLock();
                break;
            case ReaderWriterLock old:
                old.ReleaseWriterLock();
                break;
            default:
                Monitor.Exit(obj);
                break;
        }
    }

    internal static bool IsEntered(object obj) => obj is Lock gate ? gate.IsHeldByCurrentThread : Monitor.IsEntered(obj);

    private static bool TryEnter(ReaderWriterLock old, int milliseconds)
    {
        try
        {
            old.AcquireWriterLock(milliseconds);
            return true;
        }
        catch (ApplicationException)
        {
            // So it says that the time is over.
            return false;
        }
    }
}
