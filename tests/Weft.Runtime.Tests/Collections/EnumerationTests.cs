using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests.Collections;

/// <summary>Another node's change falls into an enumeration without a lock: it ends as in one process where another thread does the same.</summary>
[TestFixture]
public sealed class EnumerationTests
{
    [Test]
    public void A_change_of_another_node_ends_an_enumeration_as_one_of_another_thread_does([Values] bool adopted)
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareToEnumerate), adopted);
        nodes[0].Run(nameof(World.BeginToEnumerate));
        nodes[1].Run(nameof(World.AddToEnumerated));
        Assert.That(() => nodes[0].Call<bool>(nameof(World.HasAdded)), Is.True.After(60_000, 2));
        string[] ends = nodes[0].Call<string[]>(nameof(World.EndsOfEnumerations));
        Assert.That(ends, Is.EqualTo(nodes[0].Call<string[]>(nameof(World.EndsOfPlainEnumerations))));
        Assert.That(ends.Count(end => end.EndsWith(nameof(InvalidOperationException), StringComparison.Ordinal)), Is.GreaterThan(20));
    }
}
