using System.Globalization;

namespace Weft.Cluster.Tests;

/// <summary>Objects that are not here yet, handed to code that is not woven and reads their fields.</summary>
public sealed class HandedObjectTests
{
    private static readonly string[] s_ways = ["argument", "local", "params", "generic", "delegate", "comparer", "json", "contract", "json-list", "json-anonymous"];

    [Test]
    public void They_show_what_they_have_to_whoever_they_are_handed()
    {
        using LineProcess unwoven = ProbeCluster.StartNode("unwoven", [], Built.Probe);
        using ProbeCluster cluster = new(2);
        ProbeCluster.Ask(unwoven, "card make 600");
        cluster.Ask(0, "card make 600");
        foreach ((string way, int number) in s_ways.Select((way, index) => (way, 300 + 20 * index)))
        {
            string command = $"card {way} {number.ToString(CultureInfo.InvariantCulture)}";
            string expected = ProbeCluster.Ask(unwoven, command);
            Assert.That(expected, Does.Contain(way == "comparer" ? "greater" : "card" + number), "the test hands over what it means to");
            Assert.That(cluster.Ask(1, command), Is.EqualTo(expected), way);
        }
    }

    [Test]
    public void A_serializer_finds_all_that_it_comes_to()
    {
        using LineProcess unwoven = ProbeCluster.StartNode("unwoven", [], Built.Probe);
        using ProbeCluster cluster = new(2);
        foreach (string command in new[] { "card make 500", "card chain 450" })
            Assert.That(cluster.Ask(0, command), Is.EqualTo(ProbeCluster.Ask(unwoven, command)));
        string expected = ProbeCluster.Ask(unwoven, "card contract-chain 450");
        Assert.That(expected, Does.Contain("card298").And.Contain("card100"));
        Assert.That(cluster.Ask(1, "card contract-chain 450"), Is.EqualTo(expected));
    }

    [Test]
    public void Those_that_nobody_looks_into_stay_where_they_are()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(0, "card make 600");
        cluster.Ask(1, "card argument 300");
        string faults = cluster.Ask(1, "metric weft.faults");
        Assert.That(cluster.Ask(1, "card kept 400"), Is.EqualTo("kept 400"));
        Assert.That(cluster.Ask(1, "metric weft.faults"), Is.EqualTo(faults));
        cluster.Ask(1, "card argument 400");
        Assert.That(cluster.Ask(1, "metric weft.faults"), Is.Not.EqualTo(faults), "it was not here");
    }
}
