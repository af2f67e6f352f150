using System.CommandLine;
using Weft.Cli.Output;
using Weft.Cli.Processes;
using Weft.Weaver;

namespace Weft.Cli.Commands;

/// <summary><c>weft check</c>.</summary>
internal sealed class CheckCommand : CommandWithExamples
{
    private readonly Argument<string[]> _paths = CommonOptions.Paths();
    private readonly Option<string?> _configuration = CommonOptions.Configuration();
    private readonly Option<string[]> _references = CommonOptions.References();
    private readonly Option<bool> _json = CommonOptions.Json();

    public CheckCommand() : base("check", "Validates the configuration against the assemblies, and lists the writes to shared state with the locks that cover them; weaves nothing.")
    {
        Arguments.Add(_paths);
        Options.Add(_configuration);
        Options.Add(_references);
        Options.Add(_json);
        SetAction(Run);
    }

    public override string[] Examples =>
    [
        "weft check -c weft.yaml bin/Release/net10.0",
        "weft check bin/Release/net10.0/Media.dll --json",
    ];

    private int Run(ParseResult parsed)
    {
        Report report = new(parsed.GetValue(_json));
        WeaveRequest request = WeaveRequests.Create(parsed.GetRequiredValue(_paths), parsed.GetValue(_configuration), parsed.GetValue(_references));
        CheckResult result;
        using (Termination termination = new())
        using (TerminalProgress progress = new())
            result = WeaverEngine.Check(request, progress, termination.Token);

        WriteReport.Print(result.Writes, report);
        report.Diagnostics(result.Diagnostics);
        report.Line(WeaveRequests.Summary(result.Success ? "the configuration fits" : "the configuration does not fit", result.Diagnostics));
        report.Document(new { result.Success, Diagnostics = DiagnosticDocument.From(result.Diagnostics), result.Writes });
        return result.Success ? ExitCode.Success : ExitCode.Failure;
    }
}
