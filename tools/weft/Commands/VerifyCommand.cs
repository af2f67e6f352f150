using System.CommandLine;
using Weft.Cli.Output;
using Weft.Cli.Processes;
using Weft.Cli.Verification;

namespace Weft.Cli.Commands;

/// <summary><c>weft verify</c>.</summary>
internal sealed class VerifyCommand : CommandWithExamples
{
    private const int DefaultTimeoutSeconds = 300;

    private readonly Argument<string[]> _paths = CommonOptions.Paths("Assemblies, or folders with them.");
    private readonly Option<bool> _all = new("--all") { Description = "In a folder with woven assemblies, verify the others too." };
    private readonly Option<int> _timeout = new("--timeout") { Description = "Seconds after which the verification is stopped.", DefaultValueFactory = _ => DefaultTimeoutSeconds };
    private readonly Option<bool> _json = CommonOptions.Json();

    public VerifyCommand() : base("verify", "Checks the IL of assemblies: the JIT compiles every method in a process of its own.")
    {
        _timeout.Validators.Add(CommonOptions.Between(1, int.MaxValue / 1000, "--timeout takes a number of seconds greater than 0."));
        Arguments.Add(_paths);
        Options.Add(_all);
        Options.Add(_timeout);
        Options.Add(_json);
        SetAction(Run);
    }

    public override string[] Examples =>
    [
        "weft verify out                          # the woven assemblies of a folder",
        "weft verify --all bin/Release/net10.0    # every assembly of a folder",
        "weft verify out/Media.dll --json",
    ];

    /// <summary>Verifies assemblies and prints the summary line.</summary>
    public static async Task<VerificationResult> Verify(IReadOnlyList<string> assemblies, TimeSpan timeout, Report report, CancellationToken cancellation)
    {
        VerificationResult result;
        using (TerminalProgress progress = new())
        {
            progress.Report($"verifying {assemblies.Count} assemblies");
            result = await new JitVerifier(timeout).Verify(assemblies, cancellation);
        }
        report.Diagnostics(result.Findings);
        report.Line($"verified {result.Methods} methods in {Words.Count(result.Assemblies, "assembly", "assemblies")}: {Words.Count(result.Findings.Count, "finding", "findings")}");
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
        VerificationResult result = await Verify(
            VerifiedAssemblies.Find(paths, parsed.GetValue(_all)), TimeSpan.FromSeconds(parsed.GetValue(_timeout)), report, termination.Token);
        report.Document(new { result.Assemblies, result.Methods, Findings = DiagnosticDocument.From(result.Findings) });
        return result.Findings.Count == 0 ? ExitCode.Success : ExitCode.Failure;
    }
}
