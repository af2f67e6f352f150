using System.Net;
using System.Net.Sockets;

namespace Weft.Cluster.Tests;

/// <summary>The hub inside the first node.</summary>
public sealed class EmbeddedHubTests
{
    [Test]
    public void The_first_node_hosts_the_hub_and_the_others_connect()
    {
        Dictionary<string, string> environment = new() { ["WEFT_HUB"] = $"embedded://127.0.0.1:{FreePort()}" };
        using LineProcess first = ProbeCluster.StartNode("first", new(environment));
        using LineProcess second = ProbeCluster.StartNode("second", new(environment));
        foreach (LineProcess node in (LineProcess[])[first, second])
            node.WriteLine("increment 2 100");
        foreach (LineProcess node in (LineProcess[])[first, second])
            Assert.That(node.ReadLine(), Is.EqualTo("ok"), node.Errors);
        Assert.That(ProbeCluster.Ask(first, "total"), Is.EqualTo("400 400"));
        Assert.That(ProbeCluster.Ask(second, "total"), Is.EqualTo("400 400"));
        first.WriteLine("quit");
        Assert.That(first.WaitForEnd().ExitCode, Is.Zero, first.Errors);
        // Until its reader has come to the end of the connection, a write is on its way as any other.
        Assert.That(() => ProbeCluster.Answer(second, "set-unlocked 1"), Does.Contain("WEFT1068").After(10_000, 10), "the hub has gone with its host");
    }

    [Test]
    public void A_node_hosts_the_hub_on_its_data_where_the_process_that_did_is_killed()
    {
        string folder = Directory.CreateTempSubdirectory("weft-embedded-").FullName;
        try
        {
            string configuration = Path.Combine(folder, "weft.yaml");
            File.WriteAllText(configuration, File.ReadAllText(Built.ProbeConfiguration).Replace("hub-timeout: 10s", "hub-timeout: 60s\n  node-timeout: 4s", StringComparison.Ordinal));
            string program = WovenProbe.Weave(configuration, Path.Combine(folder, "app"));
            Dictionary<string, string> environment = new() { ["WEFT_HUB"] = $"embedded://127.0.0.1:{FreePort()}", ["WEFT_DATA"] = Path.Combine(folder, "data") };
            using LineProcess first = ProbeCluster.StartNode("first", new(environment), program);
            using LineProcess second = ProbeCluster.StartNode("second", new(environment), program);
            using LineProcess third = ProbeCluster.StartNode("third", new(environment), program);
            foreach (LineProcess node in (LineProcess[])[first, second, third])
                ProbeCluster.Ask(node, "increment 2 100");
            first.Kill();
            foreach (LineProcess node in (LineProcess[])[second, third])
                ProbeCluster.Ask(node, "increment 2 100");
            foreach (LineProcess node in (LineProcess[])[second, third])
                Assert.That(ProbeCluster.Ask(node, "total"), Is.EqualTo("1000 1000"), node.Errors);
            using LineProcess fourth = ProbeCluster.StartNode("fourth", new(environment), program);
            Assert.That(ProbeCluster.Ask(fourth, "total"), Is.EqualTo("1000 1000"), fourth.Errors);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void A_machine_that_stood_still_longer_than_node_timeout_goes_on()
    {
        string folder = Directory.CreateTempSubdirectory("weft-frozen-").FullName;
        try
        {
            string configuration = Path.Combine(folder, "weft.yaml");
            File.WriteAllText(configuration, File.ReadAllText(Built.ProbeConfiguration).Replace("hub-timeout: 10s", "hub-timeout: 60s\n  node-timeout: 2s", StringComparison.Ordinal));
            string program = WovenProbe.Weave(configuration, Path.Combine(folder, "app"));
            Dictionary<string, string> environment = new() { ["WEFT_HUB"] = $"embedded://127.0.0.1:{FreePort()}" };
            using LineProcess first = ProbeCluster.StartNode("first", new(environment), program);
            using LineProcess second = ProbeCluster.StartNode("second", new(environment), program);
            ProbeCluster.Ask(first, "increment 2 10");
            ProbeCluster.Ask(second, "increment 2 10");
            foreach (bool frozen in (bool[])[true, false])
            {
                first.Freeze(frozen);
                second.Freeze(frozen);
                if (frozen)
                    Thread.Sleep(TimeSpan.FromSeconds(4));
            }
            ProbeCluster.Ask(second, "increment 2 10");
            Assert.That(ProbeCluster.Ask(first, "total"), Is.EqualTo("60 60"));
            foreach (LineProcess node in (LineProcess[])[first, second])
                Assert.That(node.Errors, Does.Not.Contain("silent").And.Not.Contain("Nothing was heard"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
