namespace Weft.Runtime.Session;

/// <summary>What the log tells of a long message while it is coming: a line for each quarter, and one for each two seconds of waiting.</summary>
internal sealed class ArrivalProgress
{
    private const int Large = 16 * 1024 * 1024;
    private const int IntervalMilliseconds = 2_000;

    private int _total;
    private int _quarter;
    private long _lastLine;

    /// <summary>Notes how much has come; the line that is due, or null.</summary>
    internal string? Note(int received, int total, long now)
    {
        int quarter = (int)(received * 4L / total);
        if (total != _total || quarter < _quarter)
            (_total, _quarter, _lastLine) = (total, 0, now);
        if (total < Large || (quarter == _quarter && now - _lastLine < IntervalMilliseconds))
            return null;
        (_quarter, _lastLine) = (quarter, now);
        return $"what other nodes have shared is coming in: {received / 1024:N0} of {total / 1024:N0} KB are here";
    }
}
