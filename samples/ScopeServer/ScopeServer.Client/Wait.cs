using System.Diagnostics;

namespace ScopeServer.Client;

/// <summary>Waits with a limit.</summary>
public static class Wait
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Looks again and again until a condition holds.</summary>
    /// <returns>Whether it did before the time was over.</returns>
    public static async Task<bool> UntilAsync(Func<bool> condition, TimeSpan limit)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
                return false;
            await Task.Delay(Interval);
        }
        return true;
    }
}
