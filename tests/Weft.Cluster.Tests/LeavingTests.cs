using System.Diagnostics;

namespace Weft.Cluster.Tests;

/// <summary>Processes that end: their locks are free at once.</summary>
public sealed class LeavingTests
{
    // What the probe's configuration says: a node that waits for a hub waits so long.
    private static readonly TimeSpan s_hubTimeout = TimeSpan.FromSeconds(10);

    [TestCase("quit", 0)]
    [TestCase("exit 3", 3)]
    [TestCase("SIGTERM", 143)]
    public void A_process_that_ends_normally_gives_its_locks_back(string how, int expected)
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(0, "increment 1 10");
        cluster.Ask(1, "peek");
        if (how == "SIGTERM")
            cluster[0].Terminate();
        else
            cluster[0].WriteLine(how);
        Assert.That(cluster[0].WaitForEnd().ExitCode, Is.EqualTo(expected), cluster[0].Errors);
        Assert.That(cluster.Ask(1, "total"), Is.EqualTo("10 10"));
        cluster[1].AwaitError("Left");
        cluster.Hub.AwaitError("node1", "left");
        Assert.That(cluster.Hub.Errors, Does.Not.Contain("cut off").And.Not.Contain("dead"), "its locks did not wait for the reconnect window");
    }

    [Test]
    public void A_killed_hub_is_waited_for_as_long_as_the_hub_timeout_says_and_what_is_here_can_still_be_read()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(0, "hold");
        cluster.Ask(1, "peek");
        cluster[1].WriteLine("total");
        Assert.That(() => cluster[1].ReadLine(TimeSpan.FromMilliseconds(300)), Throws.InvalidOperationException, "another node holds the lock");
        Stopwatch waited = Stopwatch.StartNew();
        cluster.KillHub();
        cluster[1].AwaitError("weft warning", "the connection to the hub broke");
        Assert.That(cluster[1].ReadLine(), Does.StartWith("error ClusterUnavailableException").And.Contain("WEFT1068"));
        Assert.That(waited.Elapsed, Is.GreaterThan(s_hubTimeout - TimeSpan.FromSeconds(1)));
        Assert.That(ProbeCluster.Answer(cluster[1], "peek"), Does.StartWith("ok"), "what is here can still be read");
        Assert.That(ProbeCluster.Answer(cluster[1], "set-unlocked 5"), Does.StartWith("error ClusterUnavailableException").And.Contain("start the hub"));
        cluster[1].WriteLine("quit");
        Assert.That(cluster[1].WaitForEnd().ExitCode, Is.Zero);
    }
}
