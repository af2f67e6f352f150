using Weft.Cli.Verification;
using Weft.Weaver.Diagnostics;

namespace Weft.Corpus.Gates;

/// <summary>Has the JIT compile every method, woven and unwoven, and keeps what it refuses in the woven form alone.</summary>
internal static class JitGate
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(20);

    /// <summary>What the JIT says of the woven form alone, and the number of methods it compiled.</summary>
    public static async Task<(IReadOnlyList<Finding> Findings, int Methods)> Compare(
        IReadOnlyList<string> unwoven, IReadOnlyList<string> woven, bool isFramework, CancellationToken cancellation)
    {
        VerificationResult before = await new JitVerifier(Timeout) { FoldersFirst = isFramework }.Verify(unwoven, cancellation);
        VerificationResult after = await new JitVerifier(Timeout) { FoldersFirst = isFramework }.Verify(woven, cancellation);
        HashSet<string> known = [.. before.Findings.Select(Text)];
        Finding[] findings = [.. after.Findings.Where(finding => !known.Contains(Text(finding))).Select(finding => new Finding("JIT", Text(finding)))];
        return (findings, after.Methods);
    }

    private static string Text(Diagnostic finding) => $"{finding.Code} {Path.GetFileName(finding.Position?.File)}: {finding.Message}";
}
