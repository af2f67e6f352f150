namespace Weft.Hub.Server;

/// <summary>
/// Whether silence says something about others. Where the hub itself stood still (suspended, starved of processor time), what nodes sent
/// meanwhile lies unread, and all of them would seem dead.
/// </summary>
/// <param name="start">When the clock started, in milliseconds.</param>
/// <param name="grace">A gap between two looks that is longer than this is a standstill; for as long after it nobody is judged.</param>
internal sealed class StallPatience(long start, long grace)
{
    private long _last = start;
    private long _judgeFrom = start;

    /// <summary>To be asked at each tick.</summary>
    public bool MayJudge(long now)
    {
        if (now - _last > grace)
            _judgeFrom = now + grace;
        _last = now;
        return now >= _judgeFrom;
    }
}
