using System.CommandLine;
using System.Globalization;
using Weft.Cli.Output;
using Weft.Cli.Processes;
using Weft.Weaver;

namespace Weft.Cli.Commands;

/// <summary><c>weft run</c>.</summary>
internal sealed class RunCommand : CommandWithExamples
{
    private const int DefaultNodes = 3;
    private const int MostNodes = 64;

    private readonly Argument<string> _path = new("PATH") { Description = "The application's output folder, or its main assembly." };
    private readonly Argument<string[]> _arguments = new("ARGS")
    {
        Description = "Arguments of the application; {n} becomes the node's number, {port} a free TCP port of its own.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<int> _nodes = new("--nodes", "-n") { Description = "Number of nodes.", DefaultValueFactory = _ => DefaultNodes };
    private readonly Option<string?> _configuration = CommonOptions.Configuration();
    private readonly Option<string[]> _references = CommonOptions.References();

    public RunCommand() : base("run", "Weaves an application into a temporary folder and runs it on several nodes with a hub; all end together.")
    {
        _nodes.Validators.Add(CommonOptions.Between(1, MostNodes, $"-n takes a number of nodes from 1 to {MostNodes}."));
        _path.Validators.Add(CommonOptions.RefuseOptions);
        Arguments.Add(_path);
        Arguments.Add(_arguments);
        Options.Add(_nodes);
        Options.Add(_configuration);
        Options.Add(_references);
        SetAction(Run);
    }

    public override string[] Examples =>
    [
        "weft run -c weft.yaml bin/Release/net10.0",
        "weft run -n 5 bin/Release/net10.0/Server.dll -- --urls http://127.0.0.1:{port} --name node{n}",
    ];

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        Application application = Application.Find(parsed.GetRequiredValue(_path));
        using Termination termination = new();
        using TemporaryFolder work = new("weft-run-");
        WeaveRequest request = WeaveRequests.Create([application.Folder], parsed.GetValue(_configuration), parsed.GetValue(_references)) with
        {
            OutputFolder = Path.Combine(work.Path, "app"),
        };
        WeaveResult woven = WeaveCommand.Weave(request, new Report(json: false), termination.Token);
        if (!woven.Success)
            return ExitCode.Failure;

        Application copy = application with { Folder = request.OutputFolder };
        await using ClusterRun run = ClusterRun.Start(copy, parsed.GetValue(_nodes), ArgumentsOfNodes(parsed), work.Path);
        return await run.Finish(termination.Requested);
    }

    /// <summary>Gives each node its arguments.</summary>
    private Func<int, string[]> ArgumentsOfNodes(ParseResult parsed)
    {
        string[] arguments = parsed.GetValue(_arguments) ?? [];
        int[] ports = FreePorts.Find(parsed.GetValue(_nodes));
        return number => [.. arguments.Select(argument => argument
            .Replace("{n}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{port}", ports[number - 1].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))];
    }
}
