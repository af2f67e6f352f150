using System.Globalization;
using Weft.Bench.Processes;
using Weft.Bench.Report;

namespace Weft.Bench.Weave;

/// <summary>What weaving every class of one package takes beside a bare read and write of it, and beside other tools that rewrite assemblies.</summary>
internal static class RewriteMeasurements
{
    private const double Goal = 2;
    private const int Runs = 5;

    private static readonly string s_sources = Path.Combine(Built.Repository, "tools", "bench", "Weave");

    public static IEnumerable<Measurement> Run()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("weft-bench-rewrite-");
        try
        {
            return [.. Package(folder.FullName, "AngleSharp", Built.AngleSharp), .. Package(folder.FullName, "MimeKit", Built.MimeKit)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<Measurement> Package(string folder, string name, string library)
    {
        string input = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        foreach (string file in Directory.GetFiles(library, name + ".*").Where(file => Path.GetExtension(file) is ".dll" or ".pdb"))
            File.Copy(file, Path.Combine(input, Path.GetFileName(file)));
        string assembly = Path.Combine(input, name + ".dll");
        bool symbols = File.Exists(Path.ChangeExtension(assembly, ".pdb"));
        string what = $"{name} ({new FileInfo(assembly).Length / 1e6:0.0} MB{(symbols ? ", with symbols" : "")})";
        int output = 0;
        string Next() => Path.Combine(folder, name + "-out" + output++);

        string precompiled = PrecompiledBench(Path.Combine(folder, name + "-bench"));
        Consumption Bare(string program, params (string, string)[] settings) => MeasuredProcess.Run([program, BareRewrite.CommandName, assembly, Next()], settings);
        Consumption Weft() => MeasuredProcess.Run([Built.Weft, "weave", assembly, "-c", Path.Combine(s_sources, name + ".yaml"), "-o", Next(), .. References()]);
        Consumption[][] runs = InTurns(() => Bare(Built.Bench), Weft, () => Bare(precompiled, ("DOTNET_TieredPGO", "0")));
        Consumption[] bare = runs[0], weft = runs[1];
        yield return Time($"weaving every class of {what}: processor time", weft, bare, Goal);
        yield return Elapsed($"weaving every class of {what}: elapsed time", weft, bare, Goal);
        yield return Memory($"weaving every class of {what}: peak memory", weft, bare, Goal);
        yield return Time($"weaving every class of {what}: processor time, beside Cecil compiled ahead of time too", weft, runs[2], null);
        if (!symbols)
        {
            Consumption[] coyote = InTurns(() => Coyote(folder, input, name, Next()))[0];
            yield return Time($"`coyote rewrite` of {what}: processor time", coyote, bare, null);
            yield return Memory($"`coyote rewrite` of {what}: peak memory", coyote, bare, null);
        }
        else
        {
            // Coverlet takes only what has symbols. Its own host is MSBuild, whose start is taken off.
            Consumption[][] inHost = InTurns(() => Coverlet(folder, assembly, "Nothing"), () => Coverlet(folder, assembly, "Instrument"));
            Consumption[] coverlet = [.. inHost[1].Zip(inHost[0], (whole, host) => whole with { Seconds = whole.Seconds - host.Seconds })];
            yield return Time($"Coverlet's instrumentation of {what}: processor time", coverlet, bare, null);
            yield return Memory($"Coverlet's instrumentation of {what}: peak memory", coverlet, bare, null);
        }
    }

    private static IEnumerable<string> References() => Built.References.SelectMany(reference => new[] { "--reference", reference });

    private static Consumption Coyote(string folder, string input, string name, string output)
    {
        string settings = Path.Combine(folder, "coyote.json");
        File.WriteAllText(settings, $$"""{ "AssembliesPath": "{{input}}", "OutputPath": "{{output}}", "Assemblies": [ "{{name}}.dll" ] }""");
        return MeasuredProcess.Run([Built.Coyote, "rewrite", settings], ("DOTNET_ROLL_FORWARD", "Major"));
    }

    private static Consumption Coverlet(string folder, string assembly, string target)
    {
        // It works in place, and puts the original back when its process ends.
        string project = Path.Combine(folder, "coverlet.proj");
        File.WriteAllText(project, $"""
            <Project>
              <UsingTask TaskName="Coverlet.MSbuild.Tasks.InstrumentationTask" AssemblyFile="{Built.Coverlet}" />
              <Target Name="Instrument">
                <Coverlet.MSbuild.Tasks.InstrumentationTask Path="{assembly}" IncludeTestAssembly="true" ExcludeAssembliesWithoutSources="None" />
              </Target>
              <Target Name="Nothing" />
            </Project>
            """);
        return MeasuredProcess.Run(["msbuild", project, "-nodeReuse:false", "-verbosity:quiet", "-target:" + target]);
    }

    private static Measurement Time(string what, Consumption[] runs, Consumption[] bare, double? goal) =>
        Compare(what, runs, bare, run => run.Seconds, "{0:0.00} s", " bare read and write", goal);

    private static Measurement Elapsed(string what, Consumption[] runs, Consumption[] bare, double? goal) =>
        Compare(what, runs, bare, run => run.Elapsed, "{0:0.00} s", "", goal);

    private static Measurement Memory(string what, Consumption[] runs, Consumption[] bare, double? goal) =>
        Compare(what, runs, bare, run => run.PeakMegabytes, "{0:0} MB", "", goal);

    /// <summary>The result is the median of the ratios of runs that followed each other: what the machine does meanwhile concerns both.</summary>
    private static Measurement Compare(string what, Consumption[] runs, Consumption[] bare, Func<Consumption, double> of, string format, string kind, double? goal)
    {
        string Middle(Consumption[] those) => string.Format(CultureInfo.InvariantCulture, format, Statistics.Median(those.Select(of)));
        return new(what, Middle(runs), Middle(bare) + kind, Statistics.Median(runs.Zip(bare, (run, other) => of(run) / of(other))), "", goal);
    }

    private static Consumption[][] InTurns(params Func<Consumption>[] programs)
    {
        Consumption[][] rounds = [.. Enumerable.Range(0, Runs).Select(_ => programs.Select(run => run()).ToArray())];
        return [.. programs.Select((_, program) => rounds.Select(round => round[program]).ToArray())];
    }

    /// <summary>This program with Cecil as the command has it, compiled ahead of time.</summary>
    private static string PrecompiledBench(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(Built.Bench)!).Where(file => Path.GetExtension(file) is ".dll" or ".json"))
        {
            string precompiled = Path.Combine(Path.GetDirectoryName(Built.Weft)!, Path.GetFileName(file));
            File.Copy(Path.GetFileName(file).StartsWith("Mono.Cecil", StringComparison.Ordinal) && File.Exists(precompiled) ? precompiled : file, Path.Combine(folder, Path.GetFileName(file)));
        }
        return Path.Combine(folder, Path.GetFileName(Built.Bench));
    }
}
