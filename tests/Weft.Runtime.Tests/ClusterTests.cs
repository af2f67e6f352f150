using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>State, locks and calls of several nodes.</summary>
internal sealed class ClusterTests : HubTests
{
    [Test]
    public void A_graph_made_on_one_node_is_read_on_another_with_identity_types_and_cycles()
    {
        (TestNode first, TestNode second) = TwoNodes();
        Assert.That(first.Call<string>(nameof(World.DescribeGraph)), Is.EqualTo("NamedItem mine 1 7 42 1,2 second cycle=True hollow=False"));
        Assert.That(second.Call<string>(nameof(World.DescribeGraph)), Is.EqualTo("NamedItem mine 1 7 42 1,2 second cycle=True hollow=True"));
    }

    [Test]
    public void On_load_runs_once_before_the_first_read()
    {
        (_, TestNode second) = TwoNodes();
        Assert.That(second.Call<int>(nameof(World.LoadsAfterRead)), Is.EqualTo(1));
        Assert.That(second.Call<int>(nameof(World.LoadsAfterRead)), Is.EqualTo(1));
    }

    [Test]
    public void A_write_outside_locks_is_published_at_once()
    {
        (TestNode first, TestNode second) = TwoNodes();
        Assert.That(second.Call<int>(nameof(World.Count)), Is.EqualTo(1));
        first.Run(nameof(World.SetCount), 5);
        Eventually(() => second.Call<int>(nameof(World.Count)), Is.EqualTo(5));
        second.Run(nameof(World.Append), "third");
        Eventually(() => first.Call<string>(nameof(World.NextName)), Is.EqualTo("third"));
    }

    [Test]
    public void Racing_writes_converge()
    {
        (TestNode first, TestNode second) = TwoNodes();
        Assert.That(second.Call<int>(nameof(World.Count)), Is.EqualTo(1));
        Parallel.Invoke(
            () => Repeat(300, i => first.Run(nameof(World.SetCount), i)),
            () => Repeat(300, i => second.Run(nameof(World.SetCount), 1000 + i)));
        Eventually(() => first.Call<int>(nameof(World.Count)) == second.Call<int>(nameof(World.Count)), Is.True);
        Assert.That(first.Call<int>(nameof(World.Count)), Is.EqualTo(299).Or.EqualTo(1299));
    }

    [Test]
    public void Three_nodes_with_four_threads_each_lose_no_increment()
    {
        TestNode[] nodes = [new(Hub), new(Hub), new(Hub)];
        nodes[0].Run(nameof(World.MakeRoot), "counter");
        Parallel.ForEach(nodes, new ParallelOptions { MaxDegreeOfParallelism = 3 }, node => node.Run(nameof(World.Increment), 4, 250));
        Assert.That(nodes.Select(node => node.Call<int>(nameof(World.LockedCount))), Is.All.EqualTo(1 + 3 * 4 * 250));
    }

    [Test]
    public void A_lock_held_on_one_node_keeps_another_out()
    {
        (TestNode first, TestNode second) = TwoNodes();
        first.Run(nameof(World.Enter));
        Assert.That(second.Call<bool>(nameof(World.TryEnter), 0), Is.False);
        Assert.That(second.Call<bool>(nameof(World.TryEnter), 50), Is.False);
        first.Run(nameof(World.Exit));
        Assert.That(second.Call<bool>(nameof(World.TryEnter), (int)Patience.TotalMilliseconds), Is.True);
        Assert.That(first.Call<bool>(nameof(World.TryEnter), 0), Is.False);
        second.Run(nameof(World.Exit));
    }

    [Test]
    public void An_interrupted_wait_does_not_keep_the_lock_from_those_behind_it()
    {
        TestNode[] nodes = [new(Hub), new(Hub), new(Hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        Assert.That(nodes.Select(node => node.Call<int>(nameof(World.LockedCount))), Is.All.EqualTo(1));
        Random random = new(11);
        for (int round = 0; round < 300; round++)
        {
            nodes[0].Run(nameof(World.Enter));
            Thread interrupted = StartWaiting(nodes[1]);
            Thread behind = StartWaiting(nodes[2]);
            nodes[0].Run(nameof(World.Exit));
            Thread.SpinWait(random.Next(6_000));
            interrupted.Interrupt();
            Assert.That(interrupted.Join(Patience) && behind.Join(Patience), Is.True, $"round {round}: a thread waits for a lock that nobody is in");
        }
    }

    [Test]
    public void A_distributed_call_runs_once_on_each_node_after_the_state_it_depends_on()
    {
        (TestNode first, TestNode second) = TwoNodes();
        second.Run(nameof(World.Join));
        for (int i = 10; i < 20; i++)
            first.Run(nameof(World.SetCountsAndNotify), i, "call");
        Eventually(() => second.Call<string>(nameof(World.CallsSeen)).Split(';').Length, Is.EqualTo(10));
        Assert.That(first.Call<string>(nameof(World.CallsSeen)), Is.EqualTo(string.Join(";", Enumerable.Range(10, 10).Select(i => $"call:{i}"))));
        int[] seen = [.. second.Call<string>(nameof(World.CallsSeen)).Split(';').Select(call => int.Parse(call.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture))];
        for (int i = 0; i < 10; i++)
            Assert.That(seen[i], Is.GreaterThanOrEqualTo(10 + i), "a call ran before the change made before it");
    }

    [Test]
    public void What_cannot_be_shared_is_refused_with_its_path_and_nothing_changes()
    {
        (TestNode first, _) = TwoNodes();
        Assert.That(first.Call<string>(nameof(World.ShareThread)), Is.EqualTo("Test.Item::next.Test.Item::next.Test.Item::anything → System.Threading.Thread changed=False shared=False"));
    }

    [Test]
    public void Members_of_a_struct_are_places_of_their_own()
    {
        (TestNode first, TestNode second) = TwoNodes();
        Assert.That(second.Call<string>(nameof(World.PointText)), Is.EqualTo("1,2"));
        first.Run(nameof(World.MovePoint), 9);
        Eventually(() => second.Call<string>(nameof(World.PointText)), Is.EqualTo("9,2"));
        second.Run(nameof(World.SetPointY), 8);
        Eventually(() => first.Call<string>(nameof(World.PointText)), Is.EqualTo("9,8"));
    }

    [Test]
    public void A_clone_of_a_shared_object_is_plain()
    {
        (_, TestNode second) = TwoNodes();
        Assert.That(second.Call<string>(nameof(World.CloneCount)), Is.EqualTo("101 False 1"));
    }

    [Test]
    public void A_clone_that_was_made_unseen_is_plain()
    {
        (TestNode first, TestNode second) = TwoNodes();
        Assert.That(second.Call<string>(nameof(World.CloneUnseenCount)), Is.EqualTo("101 False 1"));
        second.Run(nameof(World.SetCount), 5);
        Eventually(() => first.Call<int>(nameof(World.Count)), Is.EqualTo(5));
    }

    [Test]
    public void Unlocked_writes_can_be_errors()
    {
        TestNode node = new(Hub, "unlocked-writes=error");
        node.Run(nameof(World.MakeRoot), "mine");
        Assert.That(() => node.Run(nameof(World.SetCount), 5), Throws.Exception.With.Property("Message").Contains("WEFT1351").And.Message.Contains("Test.Item::count"));
        Assert.That(node.Call<int>(nameof(World.Count)), Is.EqualTo(1), "nothing was stored");
        node.Run(nameof(World.Increment), 1, 3);
        Assert.That(node.Call<int>(nameof(World.Count)), Is.EqualTo(4));
    }

    [Test]
    public void Updates_of_concurrent_collections_need_no_lock_where_unlocked_writes_are_errors()
    {
        TestNode node = new(Hub, "unlocked-writes=error");
        node.Run(nameof(World.MakeRoot), "mine");
        long before = node.Call<long>(nameof(World.UnlockedWrites));
        Assert.That(node.Call<long>(nameof(World.UpdateConcurrent)), Is.EqualTo(before));
    }

    [Test]
    public void A_member_changed_through_its_address_and_otherwise_is_an_error()
    {
        (_, TestNode second) = TwoNodes();
        Assert.That(() => second.Run(nameof(World.ChangePointTwice)), Throws.Exception.With.Property("Message").Contains("WEFT1650").And.Message.Contains("point.X"));
    }

    [Test]
    public void A_failed_on_load_reaches_each_reader_until_it_succeeds()
    {
        (_, TestNode second) = TwoNodes();
        Assert.That(second.Call<string>(nameof(World.ReadWithFailingLoads), 2), Is.EqualTo("OnLoadException WEFT1550 OnLoadException WEFT1550 mine loads=1"));
    }

    [Test]
    public void On_load_that_reads_objects_whose_on_load_reads_back_ends()
    {
        (_, TestNode second) = TwoNodes();
        Task<string> reading = Task.Run(() => second.Call<string>(nameof(World.ReadInCycle)));
        Assert.That(async () => await reading.WaitAsync(Patience), Is.EqualTo("mine second 1 1"));
    }

    [Test]
    public void A_class_constructor_runs_on_the_thread_that_reads()
    {
        (TestNode first, TestNode second) = TwoNodes();
        Assert.That(second.Call<int>(nameof(World.ConstructedValue)), Is.EqualTo(-1), "the root is resident before the object comes");
        first.Run(nameof(World.ShareConstructed), 5);
        Eventually(() => second.Call<int>(nameof(World.ConstructedValue)), Is.EqualTo(5));
        Assert.That(second.Call<string>(nameof(World.ThreadOfConstructor)), Does.Not.StartWith("weft"));
        first.Run(nameof(World.ShareConstructed), 6);
        Eventually(() => second.Call<int>(nameof(World.ConstructedValue)), Is.EqualTo(6));
    }

    [Test]
    public void Collected_objects_are_dropped_and_come_again()
    {
        (TestNode first, TestNode second) = TwoNodes();
        Assert.That(second.Call<int>(nameof(World.SumOfBox), 0), Is.Zero);
        first.Run(nameof(World.PutBox), 7);
        Eventually(() => second.Call<int>(nameof(World.SumOfBox), 0), Is.EqualTo(7));
        first.Run(nameof(World.TakeBoxAway));
        Eventually(() => second.Call<bool>(nameof(World.HasBox)), Is.False);
        int before = second.Call<int>(nameof(World.ObjectCount));
        Eventually(() => second.Call<int>(nameof(World.ObjectCountAfterCollection)), Is.LessThan(before));
        first.Run(nameof(World.ChangeBoxAway), 5);
        first.Run(nameof(World.PutBoxBack));
        Eventually(() => second.Call<int>(nameof(World.SumOfBox), 0), Is.EqualTo(12));
        first.Run(nameof(World.ChangeBoxAway), 3);
        Eventually(() => second.Call<int>(nameof(World.SumOfBox), 0), Is.EqualTo(15));
    }

    [Test]
    public void Arguments_travel_by_value_unless_they_are_shared()
    {
        (TestNode first, TestNode second) = TwoNodes();
        second.Run(nameof(World.Join));
        Assert.That(first.Call<string>(nameof(World.SendParcel)), Is.EqualTo("False False"), "sending shares nothing");
        Eventually(() => second.Call<string>(nameof(World.CallsSeen)), Is.EqualTo("parcel 3 4 True False loads=1 gate=True [1,2] 0 3 parcel True fourth 2.5"));
    }

    [Test]
    public void Arguments_that_cannot_be_copied_are_refused_with_their_path()
    {
        (TestNode first, _) = TwoNodes();
        Assert.That(first.Call<string>(nameof(World.SendThread)), Is.EqualTo("WEFT1451 .Test.Item::next.Test.Item::anything False"));
        Assert.That(first.Call<string>(nameof(World.SendCycle)), Is.EqualTo("WEFT1452 .Test.Item::next.Test.Item::next False"));
        Assert.That(first.Call<string>(nameof(World.SendDeep)), Does.StartWith("WEFT1453 ").And.EndsWith(" False"));
    }

    private static Thread StartWaiting(TestNode node)
    {
        long before = node.Call<long>(nameof(World.LockRequests));
        Thread thread = new(() => Failure(() => node.Call<bool>(nameof(World.EnterAndExit)))) { IsBackground = true };
        thread.Start();
        Eventually(() => node.Call<long>(nameof(World.LockRequests)) > before, Is.True);
        return thread;
    }

    private static void Repeat(int times, Action<int> action)
    {
        for (int i = 0; i < times; i++)
            action(i);
    }
}
