using System.Diagnostics;

namespace Weft.Runtime.Locks;

/// <summary>
/// How long a node goes on to use a lease that others want. A lock that two nodes use without rest would go back and forth for each section, which costs a hundred times what the section does;
/// so a node that has shown that it comes back at once keeps the lease for some sections more, for a fraction of a millisecond altogether. Used under the lock's own monitor.
/// </summary>
internal sealed class LeaseTenure
{
    private const int MaxSections = 1000;
    private static readonly long Slice = Stopwatch.Frequency / 4000;
    private static readonly long Soon = Stopwatch.Frequency / 10_000;

    private long _began;
    private long _ended;
    private int _sections;
    private bool _hot;
    private bool _watched;

    /// <summary>Whether somebody sees to it that the lease goes back.</summary>
    internal bool IsWatched => Volatile.Read(ref _watched);

    /// <summary>The lease has come.</summary>
    internal void Begin() => (_began, _sections, _watched) = (Stopwatch.GetTimestamp(), 0, false);

    /// <summary>A thread of this node wants the lease, which is not here.</summary>
    internal void Missed() => _hot = Stopwatch.GetTimestamp() - _ended < Soon;

    /// <summary>A section has ended while others want the lease.</summary>
    /// <param name="watch">Whether somebody must see to it that the lease goes back if no thread comes.</param>
    /// <returns>Whether the node keeps it for another section.</returns>
    internal bool GoesOn(out bool watch)
    {
        watch = false;
        if (!_hot || ++_sections > MaxSections || Stopwatch.GetTimestamp() - _began > Slice)
            return false;
        (watch, _watched) = (!_watched, true);
        return true;
    }

    /// <summary>The lease goes back.</summary>
    /// <param name="unused">Whether it was kept for a thread that has not come.</param>
    internal void End(bool unused)
    {
        _ended = Stopwatch.GetTimestamp();
        if (unused)
            _hot = false;
    }
}
