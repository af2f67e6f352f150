using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Weft.Bench.Processes;
using Measurement = Weft.Bench.Report.Measurement;

namespace Weft.Bench.Micro;

/// <summary>Unshared fields, woven against unwoven.</summary>
internal static class FieldMeasurements
{
    private const double Goal = 1.05;

    private static readonly (string Method, string Title, double? Goal)[] Cases =
    [
        ("Serve", "fields, unshared: messages through a server's sessions", Goal),
        ("Particles", "fields, unshared: particles (read and write)", Goal),
        ("Walk", "fields, unshared: list walk (read)", Goal),
        ("Properties", "fields, unshared: properties get and set", Goal),
        ("LockAndWriteUnshared", "lock, write, unlock of an unshared object", null),
    ];

    public static IEnumerable<Measurement> Run(WovenWorkload workload)
    {
        FieldBenchmarks.Assemblies = new Dictionary<string, string> { ["plain"] = WovenWorkload.Unwoven, ["woven"] = workload.Assembly };
        ManualConfig configuration = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(8).WithIterationCount(15))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "weft-bench-artifacts"))
            .WithOptions(ConfigOptions.DisableLogFile);
        Summary summary = BenchmarkRunner.Run<FieldBenchmarks>(configuration);
        return Cases.Select(each => Measurement.Ratio(each.Title, Median(summary, "woven", each.Method), "unwoven", Median(summary, "plain", each.Method), each.Goal));
    }

    private static double Median(Summary summary, string code, string method)
    {
        BenchmarkReport report = summary.Reports.Single(each =>
            (string)each.BenchmarkCase.Parameters["Code"] == code && (string)each.BenchmarkCase.Parameters["Method"] == method);
        return report.ResultStatistics?.Median ?? throw new InvalidOperationException($"{method} ({code}) did not run: {string.Join(' ', report.ExecuteResults.SelectMany(result => result.Errors))}");
    }
}
