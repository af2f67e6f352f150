using System.Diagnostics;
using System.Text.RegularExpressions;
using ScopeServer.Client;

namespace Weft.Samples.Tests;

/// <summary>A .NET program in a process of its own; what it prints is kept.</summary>
internal sealed class ConsoleProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string name;
    private readonly Process process;
    private readonly List<string> output = [];

    private ConsoleProcess(string name, ProcessStartInfo start)
    {
        this.name = name;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return string.Join('\n', output);
        }
    }

    /// <summary>Starts a program with no other <c>WEFT_*</c> variables than the given ones.</summary>
    public static ConsoleProcess Start(string name, string assembly, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
        };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("WEFT_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(inherited);
        foreach (var (key, value) in environment ?? [])
            start.Environment[key] = value;
        return new ConsoleProcess(name, start);
    }

    /// <summary>Waits until it has printed something that matches.</summary>
    public async Task<string> AwaitAsync(string pattern)
    {
        var match = Match.Empty;
        await Wait.UntilAsync(() => (match = Regex.Match(Output, pattern)).Success || process.HasExited, Patience);
        if (!match.Success && process.HasExited)
        {
            // The last lines may still be on their way.
            await EndAsync();
            match = Regex.Match(Output, pattern);
        }
        return match.Success ? match.Value : throw new InvalidOperationException($"{name} did not print '{pattern}':\n{Output}");
    }

    /// <summary>Waits until it ends.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>Ends it at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (output)
            output.Add(line.Data);
    }
}
