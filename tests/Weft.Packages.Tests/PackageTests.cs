using System.Diagnostics;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Xml.Linq;
using Weft.Cli.Tests;

namespace Weft.Packages.Tests;

/// <summary>What the packages contain, and that they can be installed and used.</summary>
public sealed class PackageTests
{
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private static readonly string[] Libraries = ["Weft.Annotations", "Weft.Hosting", "Weft.Hub", "Weft.Protocol", "Weft.Runtime"];

    [TestCaseSource(nameof(Libraries))]
    [TestCase("weft")]
    [TestCase("Weft.MSBuild")]
    [TestCase("Weft.Fody")]
    [TestCase("Weft.Templates")]
    public void Each_has_what_a_package_needs(string package)
    {
        Dictionary<string, XElement> specification = Feed.Specification(package);
        string[] entries = Feed.Entries(Feed.File(package));
        Assert.Multiple(() =>
        {
            Assert.That(specification["version"].Value, Is.EqualTo(Feed.Version), "the version comes from one place");
            Assert.That(specification["license"].Value, Is.EqualTo("MIT"));
            Assert.That(specification["readme"].Value, Is.EqualTo("README.md"));
            Assert.That(specification["icon"].Value, Is.EqualTo("icon.png"));
            Assert.That(specification["description"].Value, Has.Length.GreaterThan(40));
            Assert.That(specification["repository"].Attribute("commit")?.Value, Does.Match("^[0-9a-f]{40}$"));
            Assert.That(entries, Does.Contain("README.md").And.Contain("icon.png"));
        });
        using ZipArchive archive = ZipFile.OpenRead(Feed.File(package));
        using StreamReader readme = new(archive.GetEntry("README.md")!.Open());
        Assert.That(readme.ReadLine(), Is.EqualTo("# " + package), "its own readme, not that of the repository");
    }

    [TestCaseSource(nameof(Libraries))]
    public void Libraries_have_documentation_and_symbols_with_their_sources(string package)
    {
        string library = Feed.Entries(Feed.File(package)).Single(entry => entry.EndsWith(".dll", StringComparison.Ordinal));
        Assert.That(Feed.Entries(Feed.File(package)), Does.Contain(Path.ChangeExtension(library, ".xml")));
        string symbols = Path.ChangeExtension(library, ".pdb");
        Assert.That(Feed.Entries(Feed.File(package, "snupkg")), Does.Contain(symbols));
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(Feed.Content(Feed.File(package, "snupkg"), symbols));
        MetadataReader reader = provider.GetMetadataReader();
        string[] documents = [.. reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name))];
        Assert.That(documents, Is.Not.Empty);
        // Sources that no commit has, those that the compiler generates, are in the symbols themselves.
        Assert.That(reader.CustomDebugInformation.Select(handle => reader.GetGuid(reader.GetCustomDebugInformation(handle).Kind)), Does.Contain(s_embeddedSource));
    }

    [Test]
    public void The_runtime_depends_on_nothing_but_the_protocol()
    {
        Assert.That(Dependencies("Weft.Runtime"), Is.EqualTo((string[])["Weft.Protocol"]));
        Assert.That(Dependencies("Weft.Protocol"), Is.Empty);
        Assert.That(Dependencies("Weft.Annotations"), Is.Empty);
        Assert.That(Dependencies("Weft.Hub"), Is.EqualTo((string[])["Weft.Protocol", "Microsoft.Data.Sqlite"]));
        Assert.That(Dependencies("Weft.Hosting"), Is.EqualTo((string[])["Weft.Runtime", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions", "OpenTelemetry.Api"]));
        Assert.That(Dependencies("Weft.MSBuild"), Is.EqualTo((string[])["Weft.Runtime"]), "all else that it needs lies in its own folders");
        Assert.That(Dependencies("Weft.Fody"), Is.EqualTo((string[])["Weft.MSBuild", "Fody"]));
        Assert.That(Dependencies("weft").Concat(Dependencies("Weft.Templates")), Is.Empty);
    }

    [Test]
    public void The_tool_weaves_with_the_runtime_and_the_hub_that_it_brings()
    {
        using Scratch scratch = new();
        string bin = scratch["bin"];
        Finished installed = Dotnet.Run(scratch.Folder, Feed.Environment, "tool", "install", "weft", "--tool-path", bin, "--version", Feed.Version, "--configfile", Feed.NuGetConfiguration);
        Assert.That(installed.ExitCode, Is.Zero, installed.All);

        string weft = Path.Combine(bin, OperatingSystem.IsWindows() ? "weft.exe" : "weft");
        string[] commands = Directory.GetFiles(bin, "weft.dll", SearchOption.AllDirectories);
        Assert.That(commands.Select(file => FileVersionInfo.GetVersionInfo(file).ProductVersion), Is.Not.Empty.And.All.StartsWith(Feed.Version));
        Assert.That(InstalledFor(bin), Is.EqualTo(Feed.IsPrecompiled ? RuntimeInformation.RuntimeIdentifier : "any"), "the one that fits this platform best");
        Finished woven = Dotnet.RunProgram(weft, scratch.Folder, Feed.Environment, "weave", "-c", Built.CounterConfiguration, Built.CounterFolder, "-o", scratch["out"]);
        Assert.That(woven.ExitCode, Is.Zero, woven.All);
        Assert.That(File.Exists(Path.Combine(scratch["out"], "Weft.Runtime.dll")) && File.Exists(Path.Combine(scratch["out"], "weft-hub", "Weft.Hub.dll")), woven.All);
        Finished counted = Dotnet.Run(scratch["out"], [("WEFT_HUB", "embedded://127.0.0.1:" + FreePort())], "Counter.dll", "count", "a", "3");
        Assert.That(counted.Output, Does.StartWith("total 12 sum 12"), counted.All);
        Assert.That(counted.Errors, Does.Contain("member 1 of cluster"), "it ran as a node, with the hub that lay beside it");

        // The native library of the store is there for the tool itself and beside what it has woven.
        foreach (string total in (string[])["total 12 sum 12", "total 24 sum 24"])
        {
            Finished stored = Dotnet.Run(scratch["out"], [("WEFT_HUB", "embedded://127.0.0.1:" + FreePort()), ("WEFT_DATA", scratch["embedded"])], "Counter.dll", "count", "a", "3");
            Assert.That(stored.Output, Does.StartWith(total), stored.All);
        }
        string command = commands.Single(file => Path.GetFileName(Path.GetDirectoryName(file)) == InstalledFor(bin));
        foreach (string total in (string[])["total 12 sum 12", "total 24 sum 24"])
        {
            using Running hub = new(command, ["hub", "--listen", "tcp://127.0.0.1:0", "--data", scratch["data"]]);
            string address = hub.Await("listening on ")["listening on ".Length..];
            Finished stored = Dotnet.Run(scratch["out"], [("WEFT_HUB", address)], "Counter.dll", "count", "a", "3");
            Assert.That(stored.Output, Does.StartWith(total), stored.All);
            hub.Signal(Running.SigTerm);
            Assert.That(hub.End().ExitCode, Is.Zero);
        }
    }

    [Test]
    public void The_tool_is_plain_code_for_all_platforms_and_precompiled_for_some()
    {
        string package = Feed.File("weft");
        string[] entries = Feed.Entries(package);
        string[] platforms = [.. entries.Where(entry => entry.EndsWith("/weft.dll", StringComparison.Ordinal)).Select(entry => entry.Split('/')[^2])];
        Assert.That(platforms, Is.EquivalentTo(Feed.IsPrecompiled ? ["any", RuntimeInformation.RuntimeIdentifier] : (string[])["any"]));
        foreach (string platform in platforms)
        {
            string folder = $"tools/net10.0/{platform}/";
            Assert.Multiple(() =>
            {
                // What was compiled for one platform is no assembly at all for the others.
                foreach (string file in (string[])["weft.dll", "Weft.Weaver.dll", "Mono.Cecil.dll"])
                    Assert.That(Feed.HasNativeCode(package, folder + file), Is.EqualTo(platform != "any"), folder + file);
                Assert.That(entries, Does.Contain(folder + "runtimes/linux-x64/native/libe_sqlite3.so").And.Contain(folder + "runtimes/win-arm64/native/e_sqlite3.dll").And.Contain(folder + "runtimes/osx-arm64/native/libe_sqlite3.dylib"));
                Assert.That(entries.Where(entry => entry.StartsWith(folder + "runtimes/", StringComparison.Ordinal)), Has.Exactly(11).Items);
                // What is copied beside woven applications runs wherever they do.
                foreach (string file in (string[])["Weft.Runtime.dll", "Weft.Protocol.dll", "Weft.Hub.dll", "Microsoft.Data.Sqlite.dll", "SQLitePCLRaw.core.dll", "SQLitePCLRaw.batteries_v2.dll", "SQLitePCLRaw.provider.e_sqlite3.dll"])
                    Assert.That(Feed.HasNativeCode(package, folder + file), Is.False, folder + file);
                Assert.That(entries, Does.Contain(folder + "DotnetToolSettings.xml").And.Contain(folder + "weft.runtimeconfig.json").And.Contain(folder + "weft.deps.json"));
            });
        }
    }

    [Test]
    public void The_template_makes_a_configuration_that_the_weaver_accepts()
    {
        using Scratch scratch = new();
        Finished installed = Dotnet.Run(scratch.Folder, Feed.Environment, "new", "install", Feed.File("Weft.Templates"));
        Assert.That(installed.ExitCode, Is.Zero, installed.All);
        Finished made = Dotnet.Run(scratch.Folder, Feed.Environment, "new", "weft-config", "-o", scratch["made"], "--cluster-name", "media", "--hub", "embedded");
        Assert.That(made.ExitCode, Is.Zero, made.All);
        string file = Path.Combine(scratch["made"], "weft.yaml");
        Assert.That(File.ReadAllText(file), Does.Contain("name: media").And.Contain("hub: embedded").And.Not.Contain("CLUSTER_NAME").And.Not.Contain("HUB_ADDRESS"));
        Assert.That(Directory.GetFiles(scratch["made"]), Is.EqualTo((string[])[file]));
        Finished check = Running.WeftToEnd("check", "-c", file, Built.CounterFolder);
        Assert.That(check.ExitCode, Is.Zero, check.All);

        string[] lines = File.ReadAllLines(file);
        // Each example is a rule that the loader reads: the names in it are unknown here, its shape is not.
        File.WriteAllLines(file, lines.Select(line => line.StartsWith("#  ", StringComparison.Ordinal) ? line[1..] : line.Replace(": []", ":", StringComparison.Ordinal)));
        Finished examples = Running.WeftToEnd("check", "-c", file, Built.CounterFolder);
        Assert.That(examples.ExitCode, Is.EqualTo(1), examples.All);
        Assert.That(examples.Errors, Does.Contain("Media.Server").And.Not.Match("WEFT100[2-9]").And.Not.Match("WEFT1010"), examples.All);
    }

    /// <summary>The platform whose folder of the package the shim starts.</summary>
    private static string InstalledFor(string bin)
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllText(Directory.GetFiles(bin, "project.assets.json", SearchOption.AllDirectories).Single()));
        JsonElement tools = assets.RootElement.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject().Single().Value.GetProperty("tools");
        return tools.EnumerateObject().Select(tool => tool.Name).Single(name => name.EndsWith("/weft.dll", StringComparison.Ordinal)).Split('/')[^2];
    }

    private static string[] Dependencies(string package) => Feed.Specification(package).TryGetValue("dependencies", out XElement? dependencies)
        ? [.. dependencies.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value)]
        : [];

    private static int FreePort()
    {
        using System.Net.Sockets.TcpListener listener = new(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
