using System.Collections.Concurrent;
using System.Reflection;
using System.Threading.Channels;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Waits that end before their time.</content>
internal static partial class World
{
    private const string NamedForWaits = "endured";
    private const int Write = 0;

    /// <summary>Shares what a wait is for, in a state in which it would last for ever.</summary>
    internal static void ShareForWait(string kind) => Root!.Anything = kind switch
    {
        "monitor" or "named read" or "named write" => Root.Anything,
#pragma warning disable CS9216 // It stays the lock that it is.
        "lock" => new Lock(),
#pragma warning restore CS9216
        "slim" => new ReaderWriterLockSlim(),
        "old" => new ReaderWriterLock(),
        "semaphore" => SemaphoreShims.Create(0, 1_000_000),
        "slim event" => SlimEventShims.Create(),
        "automatic event" => new AutoResetEvent(false),
        "manual event" => new ManualResetEvent(false),
        "countdown" => CountdownShims.Create(1),
        "barrier" => BarrierShims.Create(2),
        "take" => BlockingCollectionShims<int>.Create(),
        "add" => FullCollection(),
        "read" or "await item" => ChannelShims.CreateUnbounded<int>(),
        _ => FullChannel(),
    };

    /// <summary>Interrupts a thread that makes a graph shared, in a lock of the runtime's own that it meets there.</summary>
    /// <param name="at">Which lock.</param>
    /// <returns>What the thread was told; empty for nothing.</returns>
    internal static string InterruptSharing(string at)
    {
        Item root = Root!;
        Lock gate = at switch
        {
            "identity map" => Private(typeof(IdentityMap), "_gate", Activation.Node.Objects),
            "numbers" => Private(typeof(HeaderSlots), "Gate", null),
            _ => Private(typeof(Weft.Runtime.Barriers.AtomicSections), "Gate", null),
        };
        return InterruptAt(gate, () => root.Next = new Item { Name = at, Anything = new List<Item> { new() { Name = "within" } } });
    }

    private static Lock Private(Type type, string field, object? instance) => (Lock)type.GetField(field, BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)!.GetValue(instance)!;

    private static string InterruptAt(Lock gate, Action work)
    {
        string told = "";
        Thread working = new(() =>
        {
            try
            {
                work();
            }
            catch (Exception e)
            {
                told = e.GetType().Name;
            }
        })
        { IsBackground = true };
        using (gate.EnterScope())
        {
            working.Start();
            SpinWait.SpinUntil(() => (working.ThreadState & ThreadState.WaitSleepJoin) != 0);
            working.Interrupt();
            SpinWait.SpinUntil(() => (working.ThreadState & ThreadState.WaitSleepJoin) == 0, 20);
        }
        working.Join();
        return told;
    }

    internal static string SharedInSpite() => $"{Root!.Next?.Name} {(Root.Next?.Anything as List<Item>)?[0].Name}";

    /// <summary>Whether the node has what the wait is for, in the place of the number that was there.</summary>
    internal static bool HasForWait(string kind) => kind is "monitor" or "named read" or "named write" || Root!.Anything is not (null or int);

    /// <summary>Holds the lock that is waited for until it is told; nothing is held of what is no lock.</summary>
    internal static void HoldForWait(string kind, Action held)
    {
        switch (kind)
        {
            case "monitor":
                MonitorShims.Enter(Root!.Gate);
                held();
                MonitorShims.Exit(Root.Gate);
                break;
            case "lock":
                LockShims.Enter((Lock)Root!.Anything!);
                held();
                LockShims.Exit((Lock)Root.Anything!);
                break;
            case "named read" or "named write":
                LeveledLocks.EnterNamed(NamedForWaits, Write);
                held();
                LeveledLocks.ExitNamed(NamedForWaits, Write);
                break;
            default:
                held();
                break;
        }
    }

    /// <summary>Waits, and tells how that ended and how many locks the thread is in then.</summary>
    internal static string Endure(string kind, CancellationToken token)
    {
        string how;
        try
        {
            WaitFor(kind, token);
            how = "done";
        }
        catch (ThreadInterruptedException)
        {
            how = "interrupted";
        }
        catch (OperationCanceledException e)
        {
            how = e.CancellationToken == token ? "cancelled" : "cancelled by another token";
        }
        return $"{how} {ThreadTransaction.Current.Locks.Count}";
    }

    /// <summary>Waits without a thread, and tells how that ended.</summary>
    internal static async Task<string> EndureAsync(string kind, CancellationToken token)
    {
        try
        {
            await (kind switch
            {
                "semaphore" => SemaphoreShims.WaitAsync(SharedSemaphore, token),
                "read" => SharedInts.Reader.ReadAsync(token).AsTask(),
                "await item" => SharedInts.Reader.WaitToReadAsync(token).AsTask(),
                "write" => SharedInts.Writer.WriteAsync(2, token).AsTask(),
                _ => SharedInts.Writer.WaitToWriteAsync(token).AsTask(),
            });
            return "done";
        }
        catch (OperationCanceledException e)
        {
            return e.CancellationToken == token ? "cancelled" : "cancelled by another token";
        }
    }

    /// <summary>Does what the wait was for, and tells what is there: a wait that lived on would have taken it.</summary>
    internal static string GiveWhatWasWaitedFor(string kind)
    {
        switch (Root!.Anything)
        {
            case SemaphoreSlim semaphore when kind == "semaphore":
                SemaphoreShims.Release(semaphore);
                return $"{SemaphoreShims.get_CurrentCount(semaphore)}";
            case AutoResetEvent automatic:
                EventWaitHandleShims.Set(automatic);
                return $"{(WaitHandleShims.WaitOne(automatic, 0) ? 1 : 0)}";
            case Barrier barrier:
                return $"{BarrierShims.get_ParticipantsRemaining(barrier) - 1}";
            case BlockingCollection<int> collection when kind == "take":
                BlockingCollectionShims<int>.Add(collection, 1);
                return $"{BlockingCollectionShims<int>.get_Count(collection)}";
            case BlockingCollection<int> collection:
                BlockingCollectionShims<int>.Take(collection);
                return $"{1 - BlockingCollectionShims<int>.get_Count(collection)}";
            case Channel<int> channel when kind is "read" or "await item":
                channel.Writer.TryWrite(1);
                return $"{channel.Reader.Count}";
            case Channel<int> channel:
                channel.Reader.TryRead(out _);
                return $"{1 - channel.Reader.Count}";
            default:
                return "1";
        }
    }

    /// <summary>Takes permits, and lets itself be interrupted, until it is told to stop; gives the number of permits taken.</summary>
    internal static int TakePermits(Func<bool> goesOn)
    {
        int taken = 0;
        while (goesOn())
        {
            try
            {
                taken += SemaphoreShims.Wait(SharedSemaphore, 50) ? 1 : 0;
            }
            catch (ThreadInterruptedException)
            {
                // That is what it is here for.
            }
        }
        return taken;
    }

    /// <summary>Counts under a lock, and lets itself be interrupted, until it is told to stop; gives how often it has counted, and how often the interruption struck where in one process it never does.</summary>
    internal static (int Counted, int Astray) CountUnder(string kind, Func<bool> goesOn)
    {
        (int counted, int astray) = (0, 0);
        while (goesOn())
        {
            try
            {
                EnterOne(kind);
            }
            catch (ThreadInterruptedException)
            {
                continue;
            }
            try
            {
                Root!.Count++;
                counted++;
                ExitOne(kind);
            }
            catch (ThreadInterruptedException)
            {
                astray++;
            }
        }
        // Not yet delivered: it is for whoever waits next on this thread.
        try
        {
            Thread.Sleep(0);
        }
        catch (ThreadInterruptedException)
        {
            // Here it is.
        }
        return (counted, astray);
    }

    private static void EnterOne(string kind)
    {
        switch (kind)
        {
            case "monitor":
                MonitorShims.Enter(Root!.Gate);
                break;
            case "lock":
                LockShims.Enter((Lock)Root!.Anything!);
                break;
            case "named write":
                LeveledLocks.EnterNamed(NamedForWaits, Write);
                break;
            default:
                EnterReaders(kind, write: true, Timeout.Infinite);
                break;
        }
    }

    private static void ExitOne(string kind)
    {
        switch (kind)
        {
            case "monitor":
                MonitorShims.Exit(Root!.Gate);
                break;
            case "lock":
                LockShims.Exit((Lock)Root!.Anything!);
                break;
            case "named write":
                LeveledLocks.ExitNamed(NamedForWaits, Write);
                break;
            default:
                ExitReaders(kind, write: true);
                break;
        }
    }

    private static Channel<int> SharedInts => (Channel<int>)Root!.Anything!;

    private static void WaitFor(string kind, CancellationToken token)
    {
        object? anything = Root!.Anything;
        switch (kind)
        {
            case "monitor":
                MonitorShims.Enter(Root.Gate);
                MonitorShims.Exit(Root.Gate);
                break;
            case "lock":
                LockShims.Enter((Lock)anything!);
                LockShims.Exit((Lock)anything!);
                break;
            case "named read" or "named write":
                LeveledLocks.EnterNamed(NamedForWaits, kind == "named read" ? Read : Write);
                LeveledLocks.ExitNamed(NamedForWaits, kind == "named read" ? Read : Write);
                break;
            case "semaphore":
                SemaphoreShims.Wait(SharedSemaphore, token);
                break;
            case "slim event":
                SlimEventShims.Wait((ManualResetEventSlim)anything!, token);
                break;
            case "countdown":
                CountdownShims.Wait((CountdownEvent)anything!, token);
                break;
            case "barrier":
                BarrierShims.SignalAndWait((Barrier)anything!, token);
                break;
            case "take":
                BlockingCollectionShims<int>.Take((BlockingCollection<int>)anything!, token);
                break;
            case "add":
                BlockingCollectionShims<int>.Add((BlockingCollection<int>)anything!, 2, token);
                break;
            default:
                WaitHandleShims.WaitOne((WaitHandle)anything!);
                break;
        }
    }

    private static BlockingCollection<int> FullCollection()
    {
        BlockingCollection<int> full = BlockingCollectionShims<int>.Create(1);
        BlockingCollectionShims<int>.Add(full, 1);
        return full;
    }

    private static Channel<int> FullChannel()
    {
        Channel<int> full = ChannelShims.CreateBounded<int>(1);
        full.Writer.TryWrite(1);
        return full;
    }
}
