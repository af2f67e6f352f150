using System.Runtime.CompilerServices;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Finalization;

/// <summary>
/// Finalizers of woven classes that may use what is shared, in the order in which the garbage collector came to them. A thread of the runtime runs them one by one, as the finalizer thread would,
/// so that whatever they wait for holds up only each other. An exception that leaves one ends the process, as it does there.
/// </summary>
internal sealed class FinalizationQueue
{
    private const int IdleMilliseconds = 10_000;
    private readonly object _gate = new();
    private readonly Queue<Action> _waiting = new();
    private Thread? _worker;
    private long _queued;
    private long _ended;

    /// <summary>Whether the current thread is the one that runs them.</summary>
    internal bool IsWorker => Volatile.Read(ref _worker) == Thread.CurrentThread;

    /// <summary>Whether there are some that have not run.</summary>
    internal bool IsBusy
    {
        get
        {
            lock (_gate)
                return _ended < _queued;
        }
    }

    /// <summary>Queues a finalizer, which keeps its instance alive.</summary>
    internal void Add(Action finalizer)
    {
        lock (_gate)
        {
            _waiting.Enqueue(finalizer);
            _queued++;
            if (_worker is null)
            {
                _worker = new Thread(Run) { IsBackground = true, Name = "weft finalizers" };
                _worker.Start();
            }
            else
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Waits until those that are queued now have run.</summary>
    /// <param name="limit">How long at most; null: as long as they take, as the framework's own wait for finalizers does. Thread interruption ends it.</param>
    /// <returns>How many have not.</returns>
    internal long Await(TimeSpan? limit)
    {
        if (IsWorker)
            return 0;
        long start = Environment.TickCount64;
        lock (_gate)
        {
            long wanted = _queued;
            while (_ended < wanted)
            {
                int left = limit is { } most ? (int)Math.Min(int.MaxValue, most.TotalMilliseconds - (Environment.TickCount64 - start)) : Timeout.Infinite;
                if (limit is not null && left <= 0)
                    break;
                Monitor.Wait(_gate, left);
            }
            return Math.Max(0, wanted - _ended);
        }
    }

    private void Run()
    {
        while (RunOne())
            continue;
    }

    // In a method of its own, so that the thread does not keep the instance until the next one comes.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RunOne()
    {
        if (Uninterrupted.Get(this, static queue => queue.Next()) is not { } finalizer)
            return false;
        finalizer();
        Uninterrupted.Do(this, static queue => queue.NoteEnd());
        return true;
    }

    // An interruption is for what the next finalizer waits for, as on the finalizer thread.
    private Action? Next()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_waiting.TryDequeue(out Action? finalizer))
                    return finalizer;
                if (Monitor.Wait(_gate, IdleMilliseconds) || _waiting.Count != 0)
                    continue;
                _worker = null;
                return null;
            }
        }
    }

    private void NoteEnd()
    {
        lock (_gate)
        {
            _ended++;
            Monitor.PulseAll(_gate);
        }
    }
}
