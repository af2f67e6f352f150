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

/// <summary>Unshared fields as BenchmarkDotNet measures them: one copy after the other, which on a noisy machine says less about the ratio than <see cref="FieldMeasurements"/>.</summary>
internal static class SeparateFieldMeasurements
{
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
        return FieldMeasurements.Cases.Select(each => Measurement.Ratio(each.Title, Median(summary, "woven", each.Method), "unwoven", Median(summary, "plain", each.Method), goal: null));
    }

    private static double Median(Summary summary, string code, string method)
    {
        BenchmarkReport report = summary.Reports.Single(each =>
            (string)each.BenchmarkCase.Parameters["Code"] == code && (string)each.BenchmarkCase.Parameters["Method"] == method);
        return report.ResultStatistics?.Median ?? throw new InvalidOperationException($"{method} ({code}) did not run: {string.Join(' ', report.ExecuteResults.SelectMany(result => result.Errors))}");
    }
}
