using System.Collections.Immutable;
using System.CommandLine;
using System.Text.RegularExpressions;
using Weft.Cli.Output;
using Weft.Cli.Processes;
using Weft.Weaver;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Explain;

namespace Weft.Cli.Commands;

/// <summary><c>weft explain</c>.</summary>
internal sealed partial class ExplainCommand : CommandWithExamples
{
    private readonly Argument<string[]> _paths = CommonOptions.Paths($"Assemblies, or an application's output folder; or a code such as {Codes.StatefulUnwovenBase}.");
    private readonly Option<string?> _configuration = CommonOptions.Configuration();
    private readonly Option<string[]> _references = CommonOptions.References();
    private readonly Option<string?> _type = new("--type") { Description = "Only this type, by full or simple name.", HelpName = "T" };
    private readonly Option<string?> _field = new("--field") { Description = "Only fields of this name, with or without the type, and what uses them.", HelpName = "F" };
    private readonly Option<string?> _method = new("--method") { Description = "Only methods of this name, with or without type and parameters.", HelpName = "M" };
    private readonly Option<string?> _line = new("--line") { Description = "Only what stands in this line of the source.", HelpName = "FILE:LINE" };
    private readonly Option<bool> _difference = new("--diff") { Description = "Show the IL of what changes before and after weaving; nothing is written." };
    private readonly Option<bool> _json = CommonOptions.Json();

    public ExplainCommand() : base("explain", "Says for each type, field, method or line what weaving will do, and by which rule.")
    {
        Arguments.Add(_paths);
        Options.Add(_configuration);
        Options.Add(_references);
        Options.Add(_type);
        Options.Add(_field);
        Options.Add(_method);
        Options.Add(_line);
        Options.Add(_difference);
        Options.Add(_json);
        SetAction(Run);
    }

    public override string[] Examples =>
    [
        "weft explain -c weft.yaml bin/Release/net10.0",
        "weft explain bin/Release/net10.0 --type Media.Scope",
        "weft explain bin/Release/net10.0 --field Scope.children",
        "weft explain bin/Release/net10.0 --line Scope.cs:42",
        "weft explain bin/Release/net10.0 --method Register --diff",
        $"weft explain {Codes.StatefulUnwovenBase}                                       # cause, remedy and example of a code",
    ];

    private int Run(ParseResult parsed)
    {
        Report report = new(parsed.GetValue(_json));
        string[] paths = parsed.GetRequiredValue(_paths);
        if (paths.All(path => Code().IsMatch(path) && !Path.Exists(path)))
            return ExplainCodes(paths, report);
        WeaveRequest request = WeaveRequests.Create(paths, parsed.GetValue(_configuration), parsed.GetValue(_references));
        ExplainFilter filter = new(parsed.GetValue(_type), parsed.GetValue(_method), parsed.GetValue(_field), parsed.GetValue(_line));
        return parsed.GetValue(_difference) ? ShowDifference(request, filter, report) : Explain(request, filter, report);
    }

    private static int ExplainCodes(string[] codes, Report report)
    {
        DiagnosticPage[] pages = [.. codes.Select(code => DiagnosticPages.Find(code) ?? throw new CommandException($"there is no code {code}; docs/diagnostics.md lists all of them"))];
        foreach (DiagnosticPage page in pages)
            report.Line($"{page.Code}\n\nCause: {page.Cause}\n\nRemedy: {page.Remedy}\n\nExample:\n{page.Example}\n\n{page.Help}\n");
        report.Document(new { Codes = pages });
        return ExitCode.Success;
    }

    private static int Explain(WeaveRequest request, ExplainFilter filter, Report report)
    {
        WeavePlanResult result;
        using (Termination termination = new())
        using (TerminalProgress progress = new())
            result = WeaverEngine.Plan(request, progress, termination.Token);

        Explanation? explanation = null;
        if (result.Context is not null)
        {
            (ExplainSelection selection, string? problem) = ExplainSelection.Of(result.Context, filter);
            if (problem is not null)
                throw new CommandException(problem);
            explanation = Explanation.Of(result, selection);
            if (!report.Json)
                PlanPrinter.Print(explanation, Console.Error);
        }
        // Where the plan is made, only the messages about what was asked for matter.
        report.Diagnostics(explanation?.Refusals ?? result.Diagnostics);
        report.Document(new
        {
            result.Success,
            Diagnostics = DiagnosticDocument.From(result.Diagnostics),
            Explanation = explanation is null ? null : new
            {
                explanation.Assemblies,
                explanation.Roots,
                explanation.Types,
                explanation.Methods,
                explanation.NamedLocks,
                Refusals = DiagnosticDocument.From(explanation.Refusals),
            },
        });
        return result.Success ? ExitCode.Success : ExitCode.Failure;
    }

    private static int ShowDifference(WeaveRequest request, ExplainFilter filter, Report report)
    {
        PreviewResult result;
        using (Termination termination = new())
        using (TerminalProgress progress = new())
            result = WeaverEngine.Preview(request, filter, progress, termination.Token);
        if (result.Problem is { } problem)
            throw new CommandException(problem);

        ImmutableArray<BodyDifference> differences = result.Differences;
        if (!report.Json)
        {
            foreach (BodyDifference difference in differences)
                PlanPrinter.Print(difference, Console.Error);
        }
        report.Diagnostics(result.Diagnostics);
        report.Line(result.Success
            ? $"{Words.Count(differences.Count(item => !item.Added), "method", "methods")} changed, {Words.Count(differences.Count(item => item.Added), "method", "methods")} made; nothing was written"
            : WeaveRequests.Summary("there is nothing to compare, for the program cannot be woven", result.Diagnostics));
        report.Document(new { result.Success, Diagnostics = DiagnosticDocument.From(result.Diagnostics), differences });
        return result.Success ? ExitCode.Success : ExitCode.Failure;
    }

    [GeneratedRegex(@"^WEFT\d{4}$", RegexOptions.IgnoreCase)]
    private static partial Regex Code();
}
