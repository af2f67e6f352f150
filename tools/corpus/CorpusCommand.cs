using Weft.Corpus.Report;
using Weft.Corpus.Sets;
using Weft.Cli.Processes;

namespace Weft.Corpus;

/// <summary>What was asked for.</summary>
/// <param name="What">Which sets.</param>
/// <param name="Report">A file for the report.</param>
/// <param name="Details">A folder for all refusals and findings.</param>
/// <param name="Work">A folder that keeps what is made; null for a temporary one.</param>
/// <param name="Jit">Whether the JIT compiles every method.</param>
internal sealed record CorpusOptions(string What, string? Report, string? Details, string? Work, bool Jit);

/// <summary>Weaves the sets one by one, checks them and reports.</summary>
internal static class CorpusCommand
{
    /// <summary>0 where nothing is wrong, else 1.</summary>
    public static async Task<int> Run(CorpusOptions options, CancellationToken cancellation)
    {
        using TemporaryFolder temporary = new("weft-corpus-");
        string work = options.Work is null ? temporary.Path : Path.GetFullPath(options.Work);
        List<SetResult> results = [];
        if (options.What != "packages")
            results.Add(await Run(FrameworkOf(options.What, Path.Combine(work, "framework", "unwoven")), Path.Combine(work, "framework"), options, cancellation));
        if (options.What != "framework")
            results.Add(await Run(options.What == "cut" ? PackageSet.Cut() : PackageSet.Whole(), Path.Combine(work, "packages"), options, cancellation));
        if (options.Details is { } details)
            DetailFiles.Write(details, results);
        string report = MarkdownReport.Write(results);
        Console.Write(report);
        if (options.Report is { } file)
            await File.WriteAllTextAsync(file, report, cancellation);
        return results.Any(result => result.Findings.Count > 0) ? 1 : 0;
    }

    private static ApplicationSet FrameworkOf(string what, string folder) => what == "cut" ? FrameworkSet.Cut(folder) : FrameworkSet.Whole(folder);

    private static async Task<SetResult> Run(ApplicationSet set, string folder, CorpusOptions options, CancellationToken cancellation)
    {
        SetResult result = await new SetRun(set, folder, options.Jit, message => Console.Error.WriteLine($"{set.Name}: {message}")).Run(cancellation);
        Console.Error.WriteLine($"{set.Name}: {result.Findings.Count} findings after {result.Total.TotalSeconds:0} s");
        return result;
    }
}
