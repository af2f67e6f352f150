using System.Collections.Concurrent;
using System.Diagnostics;

namespace Weft.Cluster.Tests;

/// <summary>A dotnet process whose output is read line by line, each wait with a deadline.</summary>
internal sealed class LineProcess : IDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();

    internal LineProcess(string name, string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        Name = name;
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
        };
        start.ArgumentList.Add(assembly);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (string inherited in start.Environment.Keys.Where(k => k.StartsWith("WEFT_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(inherited);
        foreach ((string key, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) =>
        {
            try
            {
                if (e.Data is null)
                    _lines.CompleteAdding();
                else
                    _lines.Add(e.Data);
            }
            catch (ObjectDisposedException)
            {
                // A line of a process that was killed when its test was over: thrown on here, it would end the test host.
                _errors.Enqueue("(a line came after the test: " + e.Data + ")");
            }
        };
        _process.ErrorDataReceived += (_, e) =>
        {
            if (e.Data is not null)
                _errors.Enqueue(e.Data);
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal string Name { get; }

    internal string Errors => string.Join('\n', _errors);

    internal string ReadLine(TimeSpan? patience = null)
    {
        if (_lines.TryTake(out string? line, patience ?? Patience))
            return line;
        throw new InvalidOperationException($"{Name} {(_process.HasExited ? $"ended with code {_process.ExitCode}" : "did not answer in time")}. Its standard error:\n{Errors}");
    }

    /// <summary>Waits for a line of standard error: it comes through a pipe of its own, perhaps after an answer that was given later.</summary>
    internal void AwaitError(params string[] parts)
    {
        long deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!_errors.Any(line => Array.TrueForAll(parts, part => line.Contains(part, StringComparison.Ordinal))))
        {
            Assert.That(Environment.TickCount64, Is.LessThan(deadline), $"{Name} did not say '{string.Join("' and '", parts)}' on standard error:\n{Errors}");
            Thread.Sleep(5);
        }
    }

    internal void WriteLine(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Asks the process to end, as a service manager does.</summary>
    internal void Terminate() => Signal("TERM");

    /// <summary>Stops the process where it stands, as a debugger or a hypervisor does, or lets it go on.</summary>
    internal void Freeze(bool frozen) => Signal(frozen ? "STOP" : "CONT");

    private void Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-" + name, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    internal void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit(Patience);
    }

    /// <summary>Waits for the end of the process and gives its exit code and all lines that were not read.</summary>
    internal (int ExitCode, string Output) WaitForEnd()
    {
        if (!_process.WaitForExit(Patience))
        {
            Kill();
            throw new TimeoutException($"{Name} did not end in time. Its standard error:\n{Errors}");
        }
        _process.WaitForExit();
        List<string> rest = [];
        while (_lines.TryTake(out string? line, TimeSpan.FromSeconds(5)))
            rest.Add(line);
        return (_process.ExitCode, string.Join('\n', rest));
    }

    internal (int ExitCode, string Output) WaitForEndAfter(string lastLine)
    {
        try
        {
            WriteLine(lastLine);
        }
        catch (IOException e)
        {
            _errors.Enqueue("(the process ended before it read its last line: " + e.Message + ")");
        }
        return WaitForEnd();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        _lines.Dispose();
    }
}
