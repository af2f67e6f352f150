namespace Weft.Weaver.Configuration;

/// <summary>Finds the name that a user may have meant.</summary>
public static class NearestName
{
    /// <summary><c>; did you mean 'x'?</c>, or nothing where no name is near.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) => Find(name, candidates) is { } near ? $"; did you mean '{near}'?" : "";

    /// <summary>The nearest name, if it is near enough to be a slip of the pen.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        // A type by its right name in the wrong namespace is nearer than any slip of the pen.
        if (name.LastIndexOf('.') is var dot && candidates.Where(item => item.Substring(item.LastIndexOf('.') + 1) == name.Substring(dot + 1)).Take(2).ToArray() is [var elsewhere])
            return elsewhere;
        string? best = null;
        int bestDistance = Math.Max(2, name.Length / 3) + 1;
        foreach (string candidate in candidates.OrderBy(item => item, StringComparer.Ordinal))
        {
            if (Math.Abs(candidate.Length - name.Length) >= bestDistance)
                continue;
            int distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    private static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            (previous, current) = (current, previous);
        }
        return previous[b.Length];
    }
}
