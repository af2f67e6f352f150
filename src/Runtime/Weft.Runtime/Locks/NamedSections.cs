using Weft.Protocol;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Locks;

/// <summary>Sections of locks that the configuration names, around methods.</summary>
internal static class NamedSections
{
    internal static void Enter(NamedLock named, LockLevel level)
    {
        HeldLocks held = ThreadTransaction.Current.Locks;
        LockMode has = held.ModeOf(named);
        LockMode wants = level.Mode();
        if (wants > has)
            EnterGate(named, has, wants);
        bool entered = false;
        try
        {
            if (Activation.IsActive)
                SharedSections.TryEnter(named, level, null);
            else
                held.Push(named, null, level);
            entered = true;
        }
        finally
        {
            if (!entered && wants > has)
                ExitGate(named.Gate, has, wants);
        }
    }

    internal static void Exit(NamedLock named, LockLevel level)
    {
        ThreadTransaction transaction = ThreadTransaction.Current;
        LockMode before = transaction.Locks.ModeOf(named);
        bool left = Activation.IsActive ? SharedSections.Leave(named, level) : transaction.Locks.TryPop(named, level, out _);
        LockMode after = transaction.Locks.ModeOf(named);
        if (left && after < before)
            ExitGate(named.Gate, after, before);
        if (level == LockLevel.SynchronousWrite && Activation.IsActive)
            ClusterMonitor.WaitUntilDurable(transaction);
    }

    private static void EnterGate(NamedLock named, LockMode has, LockMode wants)
    {
        using LockWaits.Scope waits = LockWaits.Begin(named, named.Lease, wants);
        if (has == LockMode.None)
        {
            named.Gate.Enter(wants == LockMode.Write);
            return;
        }
        named.Lease.Upgrades(begins: true);
        try
        {
            named.Gate.Upgrade();
        }
        finally
        {
            named.Lease.Upgrades(begins: false);
        }
    }

    private static void ExitGate(ReaderWriterGate gate, LockMode has, LockMode had)
    {
        if (has == LockMode.None)
            gate.Exit(had == LockMode.Write);
        else
            gate.Downgrade();
    }
}
