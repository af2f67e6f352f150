namespace Weft.Cluster.Tests;

/// <summary>Locks with readers and locks of the configuration, contended by three processes.</summary>
public sealed class LockLevelTests
{
    [TestCase("slim")]
    [TestCase("old")]
    [TestCase("named")]
    [TestCase("leveled")]
    public void Writers_exclude_each_other_and_readers_see_no_half(string kind)
    {
        using ProbeCluster cluster = new(3);
        cluster.AskAll($"ledger {kind} 3 150");
        for (int node = 0; node < 3; node++)
            Assert.That(cluster.Ask(node, $"ledger-show {kind}"), Is.EqualTo("1350 1350 0"), $"node {node + 1}");
    }
}
