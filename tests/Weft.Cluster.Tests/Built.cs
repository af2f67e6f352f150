using System.Reflection;

namespace Weft.Cluster.Tests;

/// <summary>Where the built products are.</summary>
internal static class Built
{
    internal static string Repository { get; } = Metadata("RepositoryRoot");

    internal static string Weft { get; } = Output("tools/weft", "weft.dll");

    internal static string Probe { get; } = Output("tests/Subjects/Probe", "Probe.dll");

    internal static string Annotated { get; } = Output("tests/Subjects/Annotated", "Annotated.dll");

    internal static string Stress { get; } = Output("tests/Subjects/Stress", "Stress.dll");

    internal static string ProbeConfiguration { get; } = Path.Combine(Repository, "tests/Subjects/Probe/weft.yaml");

    internal static string Output(string project, string file) =>
        Path.Combine(Repository, project, "bin", Metadata("Configuration"), "net10.0", file);

    private static string Metadata(string key) => typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
