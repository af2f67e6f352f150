using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests.Collections;

/// <summary>What <c>Synchronized</c>, <c>FixedSize</c>, <c>ReadOnly</c>, <c>Adapter</c> and <c>GetRange</c> gave code that is not woven: changes go through them as in one process.</summary>
[TestFixture]
public sealed class WrapperTests
{
    [Test]
    public void Changes_of_woven_code_through_a_wrapper_of_a_shared_collection_reach_the_other_nodes([Values] bool own) =>
        InCluster(World.WrapperNames, (nodes, name) =>
        {
            nodes[0].Run(nameof(World.ShareWrapped), name, own, false);
            for (int round = 1; round <= 2; round++)
                AssertSame(nodes[0], nodes[0], name, round, woven: true);
            AssertContent(nodes, name, whole: false);
        });

    [Test]
    public void Changes_of_other_code_through_a_wrapper_of_a_collection_that_woven_code_has_made_reach_the_other_nodes() =>
        InCluster(World.WrapperNames.Where(name => name != "Adapter of array list"), (nodes, name) =>
        {
            nodes[0].Run(nameof(World.ShareWrapped), name, true, false);
            AssertSame(nodes[0], nodes[0], name, 1, woven: false);
            AssertContent(nodes, name, whole: false);
        });

    [Test]
    public void A_wrapper_in_a_shared_field_is_one_on_every_node([Values] bool own, [Values] bool woven) =>
        InCluster(World.WrapperNames.Where(name => !name.StartsWith("Range", StringComparison.Ordinal)), (nodes, name) =>
        {
            nodes[0].Run(nameof(World.ShareWrapped), name, own, true);
            for (int round = 1; round <= 2; round++)
                AssertSame(nodes[0], nodes[2 - round], name, round, woven);
            AssertContent(nodes, name, whole: true);
        });

    [Test]
    public void A_range_in_a_shared_field_is_refused([Values] bool own)
    {
        using HubServer hub = StartHub();
        TestNode node = new(hub);
        node.Run(nameof(World.MakeRoot), "mine");
        Assert.That(node.Call<string>(nameof(World.ShareRange), own), Is.EqualTo("WEFT1250"));
    }

    [Test]
    public void A_synchronized_queue_that_other_code_has_made_gives_each_item_to_one_node()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareFrameworkQueue), 100);
        Task<string>[] running = [.. nodes.Select(node => Task.Run(() => node.Call<string>(nameof(World.DrainSynchronizedQueue))))];
        Assert.That(Task.WaitAll(running, TimeSpan.FromSeconds(60)), Is.True);
        string[] taken = [.. running.SelectMany(each => each.Result.Split(',', StringSplitOptions.RemoveEmptyEntries))];
        Assert.That(taken.Select(int.Parse), Is.EquivalentTo(Enumerable.Range(0, 100)));
    }

    private static void InCluster(IEnumerable<string> names, Action<TestNode[], string> test)
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        Assert.Multiple(() =>
        {
            foreach (string name in names)
                test(nodes, name);
        });
    }

    private static void AssertSame(TestNode maker, TestNode actor, string name, int round, bool woven) =>
        Assert.That(actor.Call<string>(nameof(World.ActThroughWrapper), name, round, woven), Is.EqualTo(maker.Call<string>(nameof(World.ActThroughPlainWrapper), round)), name);

    private static void AssertContent(TestNode[] nodes, string name, bool whole)
    {
        string expected = nodes[0].Call<string>(nameof(World.PlainWrappedContent), name, whole);
        foreach (TestNode node in nodes)
            Assert.That(node.Call<string>(nameof(World.WrappedContent)), Is.EqualTo(expected), name);
    }

    private static HubServer StartHub() => HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
}
