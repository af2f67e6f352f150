namespace Accepted;

#pragma warning disable CA1001 // It lives as long as its process.
/// <summary><see cref="SemaphoreSlim"/> in every form: with times and tokens, held across <c>await</c>, released by another thread, shared while it is held.</summary>
public sealed class Semaphores : Construct
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SemaphoreSlim _signal = new(0);
    private SemaphoreSlim? _late;
    private int _number;

    public override string Act() => $"{Sync()} {Async().GetAwaiter().GetResult()} {Signalled()} {Cancelled()} {Full()} {Late()} {Arguments()} {Local()}";

    public override string Show() => $"{_number} {_gate.CurrentCount} {_signal.CurrentCount} {_late!.CurrentCount}";

    private string Sync()
    {
        _gate.Wait();
        _number++;
        bool[] taken = [_gate.Wait(0), _gate.Wait(5), _gate.Wait(TimeSpan.FromMilliseconds(5)), _gate.Wait(5, CancellationToken.None), _gate.Wait(TimeSpan.Zero, CancellationToken.None)];
        int before = _gate.Release();
        _gate.Wait(CancellationToken.None);
        return $"{string.Join(",", taken)} {before} {_gate.CurrentCount} {_gate.Release(1)} {_gate.CurrentCount}";
    }

    private async Task<string> Async()
    {
        await _gate.WaitAsync();
        await Task.Yield();
        _number += 10;
        bool[] taken = [await _gate.WaitAsync(0), await _gate.WaitAsync(TimeSpan.FromMilliseconds(5)), await _gate.WaitAsync(5, CancellationToken.None), await _gate.WaitAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None)];
        Task waiting = _gate.WaitAsync(CancellationToken.None);
        bool waits = !waiting.IsCompleted;
        await Task.Run(() => _gate.Release());
        await waiting;
        _number += 10;
        return $"{string.Join(",", taken)} {waits} {await Task.Run(_gate.Release)}";
    }

    private string Signalled()
    {
        Task<int> waiter = Task.Run(() =>
        {
            _signal.Wait();
            _signal.Wait();
            return _number;
        });
        _number += 100;
        int before = _signal.Release(3);
        return $"{waiter.Result} {before >= 0} {_signal.CurrentCount}";
    }

    private string Cancelled()
    {
        using CancellationTokenSource source = new();
        _gate.Wait();
        Task waiting = _gate.WaitAsync(source.Token);
        source.Cancel();
        string result = Outcome(() => waiting.GetAwaiter().GetResult()) + " " + Outcome(() => _gate.Wait(source.Token)) + " " + Outcome(() => _gate.WaitAsync(source.Token).GetAwaiter().GetResult());
        _gate.Release();
        return result;
    }

    private string Full() => $"{Outcome(() => _gate.Release())} {Outcome(() => _signal.Release(int.MaxValue))} {_gate.CurrentCount} {_signal.CurrentCount}";

    private string Late()
    {
        SemaphoreSlim late = new(2, 5);
        late.Wait();
        Task<bool>[] waits = [late.WaitAsync(10_000), late.WaitAsync(10_000), late.WaitAsync(10_000)];
        _late = late;
        late.Release(2);
        bool all = Task.WaitAll(waits, 10_000);
        return $"{all} {string.Join(",", waits.Select(wait => wait.Result))} {late.CurrentCount} {late.Release(4)} {ReferenceEquals(late, _late)}";
    }

    private string Arguments() => string.Join(" ",
        Outcome(() => _gate.Release(0)), _gate.Wait(-2).ToString(), _gate.Release().ToString(), Outcome(() => _gate.Wait(TimeSpan.FromMilliseconds(-2))),
        Outcome(() => _ = new SemaphoreSlim(2, 1)), Outcome(() => _ = new SemaphoreSlim(-1)));

    /// <summary>One that is never shared.</summary>
    private static string Local()
    {
        using SemaphoreSlim local = new(1);
        local.Wait();
        bool free = local.AvailableWaitHandle.WaitOne(0);
        Task<bool> waits = local.WaitAsync(10_000);
        local.Release();
        string result = $"{free} {waits.Result} {local.CurrentCount}";
        local.Dispose();
        return result + " " + Outcome(() => local.Wait());
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
            return e.GetType().Name + (e is ArgumentException argument ? ":" + argument.ParamName : "");
        }
    }
}
