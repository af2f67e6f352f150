using System.Diagnostics;
using Weft.Corpus.Gates;

namespace Weft.Corpus.Workloads;

/// <summary>A program with workloads.</summary>
/// <param name="Host">The full path of the <c>dotnet</c> that runs it.</param>
/// <param name="File">The program's assembly.</param>
internal sealed record WorkloadProgram(string Host, string File);

/// <summary>Runs every workload of a program unwoven and woven, each in a process of its own, and compares what they print.</summary>
internal sealed class WorkloadComparison
{
    private const string Gate = "workloads";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly List<string> _same = [];
    private readonly List<Finding> _findings = [];

    /// <summary>The workloads that gave the same.</summary>
    public IReadOnlyList<string> Same => _same;

    /// <summary>Those that did not.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Runs the workloads of these names; all that the program lists where there is none.</summary>
    public static async Task<WorkloadComparison> Run(WorkloadProgram unwoven, WorkloadProgram woven, IReadOnlyList<string> only, CancellationToken cancellation)
    {
        WorkloadComparison comparison = new();
        foreach (string name in only.Count > 0 ? only : await List(unwoven, cancellation))
            comparison.Compare(name, await Start(unwoven, name, cancellation), await Start(woven, name, cancellation));
        return comparison;
    }

    private static async Task<string[]> List(WorkloadProgram program, CancellationToken cancellation) =>
        (await Start(program, "list", cancellation)).Text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private void Compare(string name, Output unwoven, Output woven)
    {
        if (unwoven.ExitCode != 0)
            _findings.Add(new(Gate, $"{name}: the unwoven program ended with {unwoven.ExitCode}: {unwoven.Errors}"));
        else if (woven.ExitCode != 0)
            _findings.Add(new(Gate, $"{name}: the woven program ended with {woven.ExitCode}: {woven.Errors}"));
        else if (unwoven.Text != woven.Text)
            _findings.Add(new(Gate, $"{name}: the woven program printed something else. {Difference(unwoven.Text, woven.Text)}"));
        else
            _same.Add(name);
    }

    private static string Difference(string unwoven, string woven)
    {
        string[] left = unwoven.Split('\n'), right = woven.Split('\n');
        int line = Enumerable.Range(0, Math.Min(left.Length, right.Length)).FirstOrDefault(index => left[index] != right[index], Math.Min(left.Length, right.Length));
        return $"Line {line + 1}: '{left.ElementAtOrDefault(line)}' and '{right.ElementAtOrDefault(line)}'";
    }

    private static async Task<Output> Start(WorkloadProgram program, string workload, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(program.Host, ["exec", program.File, workload]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("WEFT_HUB");
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(program.Host);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("The workload did not start.");
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return new(process.ExitCode, await output, $"It was stopped after {Limit.TotalMinutes:0} minutes. {await errors}");
        }
        return new(process.ExitCode, await output, await errors);
    }

    private sealed record Output(int ExitCode, string Text, string Errors);
}
