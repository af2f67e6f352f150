using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Weft.Cli.Output;
using Weft.Cli.Processes;
using Weft.Protocol;

namespace Weft.Cli.Commands;

/// <summary>A command that asks a hub one question and prints the answer.</summary>
internal abstract class HubQueryCommand : CommandWithExamples
{
    private const string HubVariable = "WEFT_HUB";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Option<string?> _hub = new("--hub") { Description = $"The hub's address; else what {HubVariable} says.", HelpName = "tcp://HOST:PORT" };
    private readonly Option<bool> _json = CommonOptions.Json();

    protected HubQueryCommand(string name, string description) : base(name, description)
    {
        _hub.Validators.Add(HubAddress.Validate);
        Options.Add(_hub);
        Options.Add(_json);
        Validators.Add(RequireHub);
        SetAction(Run);
    }

    /// <summary>The question.</summary>
    protected abstract QueryKind Question { get; }

    /// <summary>The question's argument, or empty.</summary>
    protected virtual string Argument(ParseResult parsed) => "";

    /// <summary>Lays out the answer for people.</summary>
    protected abstract IEnumerable<string> Lines(JsonElement answer);

    private static string? FromEnvironment => Environment.GetEnvironmentVariable(HubVariable) is { Length: > 0 } value ? value : null;

    private void RequireHub(CommandResult result)
    {
        if (result.GetResult(_hub) is not null || result.Children.OfType<CommandResult>().Any())
            return;
        if (FromEnvironment is not { } addresses)
            result.AddError($"Say which hub: --hub tcp://HOST:PORT, or set {HubVariable}.");
        else if (addresses.Split(',').Select(address => (HubAddress.Parse(address, out string? problem), problem).problem).FirstOrDefault(problem => problem is not null) is { } wrong)
            result.AddError($"{HubVariable}: {wrong}");
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        using Termination termination = new();
        string addresses = parsed.GetValue(_hub) ?? FromEnvironment!;
        HubAddress[] hubs = [.. addresses.Split(',').Select(HubAddress.Parse)];
        (bool found, string json) = await Ask(hubs, Argument(parsed), termination.Token);
        if (!found)
            throw new CommandException($"The hub at {addresses} has no '{Argument(parsed)}'.");

        using JsonDocument answer = JsonDocument.Parse(json);
        Report report = new(parsed.GetValue(_json));
        foreach (string line in report.Json ? [] : Lines(answer.RootElement))
            report.Line(line);
        report.Document(answer.RootElement);
        return ExitCode.Success;
    }

    /// <summary>Asks the first hub that answers.</summary>
    private async Task<(bool Found, string Json)> Ask(HubAddress[] hubs, string argument, CancellationToken cancellation)
    {
        List<string> failures = [];
        foreach (HubAddress hub in hubs)
        {
            try
            {
                return await HubQuery.AskAsync(hub.Host, hub.Port, Question, argument, s_patience, cancellation);
            }
            catch (Exception failure) when (failure is IOException or TimeoutException or ProtocolException)
            {
                failures.Add($"{hub}: {failure.Message.TrimEnd('.')}");
            }
        }
        throw new CommandException(
            $"no answer from the hub at {string.Join("; ", failures)}. Is it running there? 'weft hub --listen {hubs[0]}' starts one, --hub or {HubVariable} names another.");
    }
}
