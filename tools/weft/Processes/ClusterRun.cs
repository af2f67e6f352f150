using System.Diagnostics;
using Weft.Cli.Commands;
using Weft.Hub.Server;

namespace Weft.Cli.Processes;

/// <summary>A hub and some nodes that live and end together.</summary>
internal sealed class ClusterRun : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly HostedHub _hub;
    private readonly Process _guard;
    private readonly List<NodeProcess> _nodes = [];

    private ClusterRun(HostedHub hub, Process guard)
    {
        _hub = hub;
        _guard = guard;
    }

    /// <summary>Starts the hub and the nodes.</summary>
    /// <param name="application">The woven application.</param>
    /// <param name="count">Number of nodes.</param>
    /// <param name="arguments">The application's arguments on the node of a number.</param>
    /// <param name="folder">The folder that must not be left behind.</param>
    public static ClusterRun Start(Application application, int count, Func<int, string[]> arguments, string folder)
    {
        HostedHub hub = HubCommand.Start(new("127.0.0.1", 0), line => Console.Error.WriteLine($"[hub] {line}"));
        string address = $"tcp://{hub.EndPoint}";
        Console.Error.WriteLine($"[hub] listening on {address}");
        ClusterRun run = new(hub, StartGuard(folder));
        for (int number = 1; number <= count; number++)
        {
            NodeProcess node = NodeProcess.Start(number, application, arguments(number), address);
            run._nodes.Add(node);
            run._guard.StandardInput.WriteLine(node.Identity);
        }
        return run;
    }

    /// <summary>Waits for the end of all nodes, of the first that fails, or for the user's signal.</summary>
    /// <returns>The exit code of the run.</returns>
    public async Task<int> Finish(Task userEnds)
    {
        Dictionary<Task, NodeProcess> running = _nodes.ToDictionary(node => node.Ended());
        while (running.Count > 0)
        {
            Task first = await Task.WhenAny([.. running.Keys, userEnds]);
            if (first == userEnds)
                return ExitCode.Success;
            await first;
            running.Remove(first, out NodeProcess? ended);
            if (ended!.ExitCode == 0)
                continue;
            Console.Error.WriteLine($"weft: node {ended.Number} ended with code {ended.ExitCode}{(running.Count > 0 ? "; the others are ended too" : "")}");
            return ExitCode.Failure;
        }
        return ExitCode.Success;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.Stop(s_patience)));
        await Task.WhenAll(_nodes.Select(node => node.Ended()));
        foreach (NodeProcess node in _nodes)
            node.Dispose();
        await _hub.DisposeAsync();
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    private static Process StartGuard(string folder)
    {
        ProcessStartInfo start = new(DotnetHost.Find(), ["exec", ToolFiles.Tool, GuardCommand.CommandName, folder]) { RedirectStandardInput = true };
        return Process.Start(start) ?? throw new CommandException("The guard process did not start.");
    }
}
