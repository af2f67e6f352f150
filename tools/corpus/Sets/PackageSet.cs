using System.Reflection;

namespace Weft.Corpus.Sets;

/// <summary>The program <c>corpus-packages</c> with all packages that it refers to, as it was built.</summary>
internal static class PackageSet
{
    private const string ProgramName = "corpus-packages";

    /// <summary>The program and all packages.</summary>
    public static ApplicationSet Whole() => new("Packages from NuGet", Folder(), IsFramework: false, Only: [])
    {
        Program = Program,
        Decompiled = [ProgramName, "Newtonsoft.Json", "YamlDotNet", "Jint", "Autofac", "Polly.Core", "MQTTnet", "Serilog", "CsvHelper", "Markdig", "AngleSharp", "Akka"],
    };

    /// <summary>A few packages, with the program that uses them.</summary>
    public static ApplicationSet Cut() => new("Packages from NuGet", Folder(), IsFramework: false, Only: [ProgramName, "Newtonsoft.Json", "Acornima", "Jint", "YamlDotNet"])
    {
        Program = Program,
        Workloads = ["ASP.NET Core", "Jint", "Newtonsoft.Json", "YamlDotNet"],
        Decompiled = [ProgramName, "YamlDotNet"],
    };

    /// <summary>The program's assembly.</summary>
    public static string Program => Path.Combine(Folder(), ProgramName + ".dll");

    private static string Folder()
    {
        string folder = Path.Combine(Metadata("RepositoryRoot"), "tools", ProgramName, "bin", Metadata("Configuration"), "net10.0");
        return Directory.Exists(folder) ? folder : throw new DirectoryNotFoundException($"'{folder}' does not exist; build the solution first.");
    }

    private static string Metadata(string key) => typeof(PackageSet).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(item => item.Key == key).Value!;
}
