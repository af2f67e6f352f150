using System.Globalization;

namespace Probe;

#pragma warning disable CA1001 // It lives as long as its process.
/// <summary>What threads of several nodes wait for each other with.</summary>
public sealed class Meeting
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);
    private readonly SemaphoreSlim _signal = new(0);
    private int _number;

    /// <summary>One command; <paramref name="amount"/> is a count or a time.</summary>
    public string Run(string command, int amount) => command switch
    {
        "count" => Count(amount).GetAwaiter().GetResult(),
        "number" => _number.ToString(CultureInfo.InvariantCulture),
        "enter" => _semaphore.Wait(amount).ToString(),
        "leave" => _semaphore.Release().ToString(CultureInfo.InvariantCulture),
        "permits" => _semaphore.CurrentCount + " " + _signal.CurrentCount,
        "wait" => _signal.Wait(amount).ToString(),
        "wait-async" => _signal.WaitAsync(amount).GetAwaiter().GetResult().ToString(),
        "signal" => _signal.Release(amount).ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentException("No such command: " + command),
    };

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
