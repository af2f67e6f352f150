using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Locks with readers, by name and at levels.</content>
internal static partial class World
{
    private const int Read = 1;
    private const int SynchronousWrite = 4;

    internal static void ShareReaders(string kind) => Root!.Anything = kind == "old" ? new ReaderWriterLock() : new ReaderWriterLockSlim();

    internal static bool HasReaders() => Root!.Anything is ReaderWriterLock or ReaderWriterLockSlim;

    /// <summary>Enters a lock, waits until it is told, and leaves.</summary>
    internal static void HoldReaders(string kind, bool write, Action held)
    {
        EnterReaders(kind, write, Timeout.Infinite);
        try
        {
            held();
        }
        finally
        {
            ExitReaders(kind, write);
        }
    }

    /// <summary>Enters and leaves: <c>in</c>, <c>late</c>, <c>interrupted</c>, and whether the lock is held afterwards.</summary>
    internal static string VisitReaders(string kind, bool write, int milliseconds)
    {
        string result;
        try
        {
            result = EnterReaders(kind, write, milliseconds) ? "in" : "late";
            if (result == "in")
                ExitReaders(kind, write);
        }
        catch (ThreadInterruptedException)
        {
            result = "interrupted";
        }
        object anything = Root!.Anything!;
        bool held = anything is ReaderWriterLockSlim slim ? slim.IsReadLockHeld || slim.IsWriteLockHeld : anything is ReaderWriterLock { IsReaderLockHeld: true } or ReaderWriterLock { IsWriterLockHeld: true };
        return $"{result} {held} {Transactions.ThreadTransaction.Current.Locks.Count}";
    }

    /// <summary>Reads under the lock, waits until it is told, and then wants to write.</summary>
    internal static string Upgrade(string kind, Action reads)
    {
        EnterAt(kind, Read);
        try
        {
            reads();
            EnterAt(kind, 0);
            Root!.Count++;
            ExitAt(kind, 0);
            return "wrote";
        }
        catch (LockUpgradeException e)
        {
            return e.Message[..8];
        }
        finally
        {
            ExitAt(kind, Read);
        }
    }

    internal static void ReadOnce(string kind)
    {
        EnterAt(kind, Read);
        ExitAt(kind, Read);
    }

    internal static void WriteDurably(int count)
    {
        object gate = Root!.Gate;
        LeveledLocks.Enter(gate, SynchronousWrite);
        Root.Count = count;
        MonitorShims.Exit(gate);
    }

    internal static long LockReturns() => Activation.Node.Leases.Counts.Returns;

    internal static void ReturnIdle() => Activation.Node.Leases.ReturnIdle();

    /// <summary>Uses the lock without rest until it is told to stop.</summary>
    internal static int Hammer(Func<bool> goesOn)
    {
        int sections = 0;
        for (; goesOn(); sections++)
        {
            MonitorShims.Enter(Root!.Gate);
            Root.Count++;
            MonitorShims.Exit(Root.Gate);
        }
        return sections;
    }

    private static void EnterAt(string kind, int level)
    {
        if (kind == "named")
            LeveledLocks.EnterNamed("upgraded", level);
        else
            LeveledLocks.Enter(Root!.Gate, level);
    }

    private static void ExitAt(string kind, int level)
    {
        if (kind == "named")
            LeveledLocks.ExitNamed("upgraded", level);
        else
            MonitorShims.Exit(Root!.Gate);
    }

    private static bool EnterReaders(string kind, bool write, int milliseconds)
    {
        if (kind == "slim")
        {
            ReaderWriterLockSlim slim = (ReaderWriterLockSlim)Root!.Anything!;
            return write ? ReaderWriterLockSlimShims.TryEnterWriteLock(slim, milliseconds) : ReaderWriterLockSlimShims.TryEnterReadLock(slim, milliseconds);
        }
        ReaderWriterLock old = (ReaderWriterLock)Root!.Anything!;
        try
        {
            if (write)
                ReaderWriterLockShims.AcquireWriterLock(old, milliseconds);
            else
                ReaderWriterLockShims.AcquireReaderLock(old, milliseconds);
            return true;
        }
        catch (ApplicationException e) when (e.HResult == unchecked((int)0x800705B4))
        {
            return false;
        }
    }

    private static void ExitReaders(string kind, bool write)
    {
        switch (Root!.Anything)
        {
            case ReaderWriterLockSlim slim when write:
                ReaderWriterLockSlimShims.ExitWriteLock(slim);
                break;
            case ReaderWriterLockSlim slim:
                ReaderWriterLockSlimShims.ExitReadLock(slim);
                break;
            case ReaderWriterLock old when write:
                ReaderWriterLockShims.ReleaseWriterLock(old);
                break;
            case ReaderWriterLock old:
                ReaderWriterLockShims.ReleaseReaderLock(old);
                break;
            default:
                throw new InvalidOperationException($"{kind} is not there.");
        }
    }
}
