using System.IO.Compression;
using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Weft.Cli.Tests;

namespace Weft.Packages.Tests;

/// <summary>All packages, made from what is built by one <c>dotnet pack</c> of the solution.</summary>
[SetUpFixture]
public sealed class Feed
{
    private static readonly Scratch Home = new();

    private static readonly Lazy<string> Packed = new(Pack);

    /// <summary>Where they are; made by the first test that asks.</summary>
    internal static string Folder => Packed.Value;

    internal static string Version { get; } = Metadata("Version");

    /// <summary>Whether the tool was built ahead of time, as release builds are.</summary>
    internal static bool IsPrecompiled { get; } = Metadata("Configuration") == "Release";

    /// <summary>Variables of a user who has nothing yet: no tools, no templates, no packages.</summary>
    internal static (string Name, string Value)[] Environment { get; } =
    [
        ("DOTNET_CLI_HOME", Home["home"]), ("NUGET_PACKAGES", Home["packages"]), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK", "1"),
    ];

    private static string Pack()
    {
        string folder = Home["feed"];
        Finished packed = Dotnet.Run(Built.Repository, [], "pack", "Weaver.sln", "--no-build", "--no-restore", "-c", Metadata("Configuration"), "-o", folder, "-v:q", "-nologo");
        Assert.That(packed.ExitCode, Is.Zero, packed.All);
        Assert.That(packed.All, Does.Not.Contain("warning"));
        Home.Write("nuget.config", $"""<configuration><packageSources><clear /><add key="weft" value="{folder}" /></packageSources></configuration>""");
        return folder;
    }

    [OneTimeTearDown]
    public void Remove() => Home.Dispose();

    internal static string NuGetConfiguration => Path.Combine(Path.GetDirectoryName(Folder)!, "nuget.config");

    internal static string File(string package, string extension = "nupkg") => Path.Combine(Folder, $"{package}.{Version}.{extension}");

    internal static string[] Entries(string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(file);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>One file of a package.</summary>
    internal static MemoryStream Content(string package, string entry)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        using Stream stream = archive.GetEntry(entry)!.Open();
        MemoryStream content = new();
        stream.CopyTo(content);
        content.Position = 0;
        return content;
    }

    /// <summary>Whether an assembly in a package was compiled ahead of time.</summary>
    internal static bool HasNativeCode(string package, string entry)
    {
        using PEReader image = new(Content(package, entry));
        return image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    /// <summary>The metadata of a package, by element.</summary>
    internal static Dictionary<string, XElement> Specification(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(File(package));
        using Stream stream = archive.Entries.Single(entry => entry.FullName == package + ".nuspec").Open();
        return XDocument.Load(stream).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName);
    }

    private static string Metadata(string key) => typeof(Feed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
