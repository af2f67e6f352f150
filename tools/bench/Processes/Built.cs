using System.Reflection;

namespace Weft.Bench.Processes;

/// <summary>Where the built products are.</summary>
internal static class Built
{
    public static string Weft { get; } = Path.Combine(Output("tools/weft"), "weft.dll");

    public static string WorkloadFolder { get; } = Output("tests/Subjects/Workload");

    public static string Bench { get; } = typeof(Built).Assembly.Location;

    private static string Output(string project) => Path.Combine(Metadata("RepositoryRoot"), project, "bin", Metadata("Configuration"), "net10.0");

    private static string Metadata(string key) => typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == key).Value!;
}
