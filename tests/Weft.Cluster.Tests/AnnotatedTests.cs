namespace Weft.Cluster.Tests;

/// <summary>A program whose configuration has nothing but the cluster's name: attributes say all the rest.</summary>
public sealed class AnnotatedTests
{
    private string _folder = "";

    [SetUp]
    public void Prepare() => _folder = Path.Combine(Path.GetTempPath(), "weft-annotated-" + Guid.NewGuid().ToString("N"));

    [TearDown]
    public void Remove()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void Two_nodes_share_what_attributes_say()
    {
        string program = Weave();
        using ProbeCluster cluster = new(0);
        using LineProcess first = Start("first", program, cluster);
        using LineProcess second = Start("second", program, cluster);
        ProbeCluster.Ask(first, "note a");
        ProbeCluster.Ask(second, "note b");
        ProbeCluster.Ask(first, "tell hello");
        Assert.That(ProbeCluster.Ask(first, "show"), Is.EqualTo("2 notes, 0 heard, greeting made here"));
        ProbeCluster.AskUntil(second, "show", answer => answer == "2 notes, 1 heard, greeting received");
    }

    private string Weave()
    {
        using LineProcess weave = new("weft weave", Built.Weft, ["weave", "-c", Path.Combine(Built.Repository, "tests/Subjects/Annotated/weft.yaml"), Path.GetDirectoryName(Built.Annotated)!, "-o", _folder]);
        (int code, string output) = weave.WaitForEnd();
        Assert.That(code, Is.Zero, output + weave.Errors);
        return Path.Combine(_folder, "Annotated.dll");
    }

    private static LineProcess Start(string name, string program, ProbeCluster cluster) =>
        ProbeCluster.StartNode(name, new() { ["WEFT_HUB"] = cluster.Address }, program);
}
