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

    /// <summary>Whole milliseconds, as blocking collections take them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is too short or too long.</exception>
    internal static int Milliseconds(TimeSpan timeout) => TryMilliseconds(timeout, out int milliseconds) ? milliseconds
        : throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "The specified timeout must represent a value between -1 and Int32.MaxValue, inclusive.");

    /// <inheritdoc cref="Milliseconds(TimeSpan)"/>
    internal static int Milliseconds(int millisecondsTimeout) => millisecondsTimeout >= Timeout.Infinite ? millisecondsTimeout
        : throw new ArgumentOutOfRangeException(nameof(millisecondsTimeout), millisecondsTimeout, "The specified timeout must represent a value between -1 and Int32.MaxValue, inclusive.");
}
