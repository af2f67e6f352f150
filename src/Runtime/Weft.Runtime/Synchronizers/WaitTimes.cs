namespace Weft.Runtime.Synchronizers;

/// <summary>Times of waits, as the framework takes them.</summary>
internal static class WaitTimes
{
    /// <summary>Whole milliseconds, -1 for an endless wait; false for a time that the framework refuses, in words of its own.</summary>
    internal static bool TryMilliseconds(TimeSpan timeout, out int milliseconds)
    {
        long whole = (long)timeout.TotalMilliseconds;
        milliseconds = unchecked((int)whole);
        return whole is >= -1 and <= int.MaxValue;
    }
}
