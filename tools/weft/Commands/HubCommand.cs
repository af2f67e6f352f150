using System.CommandLine;
using System.Net.Sockets;
using Weft.Cli.Processes;
using Weft.Hub.Server;
using Weft.Hub.Storage;
using Weft.Hub.Storage.Sqlite;
using Weft.Protocol;

namespace Weft.Cli.Commands;

/// <summary><c>weft hub</c>.</summary>
internal sealed class HubCommand : CommandWithExamples
{
    private const string DefaultAddress = "tcp://127.0.0.1:9510";

    /// <summary>Options of later versions: a hub that took them and did not do what they ask would be worse than one that refuses.</summary>
    private static readonly string[] NotYetSupported = ["--tls-cert", "--tls-key", "--client-ca", "--token-file"];

    private readonly Option<string> _listen = new("--listen")
    {
        Description = "Where to take connections; port 0 picks one.",
        HelpName = "tcp://HOST:PORT",
        DefaultValueFactory = _ => DefaultAddress,
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "The folder that keeps what the nodes share, over restarts of the hub; without it, it is kept in memory.",
        HelpName = "DIR",
    };

    private readonly Option<double> _compactAfter = new("--compact-after")
    {
        Description = "With --data: how long the log may grow before it is compacted, unless what all nodes share is longer.",
        HelpName = "MB",
        DefaultValueFactory = _ => new HubOptions().CompactAfterBytes / (double)Megabyte,
    };

    private const int LargestObject = 1024;

    // A database takes no single value that is longer.
    private const int LargestStoredObject = SqliteHubStore.MaxEntryBytes / Megabyte;

    private readonly Option<int> _maxObject = new("--max-object")
    {
        Description = $"How long an object, or all that becomes shared at once, may be: 1 to {LargestObject} MB.",
        HelpName = "MB",
        DefaultValueFactory = _ => new HubOptions().MaxObjectBytes / Megabyte,
    };

    private const int Megabyte = 1024 * 1024;

    private readonly Option<TimeSpan> _window = Durations.Option("--reconnect-window", "How long a node whose connection broke keeps its locks and may come back.", new HubOptions().ReconnectWindow);

    private readonly Option<TimeSpan> _nodeTimeout = Durations.Option("--node-timeout", "The silence after which a connected node counts as dead.", new HubOptions().NodeTimeout);

    public HubCommand() : base("hub", "Runs a hub: it orders the changes of all nodes, grants locks and holds the shared objects, in memory or, with --data, on the disk.")
    {
        _listen.Validators.Add(HubAddress.Validate);
        Options.Add(_listen);
        _maxObject.Validators.Add(result =>
        {
            if (result.Tokens.Count != 0 && result.GetValueOrDefault<int>() is < 1 or > LargestObject)
                result.AddError($"--max-object is a number of MB from 1 to {LargestObject}.");
        });
        Options.Add(_maxObject);
        _data.Validators.Add(result =>
        {
            if (result.Tokens.Count != 0 && string.IsNullOrWhiteSpace(result.GetValueOrDefault<string?>()))
                result.AddError("--data is a folder.");
            else if (result.Tokens.Count != 0 && result.GetValue(_maxObject) is > LargestStoredObject and <= LargestObject)
                result.AddError($"With --data, --max-object is {LargestStoredObject} at most.");
        });
        Options.Add(_data);
        _compactAfter.Validators.Add(result =>
        {
            if (result.Tokens.Count != 0 && result.GetValueOrDefault<double>() is not (> 0 and < int.MaxValue))
                result.AddError("--compact-after is a number of MB.");
        });
        Options.Add(_compactAfter);
        Options.Add(_window);
        Options.Add(_nodeTimeout);
        foreach (string name in NotYetSupported)
        {
            Option<string?> refused = new(name) { Hidden = true, Arity = ArgumentArity.ZeroOrOne };
            refused.Validators.Add(result => result.AddError($"{name} is not supported in this version."));
            Options.Add(refused);
        }
        SetAction(Run);
    }

    public override string[] Examples =>
    [
        $"weft hub                                  # on {DefaultAddress}",
        "weft hub --listen tcp://0.0.0.0:9510      # for nodes on other machines",
        "weft hub --listen tcp://127.0.0.1:0       # prints the port that it got",
        "weft hub --data /var/lib/shop             # keeps what the nodes share when it is started again",
        "weft hub --reconnect-window 20s           # for a network that is away for seconds at times",
    ];

    /// <summary>Starts a hub in this process.</summary>
    public static HostedHub Start(HubAddress address, Action<string> log) => Start(address, new HubOptions { Log = log }, null);

    private static HostedHub Start(HubAddress address, HubOptions options, string? data)
    {
        try
        {
            return HostedHub.Start(options with { Listen = EmbeddedHub.ParseAddress($"{address.Host}:{address.Port}") }, data);
        }
        catch (HubStoreException failure)
        {
            throw new CommandException(failure.Message, inner: failure);
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new CommandException($"cannot listen on {address}: the port is in use, perhaps by another hub. Stop it, or choose another port with --listen (0 picks a free one).", inner: failure);
        }
        catch (Exception failure) when (failure is SocketException or FormatException)
        {
            throw new CommandException($"cannot listen on {address}: {failure.Message}", inner: failure);
        }
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        using Termination termination = new();
        int maxObjectBytes = (int)Math.Min(FrameCodec.MaxMessageLength - 64L, parsed.GetRequiredValue(_maxObject) * (long)Megabyte);
        HubOptions options = new() { MaxObjectBytes = maxObjectBytes, CompactAfterBytes = (long)(parsed.GetRequiredValue(_compactAfter) * Megabyte), ReconnectWindow = parsed.GetRequiredValue(_window), NodeTimeout = parsed.GetRequiredValue(_nodeTimeout), Log = Console.Error.WriteLine };
        await using HostedHub hub = Start(HubAddress.Parse(parsed.GetRequiredValue(_listen)), options, parsed.GetValue(_data));
        await Console.Out.WriteLineAsync($"listening on tcp://{hub.EndPoint}");
        await Console.Out.FlushAsync(cancellation);
        // The log has said why it halts.
        return await Task.WhenAny(termination.Requested, hub.Halted) == hub.Halted ? ExitCode.Failure : ExitCode.Success;
    }
}
