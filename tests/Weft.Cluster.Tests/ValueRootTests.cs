namespace Weft.Cluster.Tests;

/// <summary>Roots of copied types, in woven processes and at a hub.</summary>
public sealed class ValueRootTests
{
    [Test]
    public void Atomic_increments_of_a_root_are_never_lost()
    {
        using ProbeCluster cluster = new(3);
        cluster.AskAll("counters tick 300 4");
        for (int node = 0; node < 3; node++)
            cluster.AskUntil(node, "counters ticks", seen => seen == "3600");
    }

    [Test]
    public void Increments_of_a_root_under_a_static_lock_are_never_lost()
    {
        using ProbeCluster cluster = new(3);
        cluster.AskAll("counters guard 300 4");
        for (int node = 0; node < 3; node++)
            Assert.That(cluster.Ask(node, "counters guarded"), Is.EqualTo("4600 3600,7200"), $"node {node + 1}");
    }

    [Test]
    public void A_node_that_starts_late_resets_nothing()
    {
        using ProbeCluster cluster = new(2);
        Assert.That(cluster.Ask(1, "counters show"), Is.EqualTo("5 first 4"));
        cluster.Ask(0, "counters set 9");
        cluster.AskUntil(1, "counters show", seen => seen == "9 number 9 10");
        LineProcess late = cluster.Join();
        Assert.That(ProbeCluster.Ask(late, "counters show"), Is.EqualTo("9 number 9 10"));
        Assert.That(cluster.Ask(0, "counters show"), Is.EqualTo("9 number 9 10"));
    }

    [Test]
    public void The_command_tells_what_a_root_holds_and_where_it_is_written_unlocked()
    {
        using ProbeCluster cluster = new(1);
        cluster.Ask(0, "counters set 7");
        Assert.That(cluster.Command("roots"), Does.Match(@"\nProbe\.Counters\.s_floor +System\.Int32 +7").And.Match(@"\nProbe\.Counters\.s_title +System\.String +number 7"));
        Assert.That(cluster.Command("audit"), Does.Match(@"\n1 +\d+ +root Probe\.Counters\.s_floor +Probe\.Counters\.Run in Counters\.cs:\d+"));
        cluster.Command("roots rm Probe.Counters.s_floor");
        cluster.AskUntil(0, "counters show", seen => seen == "5 number 7 8");
    }
}
