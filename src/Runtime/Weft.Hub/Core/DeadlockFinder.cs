using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>A waiting thread and its member.</summary>
internal sealed record ReportedThread(Member Member, WaitingThread Thread)
{
    /// <summary>Whether this thread holds what another waits for, in a way that keeps it out.</summary>
    public bool Blocks(ReportedThread other)
    {
        if (other == this || (other.Thread.For.Lock is null && other.Member != Member))
            return false;
        foreach ((LockKey key, LockMode mode) in Thread.Holds)
        {
            if (key == other.Thread.For && !LockModes.GoTogether(mode, other.Thread.Mode))
                return true;
        }
        return false;
    }

    public override string ToString() => $"{Member.Number}/{Thread.Thread}/{Thread.Wait}";
}

/// <summary>Threads that wait for each other in a circle: each for the next.</summary>
internal sealed record Deadlock(IReadOnlyList<ReportedThread> Threads)
{
    /// <summary>The same as long as the same waits go on.</summary>
    public string Signature { get; } = string.Join(' ', Threads.Select(each => each.ToString()).Order(StringComparer.Ordinal));

    public string Describe()
    {
        string text = $"{HubDiagnostics.Deadlock}: {Threads.Count} threads wait for each other.";
        for (int i = 0; i < Threads.Count; i++)
        {
            (Member member, WaitingThread thread) = Threads[i];
            ReportedThread next = Threads[(i + 1) % Threads.Count];
            text += $"\n{Name(Threads[i])} waits for {thread.What} to {thread.Mode.ToString().ToLowerInvariant()}, in which {Name(next)} is. It waits\n{thread.Stack}";
        }
        return text;

        static string Name(ReportedThread each) => $"thread {each.Thread.Thread}{(each.Thread.Name.Length == 0 ? "" : $" '{each.Thread.Name}'")} of {each.Member}";
    }
}

/// <summary>Finds circles in who waits for whom.</summary>
internal static class DeadlockFinder
{
    public static IReadOnlyList<Deadlock> Find(IReadOnlyList<ReportedThread> threads)
    {
        Dictionary<string, Deadlock> found = [];
        HashSet<ReportedThread> done = [];
        foreach (ReportedThread start in threads)
            Follow(start, threads, [], done, found);
        return [.. found.Values.OrderBy(each => each.Signature, StringComparer.Ordinal)];
    }

    private static void Follow(ReportedThread at, IReadOnlyList<ReportedThread> threads, List<ReportedThread> way, HashSet<ReportedThread> done, Dictionary<string, Deadlock> found)
    {
        int before = way.IndexOf(at);
        if (before >= 0)
        {
            Deadlock circle = new([.. way.Skip(before)]);
            found.TryAdd(circle.Signature, circle);
            return;
        }
        if (!done.Add(at))
            return;
        way.Add(at);
        foreach (ReportedThread next in threads)
        {
            if (next.Blocks(at))
                Follow(next, threads, way, done, found);
        }
        way.RemoveAt(way.Count - 1);
    }
}
