using System.Reflection;

namespace Weft.Corpus.Sets;

/// <summary>The program <c>corpus-packages</c> with all packages that it refers to, as it was built.</summary>
internal static class PackageSet
{
    private const string ProgramName = "corpus-packages";

    /// <summary>The set of the program's output folder.</summary>
    public static ApplicationSet Find()
    {
        string folder = Path.Combine(Metadata("RepositoryRoot"), "tools", ProgramName, "bin", Metadata("Configuration"), "net10.0");
        return Directory.Exists(folder)
            ? new("Packages from NuGet", folder, IsFramework: false, ProgramName + ".dll")
            : throw new DirectoryNotFoundException($"'{folder}' does not exist; build the solution first.");
    }

    private static string Metadata(string key) => typeof(PackageSet).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(item => item.Key == key).Value!;
}
