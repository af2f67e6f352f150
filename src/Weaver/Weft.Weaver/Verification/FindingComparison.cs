namespace Weft.Weaver.Verification;

/// <summary>
/// Tells the findings that weaving brought from those that were there. A body that was rewritten names other members than before, so findings are matched by
/// method and family, not by their words; a body that was moved takes its findings along to another method of its class.
/// </summary>
internal static class FindingComparison
{
    /// <summary>The findings of the woven form that have no counterpart in the pristine one.</summary>
    internal static List<Finding> New(IEnumerable<Finding> pristine, IEnumerable<Finding> woven)
    {
        List<Finding> known = [.. pristine];
        List<Finding> open = [.. woven];
        // The closest counterparts first, so that what remains is what is new.
        Match(known, open, finding => (finding.Code, finding.MemberName, finding.Text));
        Match(known, open, finding => (finding.Code, finding.MemberName, ""));
        Match(known, open, finding => (finding.Code, finding.TypeName, finding.Text));
        return open;
    }

    private static void Match(List<Finding> known, List<Finding> open, Func<Finding, (string, string, string)> key)
    {
        Dictionary<(string, string, string), List<Finding>> byKey = [];
        foreach (Finding finding in known)
        {
            if (!byKey.TryGetValue(key(finding), out List<Finding>? same))
                byKey.Add(key(finding), same = []);
            same.Add(finding);
        }
        open.RemoveAll(finding =>
        {
            if (!byKey.TryGetValue(key(finding), out List<Finding>? same) || same.Count == 0)
                return false;
            known.Remove(same[same.Count - 1]);
            same.RemoveAt(same.Count - 1);
            return true;
        });
    }
}
