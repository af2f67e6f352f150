using System.Globalization;
using Weft.Bench.Processes;
using Weft.Bench.Report;

namespace Weft.Bench.Build;

/// <summary>What <c>dotnet build</c> takes with the package beside the same build without: from nothing, with no change, with a change of the configuration alone.</summary>
internal static class BuildMeasurements
{
    private const double Goal = 1.15;
    private const double NothingMeasurable = 1.05;
    private const int Rounds = 5;

    public static IEnumerable<Measurement> Run()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("weft-bench-build-");
        try
        {
            PackageFeed feed = new(folder.FullName);
            return [.. Of(folder.FullName, feed, 5, "a fifth of them shared"), .. Of(folder.FullName, feed, 1, "all of them shared")];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<Measurement> Of(string folder, PackageFeed feed, int every, string shared)
    {
        GeneratedProject plain = new(Path.Combine(folder, $"plain{every}"), every, ""), woven = new(Path.Combine(folder, $"woven{every}"), every, feed.Reference);
        // Restores, and lets the machine have all files at hand.
        Build(plain);
        Build(woven);
        Round[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Round.Of(plain, woven))];
        string what = $"{GeneratedProject.Classes} classes, {shared}";
        yield return Compare($"`dotnet build` of {what}, from nothing: elapsed time", rounds, round => (round.Woven.Elapsed, round.Plain.Elapsed), "unwoven", Goal);
        yield return Compare($"`dotnet build` of {what}, from nothing: processor time", rounds, round => (round.Woven.Seconds, round.Plain.Seconds), "unwoven", null);
        yield return Compare($"`dotnet build` of {what}, nothing changed: elapsed time", rounds, round => (round.WovenAgain.Elapsed, round.PlainAgain.Elapsed), "unwoven", NothingMeasurable);
        yield return Compare($"`dotnet build` of {what}, `weft.yaml` changed: elapsed time", rounds, round => (round.Configured.Elapsed, round.Plain.Elapsed), "unwoven, from nothing", null);
    }

    private static Consumption Build(GeneratedProject project) =>
        // Its compiler is a part of each build: one that stays for the next build would be counted nowhere.
        MeasuredProcess.Run(["build", project.ProjectFile, "-p:UseSharedCompilation=false", "-v:q", "-nologo"], ("MSBUILDDISABLENODEREUSE", "1"));

    /// <summary>The result is the median of the ratios of builds that followed each other.</summary>
    private static Measurement Compare(string what, Round[] rounds, Func<Round, (double Woven, double Plain)> of, string kind, double? goal)
    {
        string Middle(Func<Round, double> one) => string.Create(CultureInfo.InvariantCulture, $"{Statistics.Median(rounds.Select(one)):0.00} s");
        return new(what, Middle(round => of(round).Woven), $"{Middle(round => of(round).Plain)} {kind}", Statistics.Median(rounds.Select(round => of(round).Woven / of(round).Plain)), "", goal);
    }

    private sealed record Round(Consumption Plain, Consumption Woven, Consumption PlainAgain, Consumption WovenAgain, Consumption Configured)
    {
        internal static Round Of(GeneratedProject plain, GeneratedProject woven)
        {
            plain.Clean();
            woven.Clean();
            (Consumption first, Consumption second) = (Build(plain), Build(woven));
            (Consumption third, Consumption fourth) = (Build(plain), Build(woven));
            woven.ChangeConfiguration();
            return new(first, second, third, fourth, Build(woven));
        }
    }
}
