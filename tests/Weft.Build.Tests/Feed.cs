using System.Globalization;

namespace Weft.Build.Tests;

/// <summary>The packages of this repository, as they were built, in a feed of their own with a version that no cache knows.</summary>
[SetUpFixture]
public sealed class Feed
{
    private static readonly string[] Packages = ["Runtime/Weft.Protocol", "Runtime/Weft.Runtime", "Runtime/Weft.Annotations", "Runtime/Weft.Hosting", "Weaver/Weft.MSBuild", "Weaver/Weft.Fody"];
    private static string? s_root;

    internal static string Root => s_root ?? throw new InvalidOperationException("The feed is made when the tests start.");

    internal static string Version { get; } = "0.1.0-test." + DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture);

    [OneTimeSetUp]
    public void Pack()
    {
        s_root = Directory.CreateTempSubdirectory("weft-build-").FullName;
        foreach (string package in Packages)
        {
            Outcome packed = Command.Dotnet(Repository.Root, "pack", $"src/{package}", "--no-build", "-c", Repository.Configuration, "-o", Path.Combine(Root, "feed"), "-p:PackageVersion=" + Version, "-v:q", "-nologo");
            Assert.That(packed.ExitCode, Is.Zero, packed.Text);
        }
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(Root, recursive: true);

    /// <summary>
    /// A configuration for NuGet: packages of this repository from the feed, others from what this machine has already, and only where a test needs
    /// more from the machine's own sources.
    /// </summary>
    internal static string Configuration(bool online) => $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="{Path.Combine(Root, "packages")}" /></config>
          <fallbackPackageFolders>{(online ? "" : "<clear />")}<add key="machine" value="{MachinePackages}" /></fallbackPackageFolders>
          <packageSources>{(online ? "" : "<clear />")}<add key="weft" value="{Path.Combine(Root, "feed")}" /></packageSources>
        </configuration>
        """;

    private static string MachinePackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
