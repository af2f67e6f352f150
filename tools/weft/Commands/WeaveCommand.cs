using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Runtime;
using Weft.Cli.Output;
using Weft.Cli.Processes;
using Weft.Cli.Verification;
using Weft.Weaver;
using Weft.Weaver.Diagnostics;

namespace Weft.Cli.Commands;

/// <summary><c>weft weave</c>.</summary>
internal sealed class WeaveCommand : CommandWithExamples
{
    private readonly Argument<string[]> _paths = CommonOptions.Paths();
    private readonly Option<string?> _configuration = CommonOptions.Configuration();
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The folder that gets the result; a woven folder is complete and runs as it lies.", HelpName = "DIR" };
    private readonly Option<bool> _inPlace = new("--in-place") { Description = "Replace the assemblies where they lie." };
    private readonly Option<string[]> _references = CommonOptions.References();
    private readonly Option<string?> _key = new("--key") { Description = "The key pair that signs rewritten assemblies which were signed.", HelpName = "FILE.snk" };
    private readonly Option<bool> _verify = new("--verify") { Description = "Verify the IL of all rewritten assemblies before they are written, not of debug builds alone, and let the JIT compile every method afterwards." };
    private readonly Option<bool> _noVerify = new("--no-verify") { Description = "Verify nothing, not even debug builds." };
    private readonly Option<bool> _json = CommonOptions.Json();

    public WeaveCommand() : base("weave", "Rewrites assemblies so that the state which the configuration names is shared by all nodes.")
    {
        Arguments.Add(_paths);
        Options.Add(_configuration);
        Options.Add(_output);
        Options.Add(_inPlace);
        Options.Add(_references);
        Options.Add(_key);
        Options.Add(_verify);
        Options.Add(_noVerify);
        Options.Add(_json);
        Validators.Add(RequireOneTarget);
        Validators.Add(CommonOptions.Exclusive(_verify, _noVerify));
        SetAction(Run);
    }

    public override string[] Examples =>
    [
        "weft weave -c weft.yaml bin/Release/net10.0 -o out    # a complete folder that runs as it lies",
        "weft weave bin/Release/net10.0 --in-place --verify",
        "weft weave Media.dll -o woven --reference bin/Release/net10.0",
    ];

    private void RequireOneTarget(CommandResult result)
    {
        bool inPlace = result.GetValue(_inPlace);
        if (inPlace == (result.GetResult(_output) is not null))
            result.AddError(inPlace ? "-o and --in-place exclude each other." : "Say where the result goes: -o DIR or --in-place.");
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        Report report = new(parsed.GetValue(_json));
        using Termination termination = new();
        WeaveRequest request = WeaveRequests.Create(parsed.GetRequiredValue(_paths), parsed.GetValue(_configuration), parsed.GetValue(_references)) with
        {
            OutputFolder = parsed.GetValue(_output),
            KeyFile = ExistingKey(parsed.GetValue(_key)),
            Verify = parsed.GetValue(_verify) ? true : parsed.GetValue(_noVerify) ? false : null,
        };
        // Nobody waits for an answer meanwhile: collecting beside the work would only cost.
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        long start = Stopwatch.GetTimestamp();
        WeaveResult result = Weave(request, report, termination.Token);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        report.Line(WeaveRequests.Summary($"{(result.Success ? "woven" : "nothing was written")} in {elapsed.TotalSeconds:0.0} s", result.Diagnostics));

        VerificationResult? verified = null;
        string[] rewritten = [.. result.Assemblies.Where(assembly => assembly.Fate == AssemblyFate.Rewritten).Select(assembly => Path.GetFullPath(assembly.OutputFile))];
        if (result.Success && parsed.GetValue(_verify) && rewritten.Length > 0)
            verified = await VerifyCommand.Verify(rewritten, VerifyCommand.DefaultTimeout, report, termination.Token);

        bool success = result.Success && verified is null or { Findings.Count: 0 };
        report.Document(new
        {
            Success = success,
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
            Diagnostics = DiagnosticDocument.From(result.Diagnostics),
            result.Assemblies,
            Verification = verified is null ? null : new { verified.Methods, Findings = DiagnosticDocument.From(verified.Findings) },
        });
        return success ? ExitCode.Success : ExitCode.Failure;
    }

    /// <summary>Weaves and prints what happened to each assembly, and why.</summary>
    public static WeaveResult Weave(WeaveRequest request, Report report, CancellationToken cancellation)
    {
        WeaveResult result;
        using (TerminalProgress progress = new())
            result = WeaverEngine.Weave(request, progress, cancellation);
        report.Diagnostics(result.Diagnostics);
        foreach (AssemblyOutcome assembly in result.Assemblies.OrderBy(assembly => assembly.Fate).ThenBy(assembly => assembly.Name, StringComparer.Ordinal))
        {
            string size = assembly.Fate == AssemblyFate.Rewritten ? $" ({Words.Count(assembly.Types, "class", "classes")}, {Words.Count(assembly.Sites, "site", "sites")})" : "";
            report.Line($"{Describe(assembly.Fate)} {assembly.Name}{size}: {assembly.Reason}");
        }
        return result;
    }

    private static string Describe(AssemblyFate fate) => fate switch
    {
        AssemblyFate.Rewritten => "rewritten",
        AssemblyFate.Copied => "copied   ",
        _ => "left     ",
    };

    private static string? ExistingKey(string? file) =>
        file is null || File.Exists(file) ? file : throw new CommandException($"{Codes.InputNotFound}: '{file}' does not exist.");
}
