using System.Reflection;

namespace Weft.Bench.Processes;

/// <summary>Where the built products are.</summary>
internal static class Built
{
    public static string Weft { get; } = Path.Combine(Output("tools/weft"), "weft.dll");

    /// <summary>What keeps and uses a map by Redis and Orleans.</summary>
    public static string Peers { get; } = Path.Combine(Output("tools/peers"), "weft-peers.dll");

    public static string WorkloadFolder { get; } = Output("tests/Subjects/Workload");

    public static string Bench { get; } = typeof(Built).Assembly.Location;

    public static string Configuration { get; } = Metadata("Configuration");

    public static string Repository { get; } = Metadata("RepositoryRoot");

    /// <summary>Folders of packages that are woven.</summary>
    public static string AngleSharp { get; } = Metadata("AngleSharp");

    public static string MimeKit { get; } = Metadata("MimeKit");

    /// <summary>What these refer to.</summary>
    public static IReadOnlyList<string> References { get; } = Metadata("References").Split('|');

    public static string Coyote { get; } = Metadata("Coyote");

    public static string Coverlet { get; } = Metadata("Coverlet");

    private static string Output(string project) => Path.Combine(Metadata("RepositoryRoot"), project, "bin", Metadata("Configuration"), "net10.0");

    private static string Metadata(string key) => typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == key).Value!;
}
