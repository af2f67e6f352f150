using System.Reflection;

namespace Weft.Cli.Tests;

/// <summary>Where the built products are.</summary>
internal static class Built
{
    internal static string Repository { get; } = Metadata("RepositoryRoot");

    internal static string Weft { get; } = Path.Combine(Output("tools/weft"), "weft.dll");

    internal static string CounterFolder { get; } = Output("tests/Subjects/Counter");

    internal static string CounterConfiguration { get; } = Path.Combine(Repository, "tests/Subjects/Counter/weft.yaml");

    internal static string ScopeServerFolder { get; } = Output("samples/ScopeServer/ScopeServer");

    internal static string ScopeServerConfiguration { get; } = Path.Combine(Repository, "samples/ScopeServer/weft.yaml");

    internal static string Output(string project) => Path.Combine(Repository, project, "bin", Metadata("Configuration"), "net10.0");

    private static string Metadata(string key) => typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
