using Weft.Proxy;

namespace Weft.Cluster.Tests;

/// <summary>Processes whose connection is away for longer than the reconnect window.</summary>
public sealed class RejoinTests
{
    private static readonly string[] s_hubArguments = ["--reconnect-window", "1s"];

    [Test]
    public void A_process_that_comes_back_too_late_joins_again_and_sees_what_the_others_have_done()
    {
        using ProbeCluster cluster = new(1, s_hubArguments);
        using CuttingProxy proxy = CuttingProxy.Start(CuttingProxy.ParseAddress(cluster.Address));
        using LineProcess late = ProbeCluster.StartNode("late", new Dictionary<string, string> { ["WEFT_HUB"] = proxy.Address });
        cluster.Ask(0, "increment 1 10");
        Assert.That(ProbeCluster.Ask(late, "total"), Is.EqualTo("10 10"));
        foreach (string command in (string[])["item add a 1", "log add x"])
            ProbeCluster.Ask(late, command);
        proxy.Block();
        late.AwaitError("weft warning", "the connection to the hub broke");
        cluster.Ask(0, "increment 2 50");
        cluster.Ask(0, "item add b 2");
        cluster.Ask(0, "log add y");
        cluster.Hub.AwaitError("late", "counts as dead");
        proxy.Unblock();
        late.AwaitError("WEFT1092", "It joins again");
        late.AwaitError("were read again from the hub");
        Assert.That(ProbeCluster.Ask(late, "total"), Is.EqualTo("110 110"));
        foreach (string command in (string[])["item all", "log all", "cells all"])
            Assert.That(ProbeCluster.Ask(late, command), Is.EqualTo(cluster.Ask(0, command)), command);
        ProbeCluster.Ask(late, "increment 2 10");
        Assert.That(cluster.Ask(0, "total"), Is.EqualTo("130 130"));
    }

    [Test]
    public void A_process_that_stood_still_for_longer_than_the_node_timeout_joins_again()
    {
        using ProbeCluster cluster = new(2, "--node-timeout", "2s", "--reconnect-window", "1s");
        cluster.Ask(1, "increment 1 10");
        Assert.That(cluster.Ask(0, "total"), Is.EqualTo("10 10"));
        cluster[1].Freeze(true);
        cluster.Hub.AwaitError("Nothing was heard of");
        cluster.Ask(0, "increment 1 5");
        cluster[1].Freeze(false);
        cluster[1].AwaitError("were read again from the hub");
        Assert.That(cluster.Ask(1, "total"), Is.EqualTo("15 15"));
        cluster.Ask(1, "increment 1 1");
        Assert.That(cluster.Ask(0, "total"), Is.EqualTo("16 16"));
    }

    [Test]
    public void A_process_that_is_to_end_when_it_has_lost_its_session_says_why_and_ends()
    {
        string folder = Directory.CreateTempSubdirectory("weft-terminate-").FullName;
        try
        {
            string configuration = Path.Combine(folder, "weft.yaml");
            File.WriteAllText(configuration, File.ReadAllText(Built.ProbeConfiguration).Replace("hub-timeout: 10s", "hub-timeout: 10s\n  on-lost: terminate", StringComparison.Ordinal));
            using ProbeCluster cluster = new(0, s_hubArguments);
            using CuttingProxy proxy = CuttingProxy.Start(CuttingProxy.ParseAddress(cluster.Address));
            using LineProcess late = ProbeCluster.StartNode("late", new Dictionary<string, string> { ["WEFT_HUB"] = proxy.Address }, WovenProbe.Weave(configuration, Path.Combine(folder, "app")));
            ProbeCluster.Ask(late, "increment 1 10");
            proxy.Block();
            cluster.Hub.AwaitError("late", "counts as dead");
            proxy.Unblock();
            (int code, _) = late.WaitForEnd();
            Assert.That(code, Is.EqualTo(75), late.Errors);
            Assert.That(late.Errors, Does.Contain("WEFT1092"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
