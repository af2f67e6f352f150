namespace Accepted;

#pragma warning disable CA1001 // It lives as long as its process.
/// <summary>Events in every form, with and without handles, and countdowns: set, reset, waited for with times and tokens, shared while somebody waits.</summary>
public sealed class Signals : Construct
{
    private readonly ManualResetEventSlim _slim = new();
    private readonly AutoResetEvent _auto = new(true);
    private readonly ManualResetEvent _manual = new(false);
    private readonly CountdownEvent _countdown = new(3);
    private ManualResetEventSlim? _lateSlim;
    private AutoResetEvent? _lateAuto;
    private CountdownEvent? _lateCountdown;
    private int _number;

    public override string Act() => $"{Slim()} | {Auto()} | {Manual()} | {Counted()} | {Late()} | {Local()}";

    public override string Show() => $"{_number} {_slim.IsSet} {_manual.WaitOne(0)} {_countdown.CurrentCount}/{_countdown.InitialCount} {_countdown.IsSet} {_lateSlim!.IsSet} {_lateCountdown!.CurrentCount}";

    private string Slim()
    {
        bool[] before = [_slim.IsSet, _slim.Wait(0), _slim.Wait(5), _slim.Wait(TimeSpan.FromMilliseconds(5)), _slim.Wait(5, CancellationToken.None), _slim.Wait(TimeSpan.Zero, CancellationToken.None)];
        Task<int> waiter = Task.Run(() =>
        {
            _slim.Wait();
            return _number;
        });
        _number = 7;
        _slim.Set();
        int seen = waiter.Result;
        _slim.Wait(CancellationToken.None);
        _slim.Reset();
        using CancellationTokenSource source = new(5);
        string cancelled = Outcome(() => _slim.Wait(source.Token));
        _slim.Set();
        return $"{string.Join(",", before)} {seen} {cancelled} {_slim.IsSet} {Outcome(() => _slim.Wait(-2))}";
    }

    private string Auto()
    {
        bool[] taken = [_auto.WaitOne(0), _auto.WaitOne(0), _auto.WaitOne(TimeSpan.FromMilliseconds(5)), _auto.WaitOne(5, false)];
        Task<bool>[] waiters = [Task.Run(() => _auto.WaitOne(10_000)), Task.Run(() => _auto.WaitOne())];
        _auto.Set();
        int first = Task.WaitAny(waiters);
        _auto.Set();
        bool both = Task.WaitAll(waiters, 10_000);
        _auto.Set();
        _auto.Set();
        bool once = _auto.WaitOne(0);
        bool reset = _auto.Set() && _auto.Reset();
        return $"{string.Join(",", taken)} {first >= 0} {both} {once} {reset} {_auto.WaitOne(0)}";
    }

    private string Manual()
    {
        bool before = _manual.WaitOne(5);
        Task<bool> waiter = Task.Run(() => _manual.WaitOne(TimeSpan.FromSeconds(10), false));
        _manual.Set();
        bool[] after = [waiter.Result, _manual.WaitOne(), _manual.WaitOne(0)];
        _manual.Reset();
        bool reset = _manual.WaitOne(0);
        _manual.Set();
        return $"{before} {string.Join(",", after)} {reset}";
    }

    private string Counted()
    {
        bool last = _countdown.Signal();
        _countdown.AddCount();
        _countdown.AddCount(2);
        bool added = _countdown.TryAddCount() && _countdown.TryAddCount(1);
        bool waited = _countdown.Wait(5) || _countdown.Wait(TimeSpan.Zero) || _countdown.Wait(0, CancellationToken.None) || _countdown.Wait(TimeSpan.Zero, CancellationToken.None);
        Task waiter = Task.Run(() => _countdown.Wait());
        string state = $"{last} {added} {waited} {_countdown.CurrentCount} {Outcome(() => _countdown.Signal(8))} {Outcome(() => _countdown.Signal(0))}";
        bool end = _countdown.Signal(7);
        waiter.Wait();
        string ended = $"{end} {_countdown.IsSet} {Outcome(() => _countdown.AddCount())} {_countdown.TryAddCount()} {Outcome(() => _countdown.Signal())}";
        _countdown.Reset();
        int reset = _countdown.CurrentCount;
        _countdown.Reset(2);
        return $"{state} {ended} {reset} {_countdown.CurrentCount} {_countdown.InitialCount} {Outcome(() => _countdown.Wait(new CancellationToken(true)))}";
    }

    /// <summary>Threads wait for them when they become shared.</summary>
    private string Late()
    {
        ManualResetEventSlim slim = new();
        AutoResetEvent auto = new(false);
        CountdownEvent countdown = new(1);
        Task<bool>[] waits = [Blocked(() => slim.Wait(10_000)), Blocked(() => auto.WaitOne(10_000)), Blocked(() => countdown.Wait(10_000))];
        (_lateSlim, _lateAuto, _lateCountdown) = (slim, auto, countdown);
        slim.Set();
        auto.Set();
        countdown.Signal();
        bool all = Task.WaitAll(waits, 10_000);
        return $"{all} {string.Join(",", waits.Select(wait => wait.Result))} {ReferenceEquals(auto, _lateAuto)} {_lateAuto.WaitOne(0)}";
    }

    /// <summary>Some that are never shared.</summary>
    private static string Local()
    {
        using ManualResetEventSlim slim = new(true, 10);
        using AutoResetEvent auto = new(true);
        using CountdownEvent countdown = new(1);
        countdown.Signal();
        int any = WaitHandle.WaitAny([auto, slim.WaitHandle]);
        bool all = WaitHandle.WaitAll([slim.WaitHandle, countdown.WaitHandle], 10);
        return $"{any} {all} {slim.SpinCount} {slim.Wait(0)} {auto.WaitOne(0)}";
    }

    private static Task<bool> Blocked(Func<bool> wait)
    {
        Thread? thread = null;
        Task<bool> task = Task.Factory.StartNew(
            () =>
            {
                Volatile.Write(ref thread, Thread.CurrentThread);
                return wait();
            },
            TaskCreationOptions.LongRunning);
        SpinWait.SpinUntil(() => Volatile.Read(ref thread) is { } started && (started.ThreadState & ThreadState.WaitSleepJoin) != 0);
        return task;
    }

    private static string Outcome(Action act)
    {
        try
        {
            act();
            return "none";
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
    }
}
