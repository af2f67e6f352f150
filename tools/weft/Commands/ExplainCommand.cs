using System.CommandLine;
using Weft.Cli.Output;
using Weft.Cli.Processes;
using Weft.Weaver;
using Weft.Weaver.Explain;

namespace Weft.Cli.Commands;

/// <summary><c>weft explain</c>.</summary>
internal sealed class ExplainCommand : CommandWithExamples
{
    private readonly Argument<string[]> _paths = CommonOptions.Paths();
    private readonly Option<string?> _configuration = CommonOptions.Configuration();
    private readonly Option<string[]> _references = CommonOptions.References();
    private readonly Option<string?> _type = new("--type") { Description = "Only this type, by full or simple name.", HelpName = "T" };
    private readonly Option<string?> _method = new("--method") { Description = "Only methods of this name.", HelpName = "M" };
    private readonly Option<bool> _json = CommonOptions.Json();

    public ExplainCommand() : base("explain", "Says for each type, field and method what weaving will do, and why.")
    {
        Arguments.Add(_paths);
        Options.Add(_configuration);
        Options.Add(_references);
        Options.Add(_type);
        Options.Add(_method);
        Options.Add(_json);
        SetAction(Run);
    }

    public override string[] Examples =>
    [
        "weft explain -c weft.yaml bin/Release/net10.0",
        "weft explain bin/Release/net10.0 --type Media.Scope",
        "weft explain bin/Release/net10.0 --method Register --json",
    ];

    private int Run(ParseResult parsed)
    {
        Report report = new(parsed.GetValue(_json));
        WeaveRequest request = WeaveRequests.Create(parsed.GetRequiredValue(_paths), parsed.GetValue(_configuration), parsed.GetValue(_references));
        ExplainFilter filter = new(parsed.GetValue(_type), parsed.GetValue(_method));
        WeavePlanResult result;
        using (Termination termination = new())
        using (TerminalProgress progress = new())
            result = WeaverEngine.Plan(request, progress, termination.Token);

        Explanation? explanation = result.Plan is null ? null : Explanation.Of(result.Plan, filter);
        if (explanation is { Types.IsEmpty: true, Methods.IsEmpty: true } && filter != ExplainFilter.All && result.Success)
            throw new CommandException($"Nothing that weaving treats has this name{(filter.Type is null ? "" : $": type {filter.Type}")}{(filter.Method is null ? "" : $": method {filter.Method}")}.");
        if (result.Plan is not null && !report.Json)
            PlanPrinter.Print(result.Plan, Console.Error, filter);
        report.Diagnostics(result.Diagnostics);
        report.Document(new { result.Success, Diagnostics = DiagnosticDocument.From(result.Diagnostics), Explanation = explanation });
        return result.Success ? ExitCode.Success : ExitCode.Failure;
    }
}
