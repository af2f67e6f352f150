namespace Weft.Cluster.Tests;

/// <summary>Hubs in processes of their own that are killed, and started again on their folder.</summary>
public sealed class RestartTests
{
    private const long All = 10_000;

    [Test]
    public void What_processes_do_while_their_hub_dies_again_and_again_is_exact()
    {
        using DataFolder data = new();
        using ProbeCluster cluster = new(3, "--data", data.Path, "--reconnect-window", "60s");
        foreach (int node in (int[])[0, 1])
            cluster[node].WriteLine("increment 2 2500");
        for (int i = 0; i < 3; i++)
        {
            long before = Number(cluster.Ask(2, "peek"));
            cluster.AskUntil(2, "peek", total => Number(total) >= Math.Min(before + 200, All));
            cluster.KillHub();
            cluster.StartHubAgain();
            cluster.Ask(2, $"item add a{i} {i}");
            cluster.Ask(2, $"log add l{i}");
        }
        foreach (int node in (int[])[0, 1])
            Assert.That(cluster[node].ReadLine(), Is.EqualTo("ok"), cluster[node].Errors);
        LineProcess late = cluster.Join("late");
        string[] questions = ["total", "item all", "log all", "cells all"];
        foreach (string question in questions)
        {
            string answer = ProbeCluster.Ask(late, question);
            for (int node = 0; node < 3; node++)
                Assert.That(cluster.Ask(node, question), Is.EqualTo(answer), $"{question} on node {node}");
        }
        Assert.That(ProbeCluster.Ask(late, "total"), Is.EqualTo($"{All} {All}"));
        Assert.That(ProbeCluster.Ask(late, "log all"), Does.Contain("l0").And.Contain("l1").And.Contain("l2"));
        for (int node = 0; node < 3; node++)
            Assert.That(cluster[node].Errors, Does.Not.Contain("It joins again"));
    }

    [Test]
    public void What_a_process_does_alone_with_a_semaphore_and_a_channel_is_exact_while_their_hub_is_killed_again_and_again()
    {
        using DataFolder data = new();
        using ProbeCluster cluster = new(2, "--data", data.Path, "--reconnect-window", "60s");
        cluster[0].WriteLine("meeting pass-through 5000");
        for (int i = 0; i < 4; i++)
        {
            for (int lines = 3; lines > 0; lines--)
                Assert.That(cluster[0].ReadLine(), Does.StartWith("at "), cluster[0].Errors);
            cluster.KillHub();
            cluster.StartHubAgain();
        }
        string last;
        do
            last = cluster[0].ReadLine();
        while (last.StartsWith("at ", StringComparison.Ordinal));
        Assert.That(last, Does.Match(@"^ok \d+$"), cluster[0].Errors);
        long passed = Number(last["ok ".Length..]);
        Assert.That(cluster[0].Errors, Does.Contain("the hub was started again").And.Not.Contain("It joins again"));
        TestContext.Out.WriteLine($"{passed} items");
        Assert.That(cluster.Ask(1, "meeting permits"), Is.EqualTo("1 0"));
        cluster.Ask(1, "meeting complete");
        Assert.That(cluster.Ask(1, "meeting read-all"), Is.EqualTo($"{passed - 2} {passed - 1}"));
    }

    [Test]
    public void A_synchronous_write_survives_the_hub_and_all_nodes()
    {
        using DataFolder data = new();
        using ProbeCluster cluster = new(2, "--data", data.Path, "--node-timeout", "2s");
        foreach (int amount in (int[])[5, 6])
            cluster.Ask(amount % 2, $"deposit {amount}");
        cluster.KillHub();
        cluster[0].Kill();
        cluster[1].Kill();
        cluster.StartHubAgain();
        LineProcess late = cluster.Join("late");
        Assert.That(ProbeCluster.Ask(late, "total"), Is.EqualTo("11 0"));
        ProbeCluster.Ask(late, "increment 1 10");
        Assert.That(ProbeCluster.Ask(late, "total"), Is.EqualTo("21 10"));
    }

    [Test]
    public void What_a_process_held_that_died_with_the_hub_is_free_and_the_others_go_on()
    {
        using DataFolder data = new();
        using ProbeCluster cluster = new(2, "--data", data.Path, "--node-timeout", "2s", "--reconnect-window", "2s");
        cluster.Ask(0, "increment 1 10");
        cluster.Ask(1, "deposit 100");
        cluster.Ask(1, "hold");
        Assert.That(cluster.Ask(0, "try 0"), Is.EqualTo("busy"));
        cluster.KillHub();
        cluster[1].Kill();
        cluster.StartHubAgain();
        cluster[0].AwaitError("the session goes on", "which was started again");
        cluster.AskUntil(0, "try 0", static answer => answer == "free");
        Assert.That(cluster.Ask(0, "total"), Is.EqualTo("110 10"));
        cluster.Ask(0, "increment 1 10");
        Assert.That(ProbeCluster.Ask(cluster.Join("late"), "total"), Is.EqualTo("120 20"));
    }

    private static long Number(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
