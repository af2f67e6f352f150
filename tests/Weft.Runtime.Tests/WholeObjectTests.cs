using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Objects that are never without their state, since code that asks nobody works on them: changed from two nodes, against a real hub over TCP.</summary>
internal sealed class WholeObjectTests
{
    private HubServer _hub = null!;
    private TestNode _first = null!;
    private TestNode _second = null!;

    [SetUp]
    public void StartNodes()
    {
        _hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        (_first, _second) = (new(_hub), new(_hub));
        _first.Run(nameof(World.MakeRoot), "mine");
    }

    [TearDown]
    public void StopHub() => _hub.Dispose();

    [Test]
    public void A_class_that_derives_from_a_list_has_its_content_its_fields_and_its_identity_on_both_nodes()
    {
        _first.Run(nameof(World.ShareHerd));
        Both(nameof(World.DescribeHerd), "top(child())");
        _second.Run(nameof(World.GrowHerd), "a");
        Both(nameof(World.DescribeHerd), "top+(a(a's()) child())");
        _first.Run(nameof(World.GrowHerd), "b");
        Both(nameof(World.DescribeHerd), "top++(b(b's()) a(a's()) child())");
        _second.Run(nameof(World.CullHerd));
        Both(nameof(World.DescribeHerd), "top++(a(a's()) child())");
        Assert.That(_second.Call<bool>(nameof(World.HerdIsOneObject)), Is.True);
    }

    [Test]
    public void A_third_node_gets_the_whole_circle_late()
    {
        _first.Run(nameof(World.ShareHerd));
        _second.Run(nameof(World.GrowHerd), "a");
        TestNode third = new(_hub);
        Assert.That(third.Call<string>(nameof(World.DescribeHerd)), Is.EqualTo("top+(a(a's()) child())"));
        third.Run(nameof(World.GrowHerd), "c");
        Both(nameof(World.DescribeHerd), "top++(c(c's()) a(a's()) child())");
    }

    [Test]
    public void What_unwoven_code_adds_to_a_derived_list_is_found_and_published()
    {
        _first.Run(nameof(World.ShareHerd));
        Both(nameof(World.DescribeHerd), "top(child())");
        _second.Run(nameof(World.GrowHerdUnseen), "x");
        Assert.That(_second.Call<string>(nameof(World.DescribeHerd)), Is.EqualTo("top(child() x())"));
        Both(nameof(World.DescribeHerd), "top(child() x())");
    }

    [Test]
    public void A_replica_without_fields_of_its_own_node_may_be_collected_and_comes_back()
    {
        _first.Run(nameof(World.ShareHerd));
        Both(nameof(World.DescribeHerd), "top(child())");
        _second.Run(nameof(World.Collect));
        _first.Run(nameof(World.GrowHerd), "a");
        Both(nameof(World.DescribeHerd), "top+(a(a's()) child())");
    }

    [Test]
    public void A_collection_that_works_on_a_list_tells_of_changes_by_its_own_code([Values] bool unseen)
    {
        _first.Run(nameof(World.ShareObserved), unseen);
        string start = unseen ? "a,b" : "b";
        Both(nameof(World.DescribeObserved), start);
        _first.Run(nameof(World.AddObserved), "c");
        _second.Run(nameof(World.AddObserved), "d");
        Both(nameof(World.DescribeObserved), start + ",c,d");
    }

    private void Both(string describe, string expected)
    {
        Assert.That(_first.Call<string>(describe), Is.EqualTo(expected));
        Assert.That(_second.Call<string>(describe), Is.EqualTo(expected));
    }
}
