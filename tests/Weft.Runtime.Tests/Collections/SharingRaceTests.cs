using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests.Collections;

/// <summary>A thread finds a collection unshared, another one shares it, and the first changes it: it has to see that, and say what it did.</summary>
internal sealed class SharingRaceTests
{
    private const int Rounds = 6;

    [Test]
    public void What_is_changed_in_a_collection_that_becomes_shared_meanwhile_is_not_lost(
        [Values("int[]", "string[]", "int[,]", "list", "list of the framework", "queue", "queue that is mostly empty", "stack", "linked list", "dictionary", "set", "sorted list", "ArrayList")] string kind)
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        (TestNode first, TestNode second) = (new(hub), new(hub));
        first.Run(nameof(World.MakeRoot), "mine");
        for (int round = 0; round < Rounds; round++)
        {
            string written = first.Call<string>(nameof(World.ChangeWhileSharing), kind);
            Assert.That(() => second.Call<string>(nameof(World.ContentOfChanged)), Is.EqualTo(written).After(60_000, 2));
        }
    }
}
