using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Locks;

/// <summary>
/// What the current thread waits for, so that the hub can find threads that wait for each other. A thread that has waited for a second notes where it is, which no other thread could do for
/// it, and says so.
/// </summary>
internal static class LockWaits
{
    internal const int PatienceMilliseconds = 1000;

    private static readonly ConditionalWeakTable<object, LocalLock> Locals = [];
    private static long _lastLocal;
    private static long _lastWait;

    /// <summary>The current thread begins to wait.</summary>
    /// <param name="obj">The lock object.</param>
    /// <param name="lease">The lock of the cluster, if the caller knows it.</param>
    /// <param name="mode">What the thread wants.</param>
    /// <returns>Ends the wait when it is disposed.</returns>
    internal static Scope Begin(object obj, LeasedLock? lease, LockMode mode)
    {
        ThreadTransaction transaction = ThreadTransaction.Current;
        Scope scope = new(transaction, transaction.Waits);
        transaction.Waits = new Wait(obj, lease, mode, (ulong)Interlocked.Increment(ref _lastWait));
        return scope;
    }

    /// <summary>Waits for a lock of this node; after a while it is noted where.</summary>
    /// <param name="obj">The lock object.</param>
    /// <param name="mode">What the thread wants.</param>
    /// <param name="milliseconds">How long, or -1.</param>
    /// <param name="tryEnter">Waits for some time.</param>
    internal static bool Enter(object obj, LockMode mode, int milliseconds, Func<object, int, bool> tryEnter)
    {
        if (milliseconds is >= 0 and <= PatienceMilliseconds)
            return tryEnter(obj, milliseconds);
        using Scope scope = Begin(obj, null, mode);
        if (tryEnter(obj, PatienceMilliseconds))
            return true;
        Stall();
        return tryEnter(obj, milliseconds < 0 ? Timeout.Infinite : milliseconds - PatienceMilliseconds);
    }

    /// <summary>The current thread has waited for long.</summary>
    internal static void Stall()
    {
        if (ThreadTransaction.Current.Waits is not { Stack: null } wait)
            return;
        Note(wait);
        try
        {
            if (!Activation.HasLeft)
                Activation.Joined?.Outbound.Post(new LockStalled());
        }
        catch (ClusterUnavailableException e)
        {
            Activation.Joined?.Log.Debug($"a deadlock would not be found: {e.Message}");
        }
    }

    /// <summary>Notes where the current thread is, before it begins a wait in which it cannot.</summary>
    internal static void Note(Wait wait)
    {
        wait.Lease ??= LeaseOf(wait.Object);
        wait.Stack = new StackTrace(fNeedFileInfo: true).ToString().TrimEnd();
    }

    /// <summary>All threads of this node that have waited for long. For any thread.</summary>
    internal static IReadOnlyList<WaitingThread> Snapshot()
    {
        List<WaitingThread> threads = [];
        foreach (ThreadTransaction each in ThreadTransaction.Everyone())
        {
            if (each.Waits is not { Stack: { } stack } wait || !wait.IsForLock)
                continue;
            List<(LockKey, LockMode)> holds = [];
            each.Locks.CopyTo(holds, KeyOf);
            // While its wait goes on the thread changes nothing of what was read.
            if (ReferenceEquals(each.Waits, wait))
                threads.Add(new(each.Thread.ManagedThreadId, each.Thread.Name ?? "", wait.Number, KeyOf(wait.Object, wait.Lease), wait.Mode, Describe(wait), stack, holds));
        }
        return threads;
    }

    private static LeasedLock? LeaseOf(object obj) => obj is NamedLock named ? named.Lease : LeasedLock.Find(obj);

    private static LockKey KeyOf(object obj, LeasedLock? lease) =>
        lease is not null ? new(lease.Id, 0) : new(null, Locals.GetValue(obj, static _ => new LocalLock((ulong)Interlocked.Increment(ref _lastLocal))).Number);

    private static string Describe(Wait wait) => wait.Object is NamedLock named ? $"the lock '{named.Gate.Name}'" : $"a lock on {wait.Object.GetType()}{(wait.Lease is { } lease ? $" #{lease.Id}" : "")}";

    /// <summary>One wait of a thread.</summary>
    internal sealed class Wait(object obj, LeasedLock? lease, LockMode mode, ulong number)
    {
        private volatile string? _stack;
        private long _inactiveUntil;

        internal object Object { get; } = obj;

        internal LeasedLock? Lease { get; set; } = lease;

        internal LockMode Mode { get; } = mode;

        internal ulong Number { get; } = number;

        /// <summary>Where the thread waits; null as long as that has not taken long.</summary>
        internal string? Stack { get => _stack; set => _stack = value; }

        /// <summary>For a thread that waits for a pulse first: when that ends, in ticks of the system.</summary>
        internal long InactiveUntil { get => Volatile.Read(ref _inactiveUntil); set => Volatile.Write(ref _inactiveUntil, value); }

        /// <summary>Whether it is the lock that it waits for.</summary>
        internal bool IsForLock => InactiveUntil <= Environment.TickCount64;
    }

    /// <summary>The end of a wait.</summary>
    internal readonly struct Scope(ThreadTransaction transaction, Wait? outer) : IDisposable
    {
        public void Dispose() => transaction.Waits = outer;
    }

    private sealed record LocalLock(ulong Number);
}
