using System.Net;
using System.Net.Sockets;
using Weft.Hub.Server;
using Weft.Hub.Storage.Sqlite;
using Weft.Runtime.Session;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Nodes that would host the hub, where another process has its data and does not listen yet.</summary>
[NonParallelizable]
internal sealed class HostingTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "weft-hosting-" + Guid.NewGuid().ToString("N"));
    private readonly int _port = FreePort();

    [TearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_node_that_gives_up_to_join_does_not_wait_for_the_hub_of_the_folder()
    {
        using SqliteHubStore held = SqliteHubStore.Open(_folder);
        using CancellationTokenSource stop = new();
        Task joining = Task.Run(() => Node.Join(new ClusterOptions { Hub = $"embedded://127.0.0.1:{_port}", Data = _folder, LogLevel = "off" }, stop: stop.Token));
        stop.CancelAfter(50);
        Assert.That(async () => await joining.WaitAsync(AtOnce), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_session_that_ends_while_its_node_looks_for_a_hub_to_host_ends_at_once() => WithNodeThatWaits(static (node, log, _) => EndSession(node, log));

    [Test]
    public void A_node_that_leaves_while_it_looks_for_a_hub_to_host_looks_for_one_that_takes_its_leave_at_once() => WithNodeThatWaits((node, log, held) =>
    {
        Task leaving = Task.Run(() => node.Run(nameof(World.Leave)));
        Assert.That(log, Does.Contain("this node leaves, and hosts no hub any more").After((int)AtOnce.TotalMilliseconds, 5));
        held.Dispose();
        using HostedHub again = StartHub();
        Assert.That(async () => await leaving.WaitAsync(TimeSpan.FromSeconds(30)), Throws.Nothing, log());
        EndSession(node, log);
    });

    private static void EndSession(TestNode node, Func<string> log)
    {
        node.Run(nameof(World.EndSession));
        Assert.That(log, Does.Contain("the reader ends with the session").After((int)AtOnce.TotalMilliseconds, 5));
    }

    // The hub has gone, and another process has the folder, but no hub.
    private void WithNodeThatWaits(Action<TestNode, Func<string>, SqliteHubStore> check)
    {
        TextWriter errors = Console.Error;
        using StringWriter log = new();
        Console.SetError(TextWriter.Synchronized(log));
        Environment.SetEnvironmentVariable("WEFT_LOG", "debug");
        try
        {
            TestNode node;
            using (StartHub())
            {
                node = new($"hub=embedded://127.0.0.1:{_port}\nname=test\nhub-timeout=60s\ndata={_folder}");
                node.Run(nameof(World.MakeRoot), "mine");
            }
            using SqliteHubStore held = SqliteHubStore.Open(_folder);
            Assert.That(log.ToString, Does.Contain($"another process has the data folder {_folder}").After(20_000, 5));
            check(node, log.ToString, held);
        }
        finally
        {
            Environment.SetEnvironmentVariable("WEFT_LOG", null);
            Console.SetError(errors);
        }
    }

    private HostedHub StartHub() => HostedHub.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, _port), ClusterName = "test" }, _folder);

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
