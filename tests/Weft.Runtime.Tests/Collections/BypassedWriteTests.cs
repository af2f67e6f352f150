using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests.Collections;

/// <summary>What code that is not woven changes past the runtime, and what is told of it.</summary>
[TestFixture]
public sealed class BypassedWriteTests
{
    [Test]
    public void The_audit_names_the_class_and_where_each_change_was_found()
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode node = new(hub);
        node.Run(nameof(World.MakeRoot), "mine");
        node.Run(nameof(World.ShareFilledList));
        node.Run(nameof(World.AddUnseen), 3);
        string[] audited = [.. node.Call<string[]>(nameof(World.Audited)).Where(static line => line.Contains("not woven", StringComparison.Ordinal))];
        Assert.That(audited, Has.Length.EqualTo(1));
        Assert.That(audited[0], Does.Match(@"^3 .*List.*: changed by code that is not woven \| .*World\.AddUnseen"));
    }
}
