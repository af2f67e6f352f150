using System.CommandLine;
using Weft.Cli.Output;
using Weft.Cli.Processes;
using Weft.Weaver;
using Weft.Weaver.Proposals;

namespace Weft.Cli.Commands;

/// <summary><c>weft init</c>.</summary>
internal sealed class InitCommand : CommandWithExamples
{
    private readonly Argument<string[]> _paths = CommonOptions.Paths();
    private readonly Option<string[]> _roots = new("--root") { Description = "A field that is a root; without one, likely roots are looked for.", HelpName = "FIELD" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The file to write; else the proposal goes to standard output.", HelpName = "FILE" };
    private readonly Option<bool> _force = new("--force") { Description = "Replace the file of -o if there is one." };
    private readonly Option<string[]> _references = CommonOptions.References();
    private readonly Option<bool> _json = CommonOptions.Json();

    public InitCommand() : base("init", "Proposes a configuration that weft check accepts: roots, transients, distributed methods, and what it found out about locks.")
    {
        Arguments.Add(_paths);
        Options.Add(_roots);
        Options.Add(_output);
        Options.Add(_force);
        Options.Add(_references);
        Options.Add(_json);
        SetAction(Run);
    }

    public override string[] Examples =>
    [
        "weft init bin/Release/net10.0",
        "weft init bin/Release/net10.0 -o weft.yaml",
        "weft init bin/Release/net10.0 --root Media.Registry.Rooms --root Media.Registry.Users",
    ];

    private int Run(ParseResult parsed)
    {
        Report report = new(parsed.GetValue(_json));
        string? file = parsed.GetValue(_output);
        if (file is not null && File.Exists(file) && !parsed.GetValue(_force))
            throw new CommandException($"'{file}' exists; name another file, or replace it with --force");
        WeaveRequest request = WeaveRequests.Create(parsed.GetRequiredValue(_paths), null, parsed.GetValue(_references));
        Proposal proposal;
        using (Termination termination = new())
        using (TerminalProgress progress = new())
            proposal = ConfigurationProposer.Propose(request, [.. parsed.GetValue(_roots) ?? []], progress, termination.Token);

        report.Diagnostics(proposal.Diagnostics);
        if (proposal.Text is { } text)
        {
            if (file is not null)
                File.WriteAllText(file, text);
            else if (!report.Json)
                Console.Out.Write(text);
            report.Line(proposal.Success
                ? $"{(file is null ? "the proposal" : $"'{file}' was written; it")} is accepted by weft check"
                : "the proposal is not accepted yet: the program must be changed where the messages say");
        }
        report.Document(new { proposal.Success, Diagnostics = DiagnosticDocument.From(proposal.Diagnostics), Configuration = proposal.Text, File = file });
        return proposal.Success ? ExitCode.Success : ExitCode.Failure;
    }
}
