using System.Globalization;
using Weft.Bench.Processes;

namespace Weft.Bench.Build;

/// <summary>The packages that a woven project needs, made of what is built, with a version that no cache knows.</summary>
internal sealed class PackageFeed
{
    private static readonly string[] Projects = ["Runtime/Weft.Protocol", "Runtime/Weft.Runtime", "Weaver/Weft.MSBuild"];

    private readonly string _version = "0.1.0-bench." + DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture);

    /// <param name="folder">Gets the packages, and a configuration of NuGet for all projects below it.</param>
    public PackageFeed(string folder)
    {
        foreach (string project in Projects)
            MeasuredProcess.Run(["pack", Path.Combine(Built.Repository, "src", project), "--no-build", "-c", Built.Configuration, "-o", Path.Combine(folder, "feed"), "-p:PackageVersion=" + _version, "-v:q", "-nologo"]);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(folder, "packages")}" /></config>
              <packageSources><clear /><add key="weft" value="{Path.Combine(folder, "feed")}" /></packageSources>
            </configuration>
            """);
    }

    /// <summary>The line that makes a project woven.</summary>
    public string Reference => $"""<PackageReference Include="Weft.MSBuild" Version="{_version}" />""";
}
