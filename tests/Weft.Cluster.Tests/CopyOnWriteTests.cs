namespace Weft.Cluster.Tests;

/// <summary>Classes of the program that replace an inner collection at each write: under their own locks, without any, and by atomic exchanges.</summary>
public sealed class CopyOnWriteTests
{
    [Test]
    public void Entries_appear_change_and_disappear_on_every_node()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(0, "shelf put a 3");
        cluster.AskUntil(1, "shelf keys", keys => keys == "a0,a1,a2");
        Assert.That(cluster.Ask(1, "shelf remove a1"), Is.EqualTo("True"));
        cluster.AskUntil(0, "shelf keys", keys => keys == "a0,a2");
        cluster.Ask(0, "shelf raise a2 4");
        cluster.AskUntil(1, "shelf quantity a2", quantity => quantity == "6");
        cluster.Ask(0, "shelf append x 2");
        cluster.AskUntil(1, "shelf list", list => list == "x0,x1");
        cluster.Ask(1, "shelf insert y 2");
        cluster.AskUntil(0, "shelf list", list => list == "y1,y0,x0,x1");
        cluster.Ask(1, "shelf tag t 2");
        cluster.AskUntil(0, "shelf tags", tags => tags == "t0,t1");
        cluster.Join();
        Assert.That(cluster.Ask(2, "shelf count"), Is.EqualTo("2 4 2"));
        Assert.That(cluster.Ask(2, "shelf keys"), Is.EqualTo("a0,a2"));
    }

    [Test]
    public void No_write_of_three_nodes_at_once_is_lost_and_of_equal_keys_one_comes_first()
    {
        using ProbeCluster cluster = new(3);
        for (int node = 0; node < 3; node++)
            cluster[node].WriteLine($"shelf put n{node}- 40");
        Answers(cluster);
        for (int node = 0; node < 3; node++)
            cluster[node].WriteLine($"shelf append n{node}- 40");
        Answers(cluster);
        for (int node = 0; node < 3; node++)
            cluster[node].WriteLine($"shelf tag n{node}- 40");
        Answers(cluster);
        for (int node = 0; node < 3; node++)
            cluster[node].WriteLine($"shelf add same {node}");
        string[] added = [.. Enumerable.Range(0, 3).Select(node => cluster[node].ReadLine())];
        Assert.That(added.Count(answer => answer == "ok True"), Is.EqualTo(1), string.Join("; ", added));
        cluster.AskAll("shelf raise same 20");
        string winner = $"{Array.IndexOf(added, "ok True") + 60}";
        for (int node = 0; node < 3; node++)
        {
            cluster.AskUntil(node, "shelf count", count => count == "121 120 120");
            cluster.AskUntil(node, "shelf quantity same", quantity => quantity == winner);
        }
    }

    private static void Answers(ProbeCluster cluster)
    {
        for (int node = 0; node < 3; node++)
            Assert.That(cluster[node].ReadLine(), Does.StartWith("ok"), cluster[node].Errors);
    }
}
