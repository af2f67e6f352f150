using Weft.Weaver.Diagnostics;

namespace Weft.Corpus.Report;

/// <summary>Writes every refusal and finding of each set.</summary>
internal static class DetailFiles
{
    public static void Write(string folder, IEnumerable<SetResult> results)
    {
        Directory.CreateDirectory(folder);
        foreach (SetResult result in results)
        {
            string name = string.Concat(result.Set.Name.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
            File.WriteAllLines(Path.Combine(folder, name + ".findings.txt"), result.Findings.Select(finding => $"{finding.Gate}: {finding.Message}"));
            File.WriteAllLines(Path.Combine(folder, name + ".refusals.txt"), result.Refusals.Select(refusal => refusal.Text));
            IEnumerable<Diagnostic> remarks = result.Settled?.Remarks ?? [];
            File.WriteAllLines(Path.Combine(folder, name + ".remarks.txt"), remarks.Select(remark => remark.ToString()));
        }
    }
}
