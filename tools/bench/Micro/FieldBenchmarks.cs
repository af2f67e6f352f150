using System.Reflection;
using System.Runtime.Loader;
using BenchmarkDotNet.Attributes;

namespace Weft.Bench.Micro;

/// <summary>Field-heavy code, as compiled and woven, both loaded side by side into one process without a hub.</summary>
public class FieldBenchmarks
{
    /// <summary>Where the assemblies are; set before the run, which is in this process.</summary>
    internal static IReadOnlyDictionary<string, string> Assemblies { get; set; } = new Dictionary<string, string>();

    private const int Times = 2_000;
    private Func<int, double> _work = _ => 0;

    /// <summary>Which copy.</summary>
    [Params("plain", "woven")]
    public string Code { get; set; } = "plain";

    /// <summary>Which method of the workload.</summary>
    [Params("Serve", "Particles", "Walk", "Properties", "UnsharedParticles", "LockAndWriteUnshared")]
    public string Method { get; set; } = "Particles";

    /// <summary>Loads the copy into a context of its own.</summary>
    [GlobalSetup]
    public void Load()
    {
        AssemblyLoadContext context = new(Code);
        string file = Assemblies[Code];
        context.Resolving += (_, name) =>
            Path.Combine(Path.GetDirectoryName(file)!, name.Name + ".dll") is var beside && File.Exists(beside) ? context.LoadFromAssemblyPath(beside) : null;
        MethodInfo method = context.LoadFromAssemblyPath(file).GetType("Workload.Micro", throwOnError: true)!.GetMethod(Method)!;
        _work = method.CreateDelegate<Func<int, double>>();
    }

    /// <summary>Runs the method.</summary>
    [Benchmark]
    public double Work() => _work(Times);
}
