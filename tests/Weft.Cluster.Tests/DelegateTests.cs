namespace Weft.Cluster.Tests;

/// <summary>Events and delegates that the configuration shares: each process calls what another one has stored.</summary>
public sealed class DelegateTests
{
    [Test]
    public void No_subscription_of_three_nodes_at_once_is_lost_and_each_node_may_end_those_of_others()
    {
        using ProbeCluster cluster = new(3);
        cluster.AskAll("bell subscribe 20");
        for (int node = 0; node < 3; node++)
            cluster.AskUntil(node, "bell subscribers", count => count == "60");
        cluster.Ask(1, "bell ring 2");
        cluster.AskUntil(2, "bell heard", heard => heard == "120");
        cluster.Ask(2, "bell unsubscribe 50");
        cluster.AskUntil(0, "bell subscribers", count => count == "10");
        cluster.Ask(0, "bell ring 1");
        cluster.AskUntil(1, "bell heard", heard => heard == "130");
    }

    [Test]
    public void Functions_in_a_list_run_where_they_are_called_and_what_captures_is_refused()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(0, "bell subscribe 1");
        cluster.Ask(0, "bell ring 4");
        cluster.Ask(0, "bell step 1");
        cluster.Ask(1, "bell step 2");
        for (int node = 0; node < 2; node++)
            cluster.AskUntil(node, "bell steps", steps => steps == "50");
        string refused = ProbeCluster.Answer(cluster[1], "bell capture 3");
        Assert.That(refused, Does.StartWith("error NonPortableException: WEFT1250").And.Contain("Probe.Bell::Rung").And.Contain("DisplayClass"));
        Assert.That(cluster.Ask(1, "bell subscribers"), Is.EqualTo("1"));
    }
}
