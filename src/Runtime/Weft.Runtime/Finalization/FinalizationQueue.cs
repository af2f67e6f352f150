using System.Runtime.CompilerServices;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Finalization;

/// <summary>
/// Finalizers of woven classes that may use what is shared, in the order in which the garbage collector came to them. A thread of the runtime runs them one by one, as the finalizer thread would,
/// so that whatever they wait for holds up only each other. An exception that leaves one ends the process, as it does there.
/// </summary>
internal static class FinalizationQueue
{
    private const int IdleMilliseconds = 10_000;
    private static readonly object Gate = new();
    private static readonly Queue<Action> Waiting = new();
    private static Thread? _worker;
    private static long _queued;
    private static long _ended;

    /// <summary>Whether the current thread is the one that runs them.</summary>
    internal static bool IsWorker => Volatile.Read(ref _worker) == Thread.CurrentThread;

    /// <summary>Whether there are some that have not run.</summary>
    internal static bool IsBusy
    {
        get
        {
            lock (Gate)
                return _ended < _queued;
        }
    }

    /// <summary>Queues a finalizer, which keeps its instance alive.</summary>
    internal static void Add(Action finalizer)
    {
        lock (Gate)
        {
            Waiting.Enqueue(finalizer);
            _queued++;
            if (_worker is null)
            {
                _worker = new Thread(Run) { IsBackground = true, Name = "weft finalizers" };
                _worker.Start();
            }
            else
            {
                Monitor.PulseAll(Gate);
            }
        }
    }

    /// <summary>Waits until those that are queued now have run.</summary>
    /// <param name="limit">How long at most; null: as long as they take, as the framework's own wait for finalizers does. Thread interruption ends it.</param>
    /// <returns>How many have not.</returns>
    internal static long Await(TimeSpan? limit)
    {
        if (IsWorker)
            return 0;
        long start = Environment.TickCount64;
        lock (Gate)
        {
            long wanted = _queued;
            while (_ended < wanted)
            {
                int left = limit is { } most ? (int)Math.Min(int.MaxValue, most.TotalMilliseconds - (Environment.TickCount64 - start)) : Timeout.Infinite;
                if (limit is not null && left <= 0)
                    break;
                Monitor.Wait(Gate, left);
            }
            return Math.Max(0, wanted - _ended);
        }
    }

    private static void Run()
    {
        while (RunOne())
            continue;
    }

    // In a method of its own, so that the thread does not keep the instance until the next one comes.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool RunOne()
    {
        if (Uninterrupted.Get(0, static _ => Next()) is not { } finalizer)
            return false;
        finalizer();
        Uninterrupted.Do(0, static _ => NoteEnd());
        return true;
    }

    // An interruption is for what the next finalizer waits for, as on the finalizer thread.
    private static Action? Next()
    {
        lock (Gate)
        {
            while (true)
            {
                if (Waiting.TryDequeue(out Action? finalizer))
                    return finalizer;
                if (Monitor.Wait(Gate, IdleMilliseconds) || Waiting.Count != 0)
                    continue;
                _worker = null;
                return null;
            }
        }
    }

    private static void NoteEnd()
    {
        lock (Gate)
        {
            _ended++;
            Monitor.PulseAll(Gate);
        }
    }
}
