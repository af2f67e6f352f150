using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests.Collections;

/// <summary>Methods of the framework that make a collection give woven code one of the runtime's own class, which is what the framework's would be.</summary>
internal sealed class FreshCollectionTests
{
    [TestCase(nameof(World.MakeFreshCollections))]
    [TestCase(nameof(World.RefuseFreshCollections))]
    public void They_are_as_the_framework_makes_them(string act)
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        new TestNode(hub).Run(act);
    }
}
