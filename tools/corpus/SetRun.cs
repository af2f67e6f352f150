using System.Diagnostics;
using Mono.Cecil;
using Weft.Corpus.Gates;
using Weft.Corpus.Sets;
using Weft.Corpus.Weaving;
using Weft.Corpus.Workloads;
using Weft.Weaver;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Corpus;

/// <summary>Weaves one set with all its types and takes it through the gates.</summary>
internal sealed class SetRun(ApplicationSet set, string folder, bool jit, Action<string> log)
{
    private readonly List<Finding> _findings = [];

    /// <summary>Weaves and checks; failures are findings, never exceptions.</summary>
    public async Task<SetResult> Run(CancellationToken cancellation)
    {
        Stopwatch clock = Stopwatch.StartNew();
        string configuration = Path.Combine(Directory.CreateDirectory(folder).FullName, "weft.yaml");
        await File.WriteAllTextAsync(configuration, "version: 1\ninclude:\n  - '**'\n", cancellation);
        WeaveRequest request = new()
        {
            ConfigurationFile = configuration,
            Inputs = [set.Folder],
            RuntimeAssembly = Path.Combine(AppContext.BaseDirectory, "Weft.Runtime.dll"),
            OutputFolder = Path.Combine(folder, "woven"),
        };
        SetResult result = new(set);
        try
        {
            result = Weave(request, result, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whatever the weaver throws is what the corpus looks for.
            _findings.Add(new("weaving", failure.ToString()));
        }
        result = result with { Weaving = clock.Elapsed };
        if (result.Assemblies.Count > 0)
            result = await Check(result, request.OutputFolder, cancellation);
        return result with { Findings = _findings, Total = clock.Elapsed };
    }

    private SetResult Weave(WeaveRequest request, SetResult result, CancellationToken cancellation)
    {
        Settled settled = Settling.Settle(request, log, cancellation);
        log($"weaving, after {settled.Rounds} rounds");
        result = result with { Settled = settled, Counts = Count(settled) };
        WeaveResult woven = WeaverEngine.Weave(request with { Concessions = settled.Concessions }, cancellationToken: cancellation);
        _findings.AddRange(woven.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).Select(error => new Finding("weaving", error.ToString())));
        return result with { Assemblies = woven.Assemblies };
    }

    private async Task<SetResult> Check(SetResult result, string output, CancellationToken cancellation)
    {
        AssemblyOutcome[] rewritten = [.. result.Assemblies.Where(assembly => assembly.Fate == AssemblyFate.Rewritten)];
        string[] before = [.. rewritten.Select(assembly => assembly.InputFile)], after = [.. rewritten.Select(assembly => assembly.OutputFile)];
        log("looking for plain accesses that remain");
        RemainingAccesses remaining = RemainingAccesses.Find(result.Settled!.Plan, after, output);
        _findings.AddRange(remaining.Findings);
        result = result with { Remaining = remaining };
        if (set.Program is { } program)
        {
            log("running workloads");
            WorkloadComparison comparison = await WorkloadComparison.Run(Path.Combine(set.Folder, program), Path.Combine(output, program), cancellation);
            _findings.AddRange(comparison.Findings);
            result = result with { Workloads = comparison.Same };
        }
        if (jit)
        {
            log("compiling every method, unwoven and woven");
            (IReadOnlyList<Finding> findings, int methods) = await JitGate.Compare(before, after, set.IsFramework, cancellation);
            _findings.AddRange(findings);
            result = result with { Compiled = methods };
        }
        return result;
    }

    private static Dictionary<string, AssemblyCounts> Count(Settled settled)
    {
        ILookup<string, Diagnostic> refusals = settled.Refusals.ToLookup(refusal => (refusal.Subject as TypeDefinition ?? refusal.Subject!.DeclaringType).Module.Assembly.Name.Name);
        return settled.Plan.Assemblies.ToDictionary(plan => plan.Assembly.Name.Name, plan =>
        {
            TypeDefinition[] types = [.. plan.Assembly.MainModule.GetTypes()];
            return new AssemblyCounts(
                types.SelectMany(type => type.Methods).Count(method => method.HasInstructions()),
                types.Count(type => !type.IsInterface && !type.IsValueType && !type.IsStaticClass() && !type.IsDelegate() && !type.IsCompilerGenerated() && type.Name != "<Module>"),
                plan.Types.Length,
                plan.Bodies.Sum(body => body.Sites.Length),
                refusals[plan.Assembly.Name.Name].Count());
        });
    }
}
