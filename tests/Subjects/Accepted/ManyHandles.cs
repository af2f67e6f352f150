namespace Accepted;

#pragma warning disable CA1001 // It lives as long as its process.
/// <summary>Waits for several handles at once, some of them events in shared fields, and callbacks of the thread pool.</summary>
public sealed class ManyHandles : Construct
{
    private readonly AutoResetEvent _auto = new(false);
    private readonly AutoResetEvent _other = new(false);
    private readonly ManualResetEvent _manual = new(false);
    private readonly ManualResetEvent _second = new(false);
    private readonly ManualResetEventSlim _slim = new();
    private readonly CountdownEvent _countdown = new(1);
    private int _calls;

    public override string Act() => $"{Any()} | {All()} | {Signal()} | {Handles()} | {Registered()} | {Wrong()}";

    public override string Show() => $"{_auto.WaitOne(0)} {_other.WaitOne(0)} {_manual.WaitOne(0)} {_calls}";

    private string Any()
    {
        using AutoResetEvent own = new(false);
        int none = WaitHandle.WaitAny([_auto, own, _manual], 5);
        _auto.Set();
        int taken = WaitHandle.WaitAny([_manual, _auto, own]);
        bool left = _auto.WaitOne(0);
        own.Set();
        int here = WaitHandle.WaitAny([_auto, own], TimeSpan.FromSeconds(10));
        _manual.Set();
        _auto.Set();
        int lowest = WaitHandle.WaitAny([_manual, _auto], 10_000, false);
        bool kept = _auto.WaitOne(0);
        _manual.Reset();
        Task<int> waiter = Task.Run(() => WaitHandle.WaitAny([own, _auto, _other, _manual], 10_000));
        _other.Set();
        int woken = waiter.Result;
        waiter = Task.Run(() => WaitHandle.WaitAny([_auto, own], 10_000));
        own.Set();
        return $"{none == WaitHandle.WaitTimeout} {taken} {left} {here} {lowest} {kept} {woken} {_other.WaitOne(0)} {waiter.Result} {_auto.WaitOne(0)}";
    }

    private string All()
    {
        using ManualResetEvent own = new(false);
        _manual.Set();
        bool early = WaitHandle.WaitAll([_manual, _second, own], 5);
        Task<bool> waiter = Task.Run(() => WaitHandle.WaitAll([_manual, _second, own], TimeSpan.FromSeconds(10)));
        own.Set();
        _second.Set();
        bool all = waiter.Result && WaitHandle.WaitAll([_second, _manual]);
        _manual.Reset();
        _second.Reset();
        return $"{early} {all} {WaitHandle.WaitAll([_manual, _second], 0)}";
    }

    private string Signal()
    {
        Task<bool> waiter = Task.Run(() => _auto.WaitOne(10_000) && WaitHandle.SignalAndWait(_other, _auto, 10_000, false));
        bool answered = WaitHandle.SignalAndWait(_auto, _other, TimeSpan.FromSeconds(10), false);
        _auto.Set();
        bool both = waiter.Result;
        using Semaphore full = new(1, 1);
        using Mutex mutex = new(true);
        bool taken = WaitHandle.SignalAndWait(mutex, _auto, 5, false);
        return $"{answered} {both} {taken} {Failure(() => WaitHandle.SignalAndWait(full, _auto, 0, false))} {Failure(() => WaitHandle.SignalAndWait(_auto, null!))} {_auto.WaitOne(0)}";
    }

    private string Handles()
    {
        WaitHandle slim = _slim.WaitHandle, countdown = _countdown.WaitHandle;
        bool before = slim.WaitOne(0) || countdown.WaitOne(5);
        int none = WaitHandle.WaitAny([slim, countdown, _auto], 5);
        Task<int> waiter = Task.Run(() => WaitHandle.WaitAny([slim, countdown, _auto], 10_000));
        _countdown.Signal();
        int woken = waiter.Result;
        _slim.Set();
        bool both = WaitHandle.WaitAll([slim, countdown], 10_000) && slim.WaitOne() && countdown.WaitOne(TimeSpan.FromSeconds(10));
        _slim.Reset();
        return $"{before} {none == WaitHandle.WaitTimeout} {woken} {both} {slim.WaitOne(0)} {ReferenceEquals(slim, _slim.WaitHandle)}";
    }

    private string Registered()
    {
        using ManualResetEventSlim called = new();
        int timeouts = 0;
        RegisteredWaitHandle each = ThreadPool.RegisterWaitForSingleObject(
            _auto,
            (state, timedOut) =>
            {
                _calls += state is "state" && !timedOut ? 1 : 100;
                called.Set();
            },
            "state",
            Timeout.Infinite,
            executeOnlyOnce: false);
        for (int i = 0; i < 3; i++)
        {
            _auto.Set();
            called.Wait();
            called.Reset();
        }
        // Until then a thread of the pool may take the next signal for nobody.
        using ManualResetEvent gone = new(false);
        bool unregistered = each.Unregister(gone) && gone.WaitOne(10_000);
        RegisteredWaitHandle once = ThreadPool.RegisterWaitForSingleObject(
            _other,
            (_, timedOut) =>
            {
                timeouts += timedOut ? 1 : 0;
                called.Set();
            },
            null,
            20,
            executeOnlyOnce: true);
        called.Wait();
        gone.Reset();
        once.Unregister(gone);
        _other.Set();
        _auto.Set();
        return $"{_calls} {unregistered} {timeouts} {_other.WaitOne(10_000)} {_auto.WaitOne(10_000)}";
    }

    private string Wrong() => string.Join(",", Failure(() => WaitHandle.WaitAny([_auto, null!])), Failure(() => WaitHandle.WaitAny([])), Failure(() => WaitHandle.WaitAny(null!)), Failure(() => WaitHandle.WaitAny([_auto], -2)), Failure(() => WaitHandle.WaitAll([_manual, _manual])));

    private static string Failure(Action action)
    {
        try
        {
            action();
            return "none";
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
    }
}
