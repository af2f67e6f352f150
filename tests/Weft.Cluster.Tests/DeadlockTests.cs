namespace Weft.Cluster.Tests;

/// <summary>Threads of two processes that wait for each other.</summary>
public sealed class DeadlockTests
{
    [TestCase("lock")]
    [TestCase("slim")]
    public void Are_told_by_hub_and_nodes_with_both_stacks_and_listed(string kind)
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(0, $"lock-both {kind} 0");
        cluster.Ask(1, $"lock-both {kind} 1");
        foreach (LineProcess process in (LineProcess[])[cluster.Hub, cluster[0], cluster[1]])
        {
            process.AwaitError("WEFT1380");
            process.AwaitError("LockBothForward");
            process.AwaitError("LockBothBackward");
            process.AwaitError("of member", "(node1)", "(node2)", "waits for a lock on");
        }
        Assert.That(cluster.Command("locks"), Does.Contain("WEFT1380").And.Contain("LockBothForward").And.Contain("LockBothBackward"));
        Assert.That(() => cluster.Ask(0, "metric weft.deadlocks"), Is.EqualTo("1").After(30_000, 200));
        Assert.That(() => cluster.Ask(1, "metric weft.locks.waiting"), Is.EqualTo("1").After(30_000, 200));
        Assert.That(cluster.Ask(0, "ping"), Is.EqualTo("pong"), "they go on to wait, and the others to run");
        cluster[1].Kill();
        Assert.That(() => cluster.Command("locks"), Does.Not.Contain("WEFT1380").After(30_000, 200), "the circle ends with its node");
    }

    [Test]
    public void An_audit_lists_the_sites_of_unlocked_writes_with_their_counts()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(0, "write-unlocked 5000");
        cluster.Ask(1, "write-unlocked 3");
        string audit = cluster.Command("audit");
        Assert.That(audit, Does.Match(@"\n5000 +\d+ +Probe\.World.*Hits.*Probe\.Program\.Run in Program\.cs:\d+").And.Match(@"\n3 +\d+ +Probe\.World.*Hits.*Probe\.Program\.Run in Program\.cs:\d+"));
    }
}
