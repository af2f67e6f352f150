using System.Diagnostics;
using System.Net;
using Weft.Hub.Server;

namespace Weft.Weaver.Tests.Weaving;

/// <summary>A program of constructs, run as its own process: with or without a hub, to act or to show what arrived.</summary>
internal sealed class Accepted : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly CancellationTokenSource _limit = new(Limit);

    private Accepted(string assembly, string mode, HubServer? hub)
    {
        ProcessStartInfo start = new("dotnet", [assembly, mode]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string inherited in start.Environment.Keys.Where(key => key.StartsWith("WEFT_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(inherited);
        // For methods that the runtime suspends, which it does not do unasked in this version.
        start.Environment["DOTNET_RuntimeAsync"] = "1";
        if (hub is not null)
            start.Environment["WEFT_HUB"] = $"tcp://{hub.EndPoint}";
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync(_limit.Token);
    }

    /// <summary>Runs the constructs in one process and gives back its lines.</summary>
    internal static async Task<string[]> RunAsync(string assembly)
    {
        using Accepted program = new(assembly, "act", hub: null);
        return await program.LinesAsync(untilDone: false);
    }

    /// <summary>Runs the constructs on one node and shows them on another; gives back the lines of both, and what the first said beside them.</summary>
    internal static async Task<(string[] Acted, string[] Arrived, string Said)> RunOnTwoNodesAsync(string assembly)
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) });
        using Accepted first = new(assembly, "stay", hub);
        string[] acted = await first.LinesAsync(untilDone: true);
        using Accepted second = new(assembly, "show", hub);
        string[] arrived = await second.LinesAsync(untilDone: false);
        first._process.Kill(entireProcessTree: true);
        return (acted, arrived, await first._errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _limit.Dispose();
    }

    private async Task<string[]> LinesAsync(bool untilDone)
    {
        List<string> lines = [];
        while (await _process.StandardOutput.ReadLineAsync(_limit.Token) is { } line)
        {
            lines.Add(line);
            if (untilDone && line == "done")
                return [.. lines];
        }
        await _process.WaitForExitAsync(_limit.Token);
        Assert.That(_process.ExitCode, Is.Zero, await _errors + string.Join('\n', lines));
        return [.. lines];
    }
}
