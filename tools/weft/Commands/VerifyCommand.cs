using System.CommandLine;
using Weft.Cli.Output;
using Weft.Cli.Processes;
using Weft.Cli.Verification;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification;

namespace Weft.Cli.Commands;

/// <summary><c>weft verify</c>.</summary>
internal sealed class VerifyCommand : CommandWithExamples
{
    private const int DefaultTimeoutSeconds = 300;

    private readonly Argument<string[]> _paths = CommonOptions.Paths("Assemblies, or folders with them.");
    private readonly Option<bool> _all = new("--all") { Description = "In a folder with woven assemblies, verify the others too." };
    private readonly Option<int> _timeout = new("--timeout") { Description = "Seconds after which the verification is stopped.", DefaultValueFactory = _ => DefaultTimeoutSeconds };
    private readonly Option<string[]> _references = CommonOptions.References();
    private readonly Option<bool> _ilOnly = new("--il-only") { Description = "Verify the IL alone." };
    private readonly Option<bool> _jitOnly = new("--jit-only") { Description = "Let the JIT compile every method and do nothing else." };
    private readonly Option<bool> _json = CommonOptions.Json();

    public VerifyCommand() : base("verify", "Verifies the IL of assemblies, then has the JIT compile every method in a process of its own.")
    {
        _timeout.Validators.Add(CommonOptions.Between(1, int.MaxValue / 1000, "--timeout takes a number of seconds greater than 0."));
        Arguments.Add(_paths);
        Options.Add(_all);
        Options.Add(_references);
        Options.Add(_ilOnly);
        Options.Add(_jitOnly);
        Options.Add(_timeout);
        Options.Add(_json);
        Validators.Add(CommonOptions.Exclusive(_ilOnly, _jitOnly));
        SetAction(Run);
    }

    public override string[] Examples =>
    [
        "weft verify out                          # the woven assemblies of a folder",
        "weft verify --all bin/Release/net10.0    # every assembly of a folder",
        "weft verify out/Media.dll --il-only --json",
    ];

    /// <summary>Has the JIT compile assemblies and prints the summary line.</summary>
    public static async Task<VerificationResult> Verify(IReadOnlyList<string> assemblies, TimeSpan timeout, Report report, CancellationToken cancellation)
    {
        VerificationResult result;
        using (TerminalProgress progress = new())
        {
            progress.Report($"compiling {assemblies.Count} assemblies");
            result = await new JitVerifier(timeout).Verify(assemblies, cancellation);
        }
        report.Diagnostics(result.Findings);
        report.Line($"compiled {result.Methods} methods in {Words.Count(result.Assemblies, "assembly", "assemblies")}: {Words.Count(result.Findings.Count, "finding", "findings")}");
        return result;
    }

    /// <summary>The limit where a command has no option for it.</summary>
    public static TimeSpan DefaultTimeout => TimeSpan.FromSeconds(DefaultTimeoutSeconds);

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        string[] paths = parsed.GetRequiredValue(_paths);
        Report report = new(parsed.GetValue(_json));
        InputPaths.Check(paths);
        using Termination termination = new();
        IReadOnlyList<string> assemblies = VerifiedAssemblies.Find(paths, parsed.GetValue(_all));
        List<Diagnostic> findings = [];
        int methods = 0;
        if (!parsed.GetValue(_jitOnly))
        {
            FileVerification il = VerifyIl(assemblies, WeaveRequests.ExistingFolders(parsed.GetValue(_references)), report, termination.Token);
            findings.AddRange(il.Findings);
            methods = il.Methods;
        }
        if (!parsed.GetValue(_ilOnly))
        {
            VerificationResult jit = await Verify(assemblies, TimeSpan.FromSeconds(parsed.GetValue(_timeout)), report, termination.Token);
            findings.AddRange(jit.Findings);
            methods = Math.Max(methods, jit.Methods);
        }
        report.Document(new { Assemblies = assemblies.Count, Methods = methods, Findings = DiagnosticDocument.From(findings) });
        return findings.Exists(finding => finding.Severity == Severity.Error) ? ExitCode.Failure : ExitCode.Success;
    }

    private static FileVerification VerifyIl(IReadOnlyList<string> assemblies, IEnumerable<string> references, Report report, CancellationToken cancellation)
    {
        FileVerification result;
        using (TerminalProgress progress = new())
            result = FileVerifier.Verify(assemblies, references, progress, cancellation);
        report.Diagnostics(result.Findings);
        report.Line($"verified {result.Methods} methods in {Words.Count(result.Assemblies, "assembly", "assemblies")}: {Words.Count(result.Findings.Length, "finding", "findings")}");
        return result;
    }
}
