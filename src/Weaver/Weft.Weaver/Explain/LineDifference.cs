using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Weft.Weaver.Explain;

/// <summary>The difference of two texts in unified form, by the shortest edit script. Labels that only moved on are no difference.</summary>
public static class LineDifference
{
    private const int Context = 3;
    private static readonly Regex Label = new(@"(?<=^|[ (])L\d+(?=$|[:,)])", RegexOptions.CultureInvariant);

    /// <summary>One line of an edit script: kept, taken away or added.</summary>
    private readonly record struct Step(char Mark, int Before, int After);

    /// <summary>The lines of the difference, each with a blank, <c>-</c> or <c>+</c> before it, in hunks that begin with <c>@@</c>; empty where nothing differs.</summary>
    public static ImmutableArray<string> Unified(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        IReadOnlyList<string> aligned = Relabel(before, after);
        List<Step> script = Script(before, aligned);
        return [.. Hunks(script, before, aligned)];
    }

    /// <summary>Gives the labels of the second text the names that they have in the first, where the lines that carry them correspond.</summary>
    private static IReadOnlyList<string> Relabel(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        List<Step> script = Script([.. before.Select(Blank)], [.. after.Select(Blank)]);
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        HashSet<string> taken = [.. before.SelectMany(line => Label.Matches(line).Cast<Match>()).Select(match => match.Value)];
        foreach (Step step in script.Where(step => step.Mark == ' '))
        {
            MatchCollection old = Label.Matches(before[step.Before]), now = Label.Matches(after[step.After]);
            for (int i = 0; i < Math.Min(old.Count, now.Count); i++)
            {
                if (!names.ContainsKey(now[i].Value) && !names.ContainsValue(old[i].Value))
                    names.Add(now[i].Value, old[i].Value);
            }
        }
        int next = 0;
        return [.. after.Select(line => Label.Replace(line, match => names.TryGetValue(match.Value, out string? name) ? name : names[match.Value] = Fresh()))];

        string Fresh()
        {
            string name;
            do
                name = "N" + next++.ToString(CultureInfo.InvariantCulture);
            while (taken.Contains(name));
            return name;
        }
    }

    private static string Blank(string line) => line.IndexOf('"') >= 0 ? line : Label.Replace(line, "L");

    /// <summary>The shortest edit script by Myers' greedy algorithm; a deletion goes before an insertion.</summary>
    private static List<Step> Script(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        int start = 0, ends = 0;
        while (start < before.Count && start < after.Count && before[start] == after[start])
            start++;
        while (ends < before.Count - start && ends < after.Count - start && before[before.Count - 1 - ends] == after[after.Count - 1 - ends])
            ends++;
        int n = before.Count - start - ends, m = after.Count - start - ends;
        List<Step> middle = [];
        List<int[]> trace = Trace(n, m, (x, y) => before[start + x] == after[start + y]);
        int atX = n, atY = m;
        for (int d = trace.Count - 1; d > 0; d--)
        {
            int[] previous = trace[d - 1];
            int k = atX - atY;
            bool down = k == -d || (k != d && Furthest(previous, d - 1, k - 1) < Furthest(previous, d - 1, k + 1));
            int fromK = down ? k + 1 : k - 1;
            int fromX = Furthest(previous, d - 1, fromK), fromY = fromX - fromK;
            while (atX > fromX + (down ? 0 : 1) && atY > fromY + (down ? 1 : 0))
                middle.Add(new(' ', start + --atX, start + --atY));
            middle.Add(down ? new('+', start + atX, start + --atY) : new('-', start + --atX, start + atY));
        }
        while (atX > 0)
            middle.Add(new(' ', start + --atX, start + --atY));
        middle.Reverse();
        return
        [
            .. Enumerable.Range(0, start).Select(i => new Step(' ', i, i)),
            .. middle,
            .. Enumerable.Range(0, ends).Select(i => new Step(' ', start + n + i, start + m + i)),
        ];
    }

    /// <summary>For each number of edits, how far each diagonal gets.</summary>
    private static List<int[]> Trace(int n, int m, Func<int, int, bool> same)
    {
        List<int[]> trace = [];
        for (int d = 0; d <= n + m; d++)
        {
            int[] reach = new int[2 * d + 1];
            trace.Add(reach);
            for (int k = -d; k <= d; k += 2)
            {
                int x = d == 0 ? 0
                    : k == -d || (k != d && Furthest(trace[d - 1], d - 1, k - 1) < Furthest(trace[d - 1], d - 1, k + 1))
                        ? Furthest(trace[d - 1], d - 1, k + 1)
                        : Furthest(trace[d - 1], d - 1, k - 1) + 1;
                while (x < n && x - k < m && same(x, x - k))
                    x++;
                reach[k + d] = x;
                if (x >= n && x - k >= m)
                    return trace;
            }
        }
        return trace;
    }

    private static int Furthest(int[] reach, int d, int k) => k < -d || k > d ? -1 : reach[k + d];

    private static IEnumerable<string> Hunks(List<Step> script, IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        int at = 0;
        while (true)
        {
            int first = script.FindIndex(at, step => step.Mark != ' ');
            if (first < 0)
                yield break;
            int last = first;
            for (int i = first; i < script.Count && i - last <= 2 * Context; i++)
            {
                if (script[i].Mark != ' ')
                    last = i;
            }
            int from = Math.Max(at, first - Context), to = Math.Min(script.Count - 1, last + Context);
            List<Step> hunk = script.GetRange(from, to - from + 1);
            yield return $"@@ -{hunk[0].Before + 1},{hunk.Count(step => step.Mark != '+')} +{hunk[0].After + 1},{hunk.Count(step => step.Mark != '-')} @@";
            foreach (Step step in hunk)
                yield return step.Mark + (step.Mark == '+' ? after[step.After] : before[step.Before]);
            at = to + 1;
        }
    }
}
