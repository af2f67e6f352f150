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

        Consumption bare = Median(() => MeasuredProcess.Run([Built.Bench, BareRewrite.CommandName, assembly, Next()]));
        Consumption weft = Median(() => MeasuredProcess.Run([Built.Weft, "weave", assembly, "-c", Path.Combine(s_sources, name + ".yaml"), "-o", Next(), .. References()]));
        yield return Time($"weaving every class of {what}: processor time", weft, bare, Goal);
        yield return Memory($"weaving every class of {what}: peak memory", weft, bare, Goal);
        if (!symbols)
        {
            Consumption coyote = Median(() => Coyote(folder, input, name, Next()));
            yield return Time($"`coyote rewrite` of {what}: processor time", coyote, bare, null);
            yield return Memory($"`coyote rewrite` of {what}: peak memory", coyote, bare, null);
        }
        else
        {
            // Coverlet takes only what has symbols. Its own host is MSBuild, whose start is taken off.
            Consumption host = Median(() => Coverlet(folder, assembly, "Nothing"));
            Consumption coverlet = Median(() => Coverlet(folder, assembly, "Instrument"));
            yield return Time($"Coverlet's instrumentation of {what}: processor time", coverlet with { Seconds = coverlet.Seconds - host.Seconds }, bare, null);
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

    private static Measurement Time(string what, Consumption consumption, Consumption bare, double? goal) =>
        new(what, $"{consumption.Seconds:0.00} s", $"{bare.Seconds:0.00} s bare read and write", consumption.Seconds / bare.Seconds, "", goal);

    private static Measurement Memory(string what, Consumption consumption, Consumption bare, double? goal) =>
        new(what, $"{consumption.PeakMegabytes:0} MB", $"{bare.PeakMegabytes:0} MB", consumption.PeakMegabytes / bare.PeakMegabytes, "", goal);

    private static Consumption Median(Func<Consumption> run)
    {
        Consumption[] runs = [.. Enumerable.Range(0, Runs).Select(_ => run())];
        return new(Statistics.Median(runs.Select(item => item.Seconds)), Statistics.Median(runs.Select(item => item.PeakMegabytes)));
    }
}
