using System.Reflection;

namespace Weft.Samples.Tests;

/// <summary>Where the built products are.</summary>
internal static class Built
{
    public static string Repository { get; } = Metadata("RepositoryRoot");

    public static string Weft { get; } = Output("tools/weft", "weft.dll");

    public static string Server { get; } = Output("samples/ScopeServer/ScopeServer", "ScopeServer.dll");

    public static string Client { get; } = Output("samples/ScopeServer/ScopeServer.Client", "ScopeServer.Client.dll");

    public static string Configuration { get; } = Path.Combine(Repository, "samples/ScopeServer/weft.yaml");

    private static string Output(string project, string file) =>
        Path.Combine(Repository, project, "bin", Metadata("Configuration"), "net10.0", file);

    private static string Metadata(string key) =>
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
