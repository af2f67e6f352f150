using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;

namespace Probe;

#pragma warning disable CA1001 // It lives as long as its process.
/// <summary>What threads of several nodes wait for each other with.</summary>
public sealed class Meeting
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);
    private readonly SemaphoreSlim _signal = new(0);
    private readonly ManualResetEventSlim _open = new();
    private readonly AutoResetEvent _turn = new(false);
    private readonly CountdownEvent _countdown = new(3);
    private readonly Barrier _barrier;
    private readonly Channel<string> _channel = Channel.CreateBounded<string>(4);
    private readonly BlockingCollection<Item> _work = new(4);
    private int _number;
    private int _phases;

    public Meeting() => _barrier = new Barrier(2, CountPhase);

    /// <summary>One command; <paramref name="amount"/> is a count or a time.</summary>
    public string Run(string command, int amount) => command switch
    {
        "count" => Count(amount).GetAwaiter().GetResult(),
        "number" => Number(),
        "enter" => _semaphore.Wait(amount).ToString(),
        "leave" => _semaphore.Release().ToString(CultureInfo.InvariantCulture),
        "permits" => _semaphore.CurrentCount + " " + _signal.CurrentCount,
        "wait" => _signal.Wait(amount).ToString(),
        "wait-async" => _signal.WaitAsync(amount).GetAwaiter().GetResult().ToString(),
        "signal" => _signal.Release(amount).ToString(CultureInfo.InvariantCulture),
        "wait-open" => _open.Wait(amount).ToString(),
        "open" => Done(_open.Set),
        "wait-turn" => _turn.WaitOne(amount).ToString(),
        "turn" => _turn.Set().ToString(),
        "wait-countdown" => _countdown.Wait(amount).ToString(),
        "count-down" => _countdown.Signal(amount).ToString(),
        "arrive" => Arrive(amount),
        "write" => Write(amount).GetAwaiter().GetResult(),
        "read-all" => ReadAll().GetAwaiter().GetResult(),
        "add" => Add(amount),
        "pass-through" => PassThrough(amount),
        "consume" => string.Join(" ", _work.GetConsumingEnumerable().Select(item => item.Describe())),
        "complete" => Done(() =>
        {
            _work.CompleteAdding();
            _channel.Writer.TryComplete();
        }),
        "phases" => _phases + " " + _barrier.CurrentPhaseNumber,
        _ => throw new ArgumentException("No such command: " + command),
    };

    private static string Done(Action act)
    {
        act();
        return "";
    }

    private async Task<string> Write(int count)
    {
        for (int i = 0; i < count; i++)
            await _channel.Writer.WriteAsync(i.ToString(CultureInfo.InvariantCulture));
        return "";
    }

    private async Task<string> ReadAll()
    {
        List<string> items = [];
        await foreach (string item in _channel.Reader.ReadAllAsync())
            items.Add(item);
        return string.Join(" ", items);
    }

    // For so many milliseconds, with two items in the channel all the time; says how far it is, so that something can happen meanwhile.
    private string PassThrough(int milliseconds)
    {
        long end = Environment.TickCount64 + milliseconds, says = 0;
        int passed = 0;
        for (; Environment.TickCount64 < end || passed < 2; passed++)
        {
            _semaphore.Wait();
            string text = passed.ToString(CultureInfo.InvariantCulture), due = (passed - 2).ToString(CultureInfo.InvariantCulture);
            if (!_channel.Writer.TryWrite(text))
                return $"no room for {text}";
            if (passed >= 2 && (!_channel.Reader.TryRead(out string? item) || item != due))
                return $"{item} instead of {due}";
            _semaphore.Release();
            if (Environment.TickCount64 < says)
                continue;
            says = Environment.TickCount64 + 100;
            Console.WriteLine($"at {passed}");
        }
        return passed.ToString(CultureInfo.InvariantCulture);
    }

    private string Add(int count)
    {
        for (int i = 0; i < count; i++)
            _work.Add(new Item("work") { Quantity = i });
        return "";
    }

    private string Arrive(int times)
    {
        for (int i = 0; i < times; i++)
            _barrier.SignalAndWait();
        return "";
    }

    private void CountPhase(Barrier barrier) => _phases++;

    // Without a permit nobody promises that what others have counted is here.
    private string Number()
    {
        _semaphore.Wait();
        string number = _number.ToString(CultureInfo.InvariantCulture);
        _semaphore.Release();
        return number;
    }

    private async Task<string> Count(int times)
    {
        for (int i = 0; i < times; i++)
        {
            await _semaphore.WaitAsync();
            int number = _number;
            await Task.Yield();
            _number = number + 1;
            _semaphore.Release();
        }
        return "";
    }
}
