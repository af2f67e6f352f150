using System.Diagnostics;

namespace Weft.Cluster.Tests;

/// <summary>Processes that end: their locks are free at once.</summary>
public sealed class LeavingTests
{
    // The hub keeps the locks of a node that it has lost for 5 s.
    private static readonly TimeSpan s_wellInsideTheWindow = TimeSpan.FromSeconds(3);

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
        Stopwatch waited = Stopwatch.StartNew();
        Assert.That(cluster.Ask(1, "total"), Is.EqualTo("10 10"));
        Assert.That(waited.Elapsed, Is.LessThan(s_wellInsideTheWindow));
        Assert.That(cluster[1].Errors, Does.Contain("Left"));
    }

    [Test]
    public void A_killed_hub_is_noticed_at_once_by_those_that_wait_and_those_that_come_later()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(0, "hold");
        cluster.Ask(1, "peek");
        cluster[1].WriteLine("total");
        Assert.That(() => cluster[1].ReadLine(TimeSpan.FromMilliseconds(300)), Throws.InvalidOperationException, "another node holds the lock");
        Stopwatch waited = Stopwatch.StartNew();
        cluster.KillHub();
        Assert.That(cluster[1].ReadLine(), Does.StartWith("error ClusterUnavailableException").And.Contain("WEFT1068"));
        Assert.That(waited.Elapsed, Is.LessThan(s_wellInsideTheWindow));
        Assert.That(cluster[1].Errors, Does.Contain("weft error").And.Contain("has lost its hub"));
        waited.Restart();
        foreach (string command in (string[])["set-unlocked 5", "total", "item add a 1", "announce x 1", "log add x"])
            Assert.That(ProbeCluster.Answer(cluster[1], command), Does.StartWith("error ClusterUnavailableException").And.Contain("start the hub"), command);
        Assert.That(ProbeCluster.Answer(cluster[1], "peek"), Does.StartWith("ok"), "what is here can still be read");
        Assert.That(waited.Elapsed, Is.LessThan(s_wellInsideTheWindow));
        cluster[1].WriteLine("quit");
        Assert.That(cluster[1].WaitForEnd().ExitCode, Is.Zero);
    }
}
