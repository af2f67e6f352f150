using System.Diagnostics;
using Weft.Corpus.Gates;
using Weft.Corpus.Sets;
using Weft.Corpus.Weaving;
using Weft.Corpus.Workloads;
using Weft.Weaver;
using Weft.Weaver.Diagnostics;

namespace Weft.Corpus;

/// <summary>Weaves one set with all its types and takes it through the gates.</summary>
internal sealed class SetRun(ApplicationSet set, string folder, bool jit, Action<string> log)
{
    private readonly string _output = Path.Combine(folder, "woven");
    private readonly List<Finding> _findings = [];

    /// <summary>Weaves and checks; failures are findings, never exceptions.</summary>
    public async Task<SetResult> Run(CancellationToken cancellation)
    {
        Stopwatch clock = Stopwatch.StartNew();
        SetResult result = new(set);
        try
        {
            result = Weave(Request(), result, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever the weaver throws is what the corpus looks for.
            _findings.Add(new("weaving", failure.ToString()));
        }
        result = result with { Weaving = clock.Elapsed };
        if (result.Assemblies.Count > 0)
            result = await Check(result, cancellation);
        return result with { Findings = _findings, Total = clock.Elapsed };
    }

    /// <summary>A whole folder is woven into another one, single assemblies in a copy of their folder.</summary>
    private WeaveRequest Request()
    {
        string configuration = Path.Combine(Directory.CreateDirectory(folder).FullName, "weft.yaml");
        File.WriteAllText(configuration, "version: 1\ninclude:\n  - '**'\n");
        WeaveRequest request = new()
        {
            ConfigurationFile = configuration,
            Inputs = [set.Folder],
            RuntimeAssembly = Path.Combine(AppContext.BaseDirectory, "Weft.Runtime.dll"),
            OutputFolder = _output,
        };
        if (set.Only.Count == 0)
            return request;
        CopyFolder(set.Folder, _output);
        return request with { Inputs = [.. set.Only.Select(name => Path.Combine(_output, name + ".dll"))], OutputFolder = null };
    }

    private SetResult Weave(WeaveRequest request, SetResult result, CancellationToken cancellation)
    {
        Settled settled = Settling.Settle(request, log, cancellation);
        log($"weaving, after {settled.Rounds} rounds");
        // Not verified by the weaver, which would write nothing where it finds something: the other gates are to see it too.
        WeaveResult woven = WeaverEngine.Weave(request with { Concessions = settled.Concessions, Verify = false }, cancellationToken: cancellation);
        _findings.AddRange(woven.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).Select(error => new Finding("weaving", error.ToString())));
        return result with { Settled = settled, Assemblies = woven.Assemblies };
    }

    private async Task<SetResult> Check(SetResult result, CancellationToken cancellation)
    {
        string[] after = [.. result.Assemblies.Where(assembly => assembly.Fate == AssemblyFate.Rewritten).Select(assembly => assembly.OutputFile)];
        string[] before = [.. after.Select(file => Path.Combine(set.Folder, Path.GetFileName(file)))];
        log("looking for plain accesses that remain");
        RemainingAccesses remaining = RemainingAccesses.Find(result.Settled!.Shared, after, _output);
        _findings.AddRange(remaining.Findings);
        result = result with { Remaining = remaining };
        log("verifying IL");
        VerifierGate verifier = new(set.Folder, _output);
        verifier.Verify(after, cancellation);
        _findings.AddRange(verifier.Findings);
        result = result with { Verified = verifier.Methods };
        log("decompiling");
        DecompilerGate decompiler = new(set.Folder, _output);
        decompiler.Decompile(set.Decompiled, cancellation);
        _findings.AddRange(decompiler.Findings);
        result = result with { Decompiled = decompiler.Types };
        log("running workloads");
        WorkloadComparison comparison = await WorkloadComparison.Run(new(FrameworkFolders.Host, set.Program), Woven(), set.Workloads, cancellation);
        _findings.AddRange(comparison.Findings);
        result = result with { Workloads = comparison.Same };
        if (jit)
        {
            log("compiling every method, unwoven and woven");
            (IReadOnlyList<Finding> findings, int methods) = await JitGate.Compare(before, after, set.IsFramework, cancellation);
            _findings.AddRange(findings);
            result = result with { Compiled = methods };
        }
        return result;
    }

    /// <summary>The woven program on the framework as it is; or the program as it is on the woven framework.</summary>
    private WorkloadProgram Woven() => set.IsFramework
        ? new(PrivateFramework.Make(Path.Combine(folder, "dotnet"), _output), set.Program)
        : new(FrameworkFolders.Host, Path.Combine(_output, Path.GetFileName(set.Program)));

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
