using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests.Collections;

/// <summary>Hash tables: wrappers, views, comparers and interfaces. What all collections have in common is in <see cref="SharedCollectionTests"/>.</summary>
[TestFixture]
public sealed class UntypedMapTests
{
    [Test]
    public void A_synchronized_table_can_be_shared_and_excludes_the_threads_of_all_nodes()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareSynchronizedTable));
        Task[] running = [.. nodes.Select((node, number) => Task.Run(() => node.Run(nameof(World.CountInTable), number, 50)))];
        Assert.That(Task.WaitAll(running, TimeSpan.FromSeconds(60)), Is.True);
        foreach (TestNode node in nodes)
            Assert.That(() => node.Call<string>(nameof(World.TableState)), Is.EqualTo("SynchronizedHashtable 150 151 True").After(60_000, 20));
    }

    [Test]
    public void A_synchronized_queue_gives_each_item_to_one_node()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareSynchronizedQueue), 100);
        Task<string>[] running = [.. nodes.Select(node => Task.Run(() => node.Call<string>(nameof(World.DrainSynchronizedQueue))))];
        Assert.That(Task.WaitAll(running, TimeSpan.FromSeconds(60)), Is.True);
        string[] taken = [.. running.SelectMany(each => each.Result.Split(',', StringSplitOptions.RemoveEmptyEntries))];
        Assert.That(taken.Select(int.Parse), Is.EquivalentTo(Enumerable.Range(0, 100)));
    }

    [Test]
    public void A_view_that_was_taken_before_shows_what_other_nodes_have_done()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareTableWithView));
        nodes[1].Run(nameof(World.ChangeTable));
        Assert.That(nodes[0].Call<string>(nameof(World.ViewOfTable)), Is.EqualTo("Key,more 2 2 an item"));
    }

    [Test]
    public void A_query_sees_what_other_nodes_have_done()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareUntypedMaps));
        nodes[1].Run(nameof(World.AddToUntypedMaps));
        Assert.That(nodes[0].Call<string>(nameof(World.UntypedMapsByQuery)), Is.EqualTo("key=1 key=1"));
    }

    [Test]
    public void A_comparer_is_there_for_the_first_who_comes()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.SharePlaceForMaps));
        nodes[1].Run(nameof(World.AwaitMapsByCase));
        nodes[0].Run(nameof(World.ShareMapsByCase));
        nodes[1].Run(nameof(World.ChangeMapsByCase));
        foreach (TestNode node in nodes)
            Assert.That(node.Call<string>(nameof(World.MapsByCase)), Is.EqualTo("1 2 1 2 1"));
    }

    [Test]
    public void A_comparer_that_other_nodes_cannot_make_is_refused()
    {
        using HubServer hub = StartHub();
        TestNode node = new(hub);
        node.Run(nameof(World.MakeRoot), "mine");
        Assert.That(node.Call<string>(nameof(World.ShareTableByCulture)), Is.EqualTo("WEFT1252"));
    }

    [Test]
    public void A_table_of_other_code_is_changed_through_the_interface()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.AdoptThroughDictionary));
        Assert.That(() => nodes[1].Call<string>(nameof(World.AddedInTable)), Is.EqualTo("2 1").After(60_000, 20));
    }

    private static HubServer StartHub() => HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
}
