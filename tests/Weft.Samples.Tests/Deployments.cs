namespace Weft.Samples.Tests;

/// <summary>Running servers that should look like one.</summary>
public abstract class Deployment : IAsyncDisposable
{
    private readonly List<ConsoleProcess> processes = [];
    private readonly List<ConsoleProcess> servers = [];

    /// <summary>The addresses of all servers.</summary>
    public List<Uri> Servers { get; } = [];

    /// <summary>What all processes printed.</summary>
    public string Output => string.Join("\n\n", processes.Select(process => process.Output));

    /// <summary>Starts the servers.</summary>
    public abstract Task StartAsync();

    /// <summary>Ends the servers.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var process in Enumerable.Reverse(processes))
            await process.DisposeAsync();
    }

    /// <summary>Starts one server.</summary>
    protected async Task AddServerAsync(string assembly, string name, Dictionary<string, string> environment)
    {
        var server = ConsoleProcess.Start(name, assembly, ["--urls", "http://127.0.0.1:0", "--name", name], environment);
        processes.Add(server);
        servers.Add(server);
        Servers.Add(new Uri(await server.AwaitAsync(@"http://127\.0\.0\.1:\d+")));
    }

    /// <summary>Ends one server at once.</summary>
    protected async Task EndServerAsync(int index)
    {
        var server = servers[index];
        servers.RemoveAt(index);
        processes.Remove(server);
        await server.DisposeAsync();
    }

    /// <summary>Starts a hub.</summary>
    /// <returns>Its address.</returns>
    protected async Task<string> AddHubAsync()
    {
        var hub = ConsoleProcess.Start("hub", Built.Weft, ["hub", "--listen", "tcp://127.0.0.1:0"]);
        processes.Add(hub);
        return (await hub.AwaitAsync(@"listening on tcp://[\d.]+:\d+"))["listening on ".Length..];
    }
}

/// <summary>The server as it was compiled.</summary>
public sealed class OneServer : Deployment
{
    /// <inheritdoc/>
    public override Task StartAsync() => AddServerAsync(Built.Server, "alone", []);
}

/// <summary>The woven server without a hub.</summary>
public sealed class WovenWithoutHub : Deployment
{
    /// <inheritdoc/>
    public override async Task StartAsync() => await AddServerAsync(await WovenServer.Assembly, "woven", []);
}

/// <summary>A hub and two nodes of the woven server.</summary>
public sealed class TwoNodes : Deployment
{
    private string hub = "";

    /// <inheritdoc/>
    public override async Task StartAsync()
    {
        hub = await AddHubAsync();
        await AddNodeAsync("node1");
        await AddNodeAsync("node2");
    }

    /// <summary>Starts one more node.</summary>
    public async Task AddNodeAsync(string name) =>
        await AddServerAsync(await WovenServer.Assembly, name, new() { ["WEFT_HUB"] = hub, ["WEFT_NODE"] = name });

    /// <summary>Ends the first node without a farewell.</summary>
    public async Task KillFirstAsync()
    {
        await EndServerAsync(0);
        Servers.RemoveAt(0);
    }
}
