namespace Weft.Cluster.Tests;

/// <summary>Finalizers of objects that are not shared, which use what is: they hold up no others, and nothing that they write is lost.</summary>
public sealed class FinalizerTests
{
    [Test]
    public void One_that_waits_for_a_lock_of_another_node_holds_up_no_others()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(1, "torch hold");
        cluster.Ask(0, "torch drop torch");
        cluster.Ask(0, "torch drop spark");
        cluster.AskUntil(0, "torch sparks", sparks => sparks == "1");
        cluster.Ask(1, "torch release");
        cluster.Ask(0, "torch wait");
        Assert.That(cluster.Ask(1, "torch ashes"), Is.EqualTo("torch"));
    }

    [Test]
    public void Those_of_base_classes_run_once_each_woven_or_not()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(0, "torch drop lamp");
        cluster.Ask(0, "torch wait");
        Assert.That(cluster.Ask(1, "torch ashes"), Is.EqualTo("lamp torch"));
        cluster.Ask(0, "torch drop lantern");
        cluster.Ask(0, "torch wait");
        Assert.That(cluster.Ask(1, "torch ashes"), Is.EqualTo("lamp torch lantern"));
    }

    [Test]
    public void What_one_of_other_code_has_woven_code_write_is_not_lost()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(0, "torch drop writer");
        cluster.AskUntil(0, "torch outcome", outcome => outcome == "done");
        cluster.AskUntil(1, "hits", hits => hits == "17");
        cluster.Ask(0, "torch drop adder");
        cluster.AskUntil(1, "tags all", tags => tags.Contains("ended", StringComparison.Ordinal));
    }

    [Test]
    public void What_needs_the_hub_in_one_of_other_code_is_an_error_and_not_a_wait()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(1, "chain make 3");
        cluster.Ask(0, "torch drop reader");
        Assert.That(cluster.AskUntil(0, "torch outcome", outcome => outcome != "nothing"), Does.StartWith("NotSupportedException: WEFT1655: Probe.World"));
        cluster.Ask(1, "torch hold");
        cluster.Ask(0, "total");
        cluster.Ask(0, "torch drop watcher");
        Assert.That(cluster.AskUntil(0, "torch outcome", outcome => outcome.Contains("lock", StringComparison.Ordinal)), Does.StartWith("NotSupportedException: WEFT1655: the lock"));
    }

    [Test]
    public void An_exception_that_leaves_one_ends_the_process()
    {
        using ProbeCluster cluster = new(1);
        cluster[0].WriteLine("torch drop bomb");
        (int code, _) = cluster[0].WaitForEnd();
        Assert.That(code, Is.Not.Zero);
        cluster[0].AwaitError("Unhandled exception", "InvalidOperationException", "exploded");
    }

    [Test]
    public void A_node_that_ends_tells_of_those_that_have_not_run()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(1, "torch hold");
        cluster.Ask(0, "torch drop torch");
        cluster.Ask(0, "torch drop spark");
        cluster.AskUntil(0, "torch sparks", sparks => sparks == "1");
        cluster[0].WriteLine("quit");
        Assert.That(cluster[0].WaitForEnd().ExitCode, Is.Zero);
        cluster[0].AwaitError("WEFT1656", "1 finalizers had not run");
    }

    [Test]
    public void Without_a_hub_they_run_where_they_always_did()
    {
        using LineProcess node = ProbeCluster.StartNode("alone", []);
        foreach (string kind in new[] { "lamp", "lantern" })
        {
            ProbeCluster.Ask(node, "torch drop " + kind);
            ProbeCluster.Ask(node, "torch wait");
        }
        Assert.That(ProbeCluster.Ask(node, "torch ashes"), Is.EqualTo("lamp! torch! lantern!"));
    }
}
