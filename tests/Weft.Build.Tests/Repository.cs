using System.Reflection;

namespace Weft.Build.Tests;

/// <summary>What this repository is, as the build that made these tests knew it.</summary>
internal static class Repository
{
    internal static string Root { get; } = Value("RepositoryRoot");

    internal static string Configuration { get; } = Value("Configuration");

    internal static string Value(string name) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == name).Value!;
}
