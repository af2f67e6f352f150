using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Weft.Cli.Tests;

/// <summary>A real process under test; each wait has a deadline.</summary>
internal sealed class Running : IDisposable
{
    internal const int SigInt = 2;
    internal const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];
    private readonly object _gate = new();

    internal Running(string assembly, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        string[] command = ["dotnet", assembly, .. arguments];
        if (InterruptIsIgnored())
            command = ["env", "--default-signal=INT", .. command];
        ProcessStartInfo start = new(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string inherited in start.Environment.Keys.Where(key => key.StartsWith("WEFT_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(inherited);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal static Running Weft(params string[] arguments) => new(Built.Weft, arguments);

    internal static Finished WeftToEnd(params string[] arguments)
    {
        using Running running = Weft(arguments);
        return running.End();
    }

    internal string Output => Text(_output);

    internal string Errors => Text(_errors);

    internal int Id => _process.Id;

    internal void CloseInput() => _process.StandardInput.Close();

    /// <summary>Waits for a line of standard output that contains a text and returns it.</summary>
    internal string Await(string text) =>
        Until(() => Find(_output, text), $"no line with '{text}'");

    internal void AwaitCount(string text, int count) =>
        Until(() => Count(text) >= count ? text : null, $"fewer than {count} lines with '{text}'");

    /// <summary>Waits for the process's own end.</summary>
    internal Finished End()
    {
        if (!_process.WaitForExit(Patience))
        {
            Kill();
            Assert.Fail($"The process did not end in time.\n{Output}\n{Errors}");
        }
        _process.WaitForExit();
        return new(_process.ExitCode, Output, Errors);
    }

    internal void Signal(int signal) => Assert.That(SendSignal(_process.Id, signal), Is.Zero);

    internal void Kill()
    {
        _process.Kill(entireProcessTree: false);
        _process.WaitForExit();
    }

    /// <summary>A process inherits that SIGINT is ignored, for instance from a shell's background job, and .NET leaves it so.</summary>
    private static bool InterruptIsIgnored()
    {
        const string Status = "/proc/self/status";
        const string Ignored = "SigIgn:";
        if (!File.Exists(Status))
            return false;
        string line = File.ReadLines(Status).First(line => line.StartsWith(Ignored, StringComparison.Ordinal));
        return (ulong.Parse(line[Ignored.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (SigInt - 1))) != 0;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Add(List<string> lines, string? line)
    {
        if (line is null)
            return;
        lock (_gate)
            lines.Add(line);
    }

    private string? Find(List<string> lines, string text)
    {
        lock (_gate)
            return lines.Find(line => line.Contains(text, StringComparison.Ordinal));
    }

    private int Count(string text)
    {
        lock (_gate)
            return _output.Count(line => line.Contains(text, StringComparison.Ordinal));
    }

    private string Text(List<string> lines)
    {
        lock (_gate)
            return string.Join('\n', lines);
    }

    private string Until(Func<string?> find, string complaint)
    {
        DateTime deadline = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < deadline)
        {
            if (find() is { } found)
                return found;
            if (_process.HasExited)
            {
                _process.WaitForExit();
                if (find() is { } last)
                    return last;
                break;
            }
            Thread.Sleep(10);
        }
        throw new InvalidOperationException($"{complaint}; the process {(_process.HasExited ? $"ended with {_process.ExitCode}" : "is running")}.\n{Output}\n{Errors}");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}

/// <summary>What a process left behind.</summary>
internal sealed record Finished(int ExitCode, string Output, string Errors)
{
    /// <summary>All of it, for the message of a failed assertion.</summary>
    internal string All => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
