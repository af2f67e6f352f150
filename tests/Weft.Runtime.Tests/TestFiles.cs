using System.Reflection;

namespace Weft.Runtime.Tests;

/// <summary>Files of the repository that tests read.</summary>
internal static class TestFiles
{
    internal static string InSources(params string[] path) => Path.Combine([Metadata("RepositoryRoot"), .. path]);

    /// <summary>The assembly of a subject, as it was built.</summary>
    internal static string Subject(string name) => InSources("tests", "Subjects", name, "bin", Metadata("Configuration"), "net10.0", name + ".dll");

    private static string Metadata(string key) => typeof(TestFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;
}
