using System.Globalization;

namespace Weft.Cluster.Tests;

/// <summary>Classes of the program that derive from the framework's non-generic collections.</summary>
public sealed class DerivedCollectionTests
{
    [Test]
    public void What_their_own_members_and_their_bases_do_reaches_every_node()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(0, "archive add a 2");
        Assert.That(cluster.Ask(1, "archive show"), Is.EqualTo("a0,a1 2 2 2"));
        cluster.Ask(1, "archive add b 1");
        cluster.Ask(1, "archive insert first");
        Assert.That(cluster.Ask(0, "archive remove a0"), Is.EqualTo("a0 b0"));
        cluster.Ask(0, "archive count x 2");
        cluster.Ask(1, "archive count x 1");
        cluster.Ask(1, "archive count y 1");
        cluster.Join();
        for (int node = 0; node < 3; node++)
        {
            Assert.That(cluster.Ask(node, "archive show"), Is.EqualTo("first,a1,b0 3 2 2 x=3,y=1 x=3,y=1"));
            Assert.That(cluster[node].Errors, Does.Not.Contain("WEFT1652"));
        }
    }

    [Test]
    public void No_change_of_three_nodes_under_a_lock_is_lost()
    {
        using ProbeCluster cluster = new(3);
        for (int node = 0; node < 3; node++)
            cluster[node].WriteLine("archive count x 40");
        for (int node = 0; node < 3; node++)
            Assert.That(cluster[node].ReadLine(), Does.StartWith("ok"), cluster[node].Errors);
        cluster.AskAll("archive add n 20");
        for (int node = 0; node < 3; node++)
            Assert.That(cluster.Ask(node, "archive show"), Does.EndWith(" 60 60 60 x=120 x=120"));
    }

    [Test]
    public void Each_way_of_reading_shows_in_the_lock_what_another_node_has_done_in_it()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(0, "heirs add a");
        for (int node = 0; node < 2; node++)
            Assert.That(int.Parse(cluster.Ask(node, "heirs keep"), CultureInfo.InvariantCulture), Is.GreaterThan(150));
        string all = "a";
        foreach (string added in new[] { "b", "c", "d", "e" })
        {
            int writer = added[0] % 2;
            cluster.Ask(1 - writer, "heirs slow");
            cluster.Ask(writer, "heirs add " + added);
            all += "," + added;
            Assert.That(cluster.Ask(1 - writer, "heirs show"), Is.EqualTo(all + ":all"));
            Assert.That(cluster.Ask(writer, "heirs show"), Is.EqualTo(all + ":all"));
        }
        for (int node = 0; node < 2; node++)
        {
            Assert.That(cluster.Ask(node, "heirs calls"), Is.EqualTo("5"), "each override ran once for each item, on the node that added it");
            Assert.That(cluster[node].Errors, Does.Not.Contain("WEFT1652"));
        }
    }
}
