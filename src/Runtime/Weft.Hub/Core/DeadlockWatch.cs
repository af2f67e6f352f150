using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>
/// Looks for deadlocks when a node says that a thread has waited for long: asks all nodes for their waiting threads, twice. What the nodes tell is not of one moment; a circle of waits that
/// is in both answers was there in between.
/// </summary>
internal sealed class DeadlockWatch
{
    private const int SecondLookMilliseconds = 200;
    private const int NextLookMilliseconds = 5_000;

    private readonly List<ReportedThread> _reported = [];
    private readonly HashSet<Member> _asked = [];
    private HashSet<string> _suspects = [];
    private List<Deadlock> _known = [];
    private long? _due;
    private ulong _round;
    private bool _stalledAgain;

    /// <summary>The deadlocks that there are, as of the last look.</summary>
    public IReadOnlyList<Deadlock> Known => _known;

    /// <summary>How many were found so far.</summary>
    public long Found { get; private set; }

    /// <summary>The number of the round that is under way.</summary>
    public ulong Round => _round;

    private bool IsUnderWay => _asked.Count != 0;

    /// <summary>A thread of some node has waited for long.</summary>
    public void Stalled(long now)
    {
        if (IsUnderWay)
            _stalledAgain = true;
        else if (_due is null || _due > now)
            _due = now;
    }

    /// <summary>Begins a round if one is due; the caller asks these members.</summary>
    public IReadOnlyCollection<Member> Begin(long now, IEnumerable<Member> active)
    {
        if (IsUnderWay || _due is not { } due || due > now)
            return [];
        _due = null;
        _round++;
        _reported.Clear();
        _asked.UnionWith(active);
        return _asked;
    }

    /// <summary>A member has answered.</summary>
    /// <returns>The deadlocks that nobody has heard of yet.</returns>
    public IReadOnlyList<Deadlock> Answered(Member member, ulong round, IReadOnlyList<WaitingThread> threads, long now)
    {
        if (round != _round || !_asked.Remove(member))
            return [];
        foreach (WaitingThread thread in threads)
            _reported.Add(new ReportedThread(member, thread));
        return IsUnderWay ? [] : End(now);
    }

    /// <summary>A member is gone.</summary>
    public IReadOnlyList<Deadlock> Forget(Member member, long now)
    {
        _reported.RemoveAll(each => each.Member == member);
        _known.RemoveAll(each => each.Threads.Any(thread => thread.Member == member));
        return _asked.Remove(member) && !IsUnderWay ? End(now) : [];
    }

    private List<Deadlock> End(long now)
    {
        IReadOnlyList<Deadlock> circles = DeadlockFinder.Find(_reported);
        List<Deadlock> certain = [.. circles.Where(each => _suspects.Contains(each.Signature))];
        List<Deadlock> news = [.. certain.Where(each => _known.TrueForAll(known => known.Signature != each.Signature))];
        bool anySuspect = certain.Count != circles.Count;
        (_suspects, _known) = ([.. circles.Select(each => each.Signature)], certain);
        Found += news.Count;
        _due = anySuspect || _stalledAgain ? now + SecondLookMilliseconds : certain.Count != 0 ? now + NextLookMilliseconds : null;
        _stalledAgain = false;
        return news;
    }
}
