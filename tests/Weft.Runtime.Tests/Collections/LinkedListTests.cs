using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests.Collections;

/// <summary>Nodes that a shared linked list makes become shared the short way, what they refer to the long way.</summary>
internal sealed class LinkedListTests
{
    private const int Rounds = 6;

    [Test]
    public void Values_that_become_shared_with_their_nodes_while_another_thread_changes_them_lose_nothing()
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        (TestNode first, TestNode second) = (new(hub), new(hub));
        first.Run(nameof(World.MakeRoot), "mine");
        for (int round = 0; round < Rounds; round++)
        {
            string written = first.Call<string>(nameof(World.LinkWhileChanging));
            Assert.That(() => second.Call<string>(nameof(World.ContentOfLinked)), Is.EqualTo(written).After(60_000, 2));
        }
    }

    [Test]
    public void A_node_waits_for_the_atomic_sections_of_others_only_with_what_becomes_shared_beside_it()
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode node = new(hub);
        node.Run(nameof(World.MakeRoot), "mine");
        Assert.That(node.Call<bool>(nameof(World.LinkBesideSection)), Is.True);
    }

    [Test]
    public void Nodes_made_for_values_are_where_they_were_put()
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        (TestNode first, TestNode second) = (new(hub), new(hub));
        first.Run(nameof(World.MakeRoot), "mine");
        first.Run(nameof(World.LinkNumbers));
        Assert.That(first.Call<string>(nameof(World.LinkedNumbers)), Is.EqualTo("1,2,33,4,5,6"));
        Assert.That(() => second.Call<string>(nameof(World.LinkedNumbers)), Is.EqualTo("1,2,33,4,5,6").After(60_000, 2));
    }
}
