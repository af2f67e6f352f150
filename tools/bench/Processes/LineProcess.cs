using System.Collections.Concurrent;
using System.Diagnostics;

namespace Weft.Bench.Processes;

/// <summary>A dotnet process that talks in lines; each wait has a limit, and disposing ends it.</summary>
internal sealed class LineProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly ConcurrentQueue<string> _errors = new();

    public LineProcess(string assembly, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new("dotnet", [assembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                _lines.CompleteAdding();
            else
                _lines.Add(line.Data);
        };
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Errors => string.Join('\n', _errors);

    public string ReadLine() => TryReadLine() ?? throw new InvalidOperationException($"{_process.StartInfo.ArgumentList[0]} said nothing more.\n{Errors}");

    /// <summary>The next line; null at the end.</summary>
    public string? TryReadLine() => _lines.TryTake(out string? line, s_patience) ? line : null;

    public void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Waits for the end and returns the exit code.</summary>
    public int WaitForEnd()
    {
        if (!_process.WaitForExit(s_patience))
            throw new TimeoutException($"{_process.StartInfo.ArgumentList[0]} did not end.\n{Errors}");
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        _process.Dispose();
        _lines.Dispose();
    }
}
