using System.Diagnostics;
using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests.Collections;

/// <summary>Random calls of every member of every shared collection: unshared against the framework's class, and shared by two nodes against one plain collection.</summary>
[TestFixture]
public sealed class SharedCollectionTests
{
    [Test]
    public void Unshared_each_member_does_what_the_framework_does([ValueSource(typeof(SharedKind), nameof(SharedKind.Names))] string name, [Values(1, 2)] int seed)
    {
        SharedKind kind = SharedKind.Of(name);
        object plain = kind.Make();
        object own = kind.HasOwnClass ? Activator.CreateInstance(OwnClass(kind))! : kind.Make();
        for (int step = 0; step < 2000; step++)
        {
            RandomOperation operation = new(kind, seed * 100_000 + step);
            string expected = operation.OnFramework(plain);
            Assert.That(new RandomOperation(kind, seed * 100_000 + step).ThroughShim(own), Is.EqualTo(expected), $"step {step}: {operation}");
            Assert.That(RandomOperation.Text(own), Is.EqualTo(RandomOperation.Text(plain)), $"step {step}: after {operation}");
        }
    }

    [Test]
    public void Two_nodes_under_a_lock_see_one_collection([ValueSource(typeof(SharedKind), nameof(SharedKind.Names))] string name, [Values] bool adopted)
    {
        SharedKind kind = SharedKind.Of(name);
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        object plain = kind.Make();
        const int firstSeed = 7_000_000;
        for (int step = 0; step < 20; step++)
            new RandomOperation(kind, firstSeed + step).OnFramework(plain);
        nodes[0].Run(nameof(World.ShareCollection), name, adopted, firstSeed, 20);
        Random random = new(3);
        for (int step = 20; step < 400; step++)
        {
            RandomOperation operation = new(kind, firstSeed + step);
            string expected = operation.OnFramework(plain);
            string actual = nodes[random.Next(2)].Call<string>(nameof(World.Operate), name, firstSeed + step);
            if (kind.IsOrdered && operation.IsComparable)
                Assert.That(actual, Is.EqualTo(expected), $"step {step}: {operation}");
            string content = kind.IsDetermined ? World.ContentOf(kind, plain) : nodes[0].Call<string>(nameof(World.LockedContent), name);
            foreach (TestNode node in nodes)
                Assert.That(node.Call<string>(nameof(World.LockedContent), name), Is.EqualTo(content), $"step {step}: after {operation}");
        }
    }

    [Test]
    public void Nodes_that_change_one_collection_without_a_lock_converge([ValueSource(typeof(SharedKind), nameof(SharedKind.Names))] string name)
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new(hub), new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareCollection), name, false, 1, 10);
        Task[] running = [.. nodes.Select((node, number) => Task.Run(() => node.Run(nameof(World.OperateOften), name, number * 1000, 200)))];
        Assert.That(Task.WaitAll(running, TimeSpan.FromSeconds(60)), Is.True);
        Assert.That(() => nodes.Select(node => node.Call<string>(nameof(World.LockedContent), name)).Distinct().Count(), Is.EqualTo(1).After(60_000, 50));
    }

    [Test]
    public void An_entry_that_is_the_only_one_of_its_key_by_now_is_not_removed_as_the_second([ValueSource(typeof(SharedKind), nameof(SharedKind.NamesOfKeyed))] string name)
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareCollection), name, false, 1, 20);
        string content = nodes[0].Call<string>(nameof(World.LockedContent), name);
        Assert.That(nodes[1].Call<string>(nameof(World.LockedContent), name), Is.EqualTo(content).And.Not.Empty);
        nodes[1].Run(nameof(World.RemoveLateRival));
        foreach (TestNode node in (TestNode[])[nodes[1], nodes[0]])
            Assert.That(node.Call<string>(nameof(World.LockedContent), name), Is.EqualTo(content));
    }

    [Test]
    public void What_is_changed_through_a_view_of_a_sorted_set_changes_the_set_everywhere()
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareCollection), "SortedSet`1", false, 0, 0);
        nodes[0].Run(nameof(World.ChangeThroughView));
        nodes[1].Run(nameof(World.ChangeThroughView));
        foreach (TestNode node in nodes)
            Assert.That(node.Call<string>(nameof(World.LockedContent), "SortedSet`1"), Is.EqualTo("2,3,21"));
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Keys_that_change_while_they_are_taken_out_are_found_on_all_nodes(int seed)
    {
        const int Items = 12;
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new(hub), new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareRanks), Items);
        int[] ranks = [.. Enumerable.Range(0, Items)];
        Random random = new(seed);
        for (int step = 0; step < 300; step++)
        {
            int[] items = [.. Enumerable.Range(0, Items).OrderBy(_ => random.Next()).Take(random.Next(1, 4))];
            int[] given = random.Next(2) == 0
                ? [.. items.Select(item => ranks[item]).Reverse()]
                : [.. Enumerable.Range(0, 40).Except(ranks).OrderBy(_ => random.Next()).Take(items.Length)];
            nodes[random.Next(2)].Run(nameof(World.Rerank), items, given);
            for (int i = 0; i < items.Length; i++)
                ranks[items[i]] = given[i];
            if (step % 7 > 0)
                continue;
            string sorted = string.Join(",", Enumerable.Range(0, Items).OrderBy(item => ranks[item]).Select(item => $"item {item}"));
            string all = string.Join(",", Enumerable.Range(0, Items).Select(item => $"item {item}").Order(StringComparer.Ordinal));
            foreach (TestNode node in nodes)
                Assert.That(node.Call<string>(nameof(World.Ranks)), Is.EqualTo($"{sorted}; {sorted}; {all}; {all}"), $"step {step}");
        }
    }

    [Test]
    public void Spans_that_are_put_into_a_shared_list_are_published([Values] bool adopted)
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareCollection), "List`1", adopted, 0, 0);
        nodes[0].Run(nameof(World.AddSpans));
        Assert.That(nodes[1].Call<string>(nameof(World.CopiedSpan)), Is.EqualTo("1,2,3,4"));
    }

    [Test]
    public void Updates_of_concurrent_collections_are_atomic_for_all_nodes()
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new(hub), new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareConcurrent), 300);
        Task<string>[] running = [.. nodes.Select((node, number) => Task.Run(() => node.Call<string>(nameof(World.RaceOnConcurrent), number)))];
        Assert.That(Task.WaitAll(running, TimeSpan.FromSeconds(60)), Is.True);
        int[][] counts = [.. running.Select(each => each.Result.Split(' ').Select(int.Parse).ToArray())];
        Assert.That(counts.Sum(each => each[0]), Is.EqualTo(100), "each key is added by one");
        Assert.That(counts.Sum(each => each[1]), Is.EqualTo(300 * 301 / 2), "each item is taken by one");
        foreach (TestNode node in nodes)
            Assert.That(() => node.Call<string>(nameof(World.ConcurrentState)), Is.EqualTo("600 0 0").After(60_000, 20));
    }

    [Test]
    public void A_priority_queue_gives_each_item_to_one_node_in_the_order_of_priorities()
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareAgenda), 50);
        nodes[1].Run(nameof(World.ExtendAgenda), 50);
        string[] taken = [.. Enumerable.Range(0, 100).Select(i => nodes[i % 3 % 2].Call<string>(nameof(World.NextOfAgenda)))];
        Assert.That(taken, Is.EqualTo(Enumerable.Range(0, 100).Select(i => $"item {99 - i}")));
        Assert.That(nodes[1].Call<string>(nameof(World.NextOfAgenda)), Is.Empty);
    }

    [Test]
    public void What_unseen_code_does_through_the_concrete_type_is_published_with_the_next_operation([ValueSource(typeof(SharedKind), nameof(SharedKind.NamesOfCounting))] string name, [Values] bool adopted)
    {
        SharedKind kind = SharedKind.Of(name);
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        object plain = kind.Make();
        nodes[0].Run(nameof(World.ShareCollection), name, adopted, 1, 0);
        Random random = new(5);
        for (int step = 0; step < 100; step++)
        {
            World.OperateOnFramework(kind, plain, step * 10, 3);
            int node = random.Next(2);
            nodes[node].Run(nameof(World.OperateUnseen), name, step * 10, 3);
            string content = kind.IsDetermined ? World.ContentOf(kind, plain) : nodes[node].Call<string>(nameof(World.LockedContent), name);
            Assert.That(nodes[1 - node].Call<string>(nameof(World.LockedContent), name), Is.EqualTo(content), $"step {step}: {new RandomOperation(kind, step * 10)}");
        }
    }

    [Test]
    public void What_other_code_made_is_changed_through_its_interfaces()
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ChangeThroughInterfaces));
        Assert.That(() => nodes[1].Call<string>(nameof(World.AdoptedState)), Is.EqualTo("map 2, queue 5, stack 7").After(60_000, 20));
    }

    /// <summary>WEFT_ENTRIES sets another number, to measure.</summary>
    [Test]
    public void A_large_dictionary_arrives_whole_and_without_the_state_of_its_values_and_the_log_tells_of_it()
    {
        TextWriter errors = Console.Error;
        using StringWriter log = new();
        Console.SetError(TextWriter.Synchronized(log));
        int entries = int.TryParse(Environment.GetEnvironmentVariable("WEFT_ENTRIES"), out int asked) ? asked : 50_000;
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        Stopwatch sharing = Stopwatch.StartNew();
        nodes[0].Run(nameof(World.ShareLarge), entries);
        sharing.Stop();
        nodes[1].Run(nameof(World.Join));
        Stopwatch arriving = Stopwatch.StartNew();
        Assert.That(() => nodes[1].Call<string>(nameof(World.LargeState)), Is.EqualTo($"{entries} {entries - 1} hollow: True").After(60_000, 10));
        Console.SetError(errors);
        Assert.That(log.ToString(), Does.Match(@"Dictionary.* has arrived: \d.* KB are taken in").And.Match(@"Dictionary.* is here; to take it in took \d+ ms"));
        TestContext.Out.WriteLine($"{entries} entries: shared in {sharing.ElapsedMilliseconds} ms, on the other node {arriving.ElapsedMilliseconds} ms after it asked");
    }

    private static Type OwnClass(SharedKind kind)
    {
        if (!kind.Framework.IsGenericType)
            return typeof(Cluster).Assembly.GetTypes().Single(type => type.BaseType == kind.Framework && type.Name.StartsWith("Shared", StringComparison.Ordinal));
        Type definition = kind.Framework.GetGenericTypeDefinition();
        return typeof(Cluster).Assembly.GetTypes()
            .Single(type => type.IsGenericTypeDefinition && type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == definition && type.Name.StartsWith("Shared", StringComparison.Ordinal))
            .MakeGenericType(kind.Framework.GetGenericArguments());
    }
}
