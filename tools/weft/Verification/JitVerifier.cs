using System.Diagnostics;
using System.Text.Json;
using Weft.Cli.Processes;
using Weft.Weaver.Diagnostics;

namespace Weft.Cli.Verification;

/// <summary>The outcome of a verification.</summary>
/// <param name="Findings">What the JIT refused.</param>
/// <param name="Assemblies">Number of assemblies.</param>
/// <param name="Methods">Number of methods compiled, each instantiation counted.</param>
internal sealed record VerificationResult(IReadOnlyList<Diagnostic> Findings, int Assemblies, int Methods);

/// <summary>
/// Makes the JIT compile every method of some assemblies, in a child process: wrong IL may bring down the process that compiles it. After a crash the next child
/// goes on behind the method that was being compiled.
/// </summary>
internal sealed class JitVerifier(TimeSpan timeout)
{
    private const int MostCrashes = 50;
    private const int MostErrorText = 400;

    private readonly List<Diagnostic> _findings = [];

    /// <summary>Whether the folders of the assemblies win over a framework's assembly of the same version: for a framework that is itself verified.</summary>
    public bool FoldersFirst { get; init; }

    public async Task<VerificationResult> Verify(IReadOnlyList<string> assemblies, CancellationToken cancellation)
    {
        using TemporaryFolder work = new("weft-verify-");
        string configuration = Path.Combine(work.Path, "child.runtimeconfig.json");
        string[] folders = [.. assemblies.Select(file => Path.GetDirectoryName(file)!).Distinct()];
        FrameworkChoice.WriteConfiguration(configuration, folders, assemblies, withWeb: FoldersFirst);

        PreparationRequest request = new(
            [.. assemblies], folders, FoldersFirst, Path.Combine(work.Path, "position"), Path.Combine(work.Path, "findings"), ResumeAssembly: 0, ResumeMethod: 0);
        using PreparationPosition position = new(request.PositionFile);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);

        for (int crashes = 0; crashes < MostCrashes; crashes++)
        {
            ChildOutcome outcome = await RunChild(request, configuration, work.Path, limit.Token);
            cancellation.ThrowIfCancellationRequested();
            if (outcome.ExitCode == ExitCode.Success)
                break;
            AddCrash(request, position, outcome);
            if (outcome.TimedOut || position.Token == 0)
                break;
            request = request with { ResumeAssembly = position.Assembly, ResumeMethod = position.Method + 1 };
        }
        _findings.InsertRange(0, ReadFindings(request.FindingsFile));
        return new(_findings, assemblies.Count, position.Prepared);
    }

    private static async Task<ChildOutcome> RunChild(PreparationRequest request, string configuration, string folder, CancellationToken limit)
    {
        string requestFile = Path.Combine(folder, "request.json");
        request.Write(requestFile);
        ProcessStartInfo start = new(DotnetHost.Find(), ["exec", "--runtimeconfig", configuration, ToolFiles.Tool, Commands.PrepareCommand.CommandName, requestFile])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A crash is expected here and told as a finding: no dump, and no pause for a debugger.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["WEFT_OFF"] = "1";
        using Process child = Process.Start(start) ?? throw new CommandException("The verifying process did not start.");
        Task<string> output = child.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = child.StandardError.ReadToEndAsync(CancellationToken.None);
        bool timedOut = false;
        try
        {
            await child.WaitForExitAsync(limit);
        }
        catch (OperationCanceledException)
        {
            timedOut = true;
            child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync(CancellationToken.None);
        }
        string text = (await errors + await output).Trim();
        return new(child.ExitCode, timedOut, text.Length <= MostErrorText ? text : text[..MostErrorText]);
    }

    private void AddCrash(PreparationRequest request, PreparationPosition position, ChildOutcome outcome)
    {
        string file = request.Assemblies[position.Assembly];
        string subject = position.Token == 0 ? Path.GetFileName(file) : MethodName.Of(file, position.Token);
        string code = outcome.TimedOut ? VerificationCodes.TimedOut : VerificationCodes.JitCrashed;
        string what = outcome.TimedOut
            ? $"verification took longer than {timeout.TotalSeconds:0} s and was stopped here; --timeout gives it more time"
            : $"the process that compiled it ended with code {outcome.ExitCode}. {outcome.Error}".ReplaceLineEndings(" ").TrimEnd();
        _findings.Add(new(code, Severity.Error, $"{subject}: {what}", new(file, 0, 0)));
    }

    private static List<Diagnostic> ReadFindings(string file) =>
        !File.Exists(file)
            ? []
            : File.ReadLines(file)
                .Select(line => JsonSerializer.Deserialize<PreparationFinding>(line)!)
                .Select(finding => new Diagnostic(finding.Code, Severity.Error, finding.Message, new(finding.Assembly, 0, 0)))
                .ToList();

    private sealed record ChildOutcome(int ExitCode, bool TimedOut, string Error);
}
