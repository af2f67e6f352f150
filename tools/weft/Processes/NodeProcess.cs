using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Weft.Cli.Processes;

/// <summary>One node of a run: its output comes out line by line behind its number.</summary>
internal sealed class NodeProcess : IDisposable
{
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly Task _output;
    private readonly Task _errors;

    private NodeProcess(int number, Process process)
    {
        Number = number;
        _process = process;
        Identity = ProcessIdentity.Of(process);
        _output = Copy(process.StandardOutput, Console.Out);
        _errors = Copy(process.StandardError, Console.Error);
    }

    /// <summary>From 1.</summary>
    public int Number { get; }

    public ProcessIdentity Identity { get; }

    /// <summary>Valid once <see cref="Ended"/> has returned.</summary>
    public int ExitCode => _process.ExitCode;

    public static NodeProcess Start(int number, Application application, IEnumerable<string> arguments, string hub)
    {
        ProcessStartInfo start = new(DotnetHost.Find(), [Path.Combine(application.Folder, application.MainAssembly), .. arguments])
        {
            // Web servers look for their files here.
            WorkingDirectory = application.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["WEFT_HUB"] = hub;
        start.Environment["WEFT_NODE"] = $"node{number}";
        start.Environment.Remove("WEFT_OFF");
        Process process = Process.Start(start) ?? throw new CommandException($"Node {number} did not start.");
        return new(number, process);
    }

    /// <summary>Waits until the process has ended and all that it printed is out.</summary>
    public async Task Ended()
    {
        await _process.WaitForExitAsync();
        await Task.WhenAll(_output, _errors);
    }

    /// <summary>Asks the process to end, and ends it by force after <paramref name="patience"/>.</summary>
    public async Task Stop(TimeSpan patience)
    {
        if (!_process.HasExited)
            RequestEnd();
        using CancellationTokenSource limit = new(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"weft: node {Number} did not end within {patience.TotalSeconds:0} s and is killed");
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _process.Dispose();

    private void RequestEnd()
    {
        if (OperatingSystem.IsWindows())
            _process.Kill(entireProcessTree: true);
        else if (SendSignal(_process.Id, SigTerm) != 0 && !_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    private async Task Copy(StreamReader from, TextWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
            to.WriteLine($"[{Number}] {line}");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
