using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Nodes in one process against a real hub over TCP, a new one for each test.</summary>
internal abstract class HubTests
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected HubServer Hub { get; private set; } = null!;

    [SetUp]
    public void StartHub() => Hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });

    [TearDown]
    public void StopHub() => Hub.Dispose();

    protected (TestNode First, TestNode Second) TwoNodes(string more = "")
    {
        TestNode first = new(Hub, more), second = new(Hub, more);
        first.Run(nameof(World.MakeRoot), "mine");
        return (first, second);
    }

    protected static string Failure(Action action)
    {
        try
        {
            action();
            return "";
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
    }

    protected static void Eventually<T>(Func<T> actual, NUnit.Framework.Constraints.IResolveConstraint expected) =>
        Assert.That(() => actual(), expected.Resolve() is { } constraint ? new NUnit.Framework.Constraints.DelayedConstraint(constraint, (int)Patience.TotalMilliseconds, 5) : null!);
}
