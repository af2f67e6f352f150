using System.Text.Json.Nodes;
using Weft.Weaver.Output;

namespace Weft.Weaver.Tests.Output;

public sealed class DependencyManifestTests
{
    private const string Manifest = """
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0", "signature": "" },
          "targets": { ".NETCoreApp,Version=v10.0": { "Media/1.2.3": { "runtime": { "Media.dll": {} } } } },
          "libraries": { "Media/1.2.3": { "type": "project", "serviceable": false, "sha512": "" } }
        }
        """;

    [Test]
    public void Adds_the_runtime_as_a_dependency_of_the_application()
    {
        JsonNode mended = JsonNode.Parse(DependencyManifest.Mend(Manifest, "Media", new Version(0, 1, 0, 0))!)!;
        JsonNode target = mended["targets"]![".NETCoreApp,Version=v10.0"]!;
        Assert.That(target["Media/1.2.3"]!["dependencies"]!["Weft.Runtime"]!.GetValue<string>(), Is.EqualTo("0.1.0"));
        Assert.That(target["Weft.Runtime/0.1.0"]!["runtime"]!["Weft.Runtime.dll"], Is.Not.Null);
        Assert.That(target["Weft.Runtime/0.1.0"]!["dependencies"]!["Weft.Protocol"]!.GetValue<string>(), Is.EqualTo("0.1.0"));
        Assert.That(mended["libraries"]!["Weft.Protocol/0.1.0"]!["type"]!.GetValue<string>(), Is.EqualTo("reference"));
    }

    [Test]
    public void A_second_time_changes_nothing()
    {
        string mended = DependencyManifest.Mend(Manifest, "Media", new Version(0, 1, 0, 0))!;
        Assert.That(DependencyManifest.Mend(mended, "Media", new Version(0, 1, 0, 0)), Is.Null);
    }

    [Test]
    public void Text_that_is_no_manifest_is_left_alone() => Assert.That(DependencyManifest.Mend("{}", "Media", new Version(0, 1)), Is.Null);
}
