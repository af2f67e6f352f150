using System.Net;
using Weft.Hub.Server;
using Weft.Proxy;
using Weft.Runtime.Tests.Collections;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Nodes that come back too late, or to a hub that was started anew.</summary>
internal sealed class RejoinTests
{
    private HubServer _hub = null!;
    private CuttingProxy _proxy = null!;
    private TestNode _first = null!;
    private TestNode _second = null!;

    // The second node's connection goes through the proxy.
    [SetUp]
    public void Start()
    {
        _hub = StartHub(new IPEndPoint(IPAddress.Loopback, 0));
        _proxy = CuttingProxy.Start(_hub.EndPoint);
        _first = new TestNode(_hub);
        _second = new TestNode($"hub={_proxy.Address}\nname=test\nhub-timeout=60s");
    }

    [TearDown]
    public void Stop()
    {
        _proxy.Dispose();
        _hub.Dispose();
    }

    [Test]
    public void A_node_that_comes_back_too_late_sees_what_the_others_have_done_and_not_its_own([Values] bool ownRoot)
    {
        MakeRoot(ownRoot ? _second : _first);
        _second.Run(nameof(World.Increment), 1, 5);
        Settle();
        _second.Run(nameof(World.KeepRoot));
        _second.Call<int>(nameof(World.SecondCount));
        // Entered before, since nobody knows how soon the lease is not trusted any more on a busy machine.
        _second.Run(nameof(World.Enter));
        _proxy.Block();
        _second.Run(nameof(World.SetCount), 9);
        _second.Run(nameof(World.Exit));
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(6), "the lock is free once the window is over");
        _first.Run(nameof(World.Increment), 1, 100);
        _first.Run(nameof(World.SetSecondCount), 77);
        _first.Run(nameof(World.AppendAtEnd), "news");
        AwaitRejoined();
        Assert.That(_second.Call<int>(nameof(World.LockedCount)), Is.EqualTo(106));
        Assert.That(_second.Call<bool>(nameof(World.RootIsKept)), "an instance stays who it is");
        Assert.That(_second.Call<int>(nameof(World.SecondCount)), Is.EqualTo(77));
        Assert.That(_second.Call<int>(nameof(World.ChainLength)), Is.EqualTo(_first.Call<int>(nameof(World.ChainLength))));
        Task[] work = [.. ((TestNode[])[_first, _second]).Select(static node => Task.Run(() => node.Run(nameof(World.Increment), 2, 50)))];
        Assert.That(Task.WaitAll(work, TimeSpan.FromSeconds(60)), Is.True);
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(306));
        Assert.That(_second.Call<int>(nameof(World.LockedCount)), Is.EqualTo(306));
    }

    [Test]
    public void A_section_of_a_session_that_is_over_writes_nothing_and_is_left_without_an_exception()
    {
        MakeRoot(_first);
        _second.Run(nameof(World.Enter));
        _second.Run(nameof(World.SetCount), 500);
        _proxy.Block();
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1));
        AwaitRejoined();
        Assert.That(() => _second.Run(nameof(World.SetCount), 501), Throws.Exception.With.Property("Message").Contains("WEFT1073"));
        Assert.That(() => _second.Run(nameof(World.Exit)), Throws.Nothing);
        Assert.That(() => _second.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1).After(60_000, 20), "what it had stored is gone too");
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1));
        _second.Run(nameof(World.Increment), 1, 1);
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(2));
    }

    [Test]
    public void A_root_of_a_copied_type_is_as_the_others_have_made_it([Values] bool own)
    {
        MakeRoot(_first);
        (own ? _second : _first).Run(nameof(World.SetNumber), 10);
        Assert.That(() => _second.Call<int>(nameof(World.Number)), Is.EqualTo(10).After(60_000, 5));
        Settle();
        _second.Run(nameof(World.Enter));
        _proxy.Block();
        _second.Run(nameof(World.SetNumber), 99);
        _second.Run(nameof(World.Exit));
        _first.Run(nameof(World.CountUp), 1, 5);
        AwaitRejoined();
        Assert.That(() => _second.Call<int>(nameof(World.Number)), Is.EqualTo(15).After(60_000, 5));
        Task[] work = [.. ((TestNode[])[_first, _second]).Select(static node => Task.Run(() => node.Run(nameof(World.CountUp), 2, 50)))];
        Assert.That(Task.WaitAll(work, TimeSpan.FromSeconds(60)), Is.True);
        Assert.That(() => (_first.Call<int>(nameof(World.Number)), _second.Call<int>(nameof(World.Number))), Is.EqualTo((215, 215)).After(60_000, 5));
    }

    [Test]
    public void A_root_of_a_copied_type_that_the_hub_has_lost_is_made_anew()
    {
        MakeRoot(_first);
        _first.Run(nameof(World.SetNumber), 10);
        IPEndPoint address = _hub.EndPoint;
        _hub.Dispose();
        _hub = StartHub(address);
        Assert.That(() => _first.Call<bool>(nameof(World.HasRoot)), Is.False.After(60_000, 20));
        Assert.That(_first.Call<int>(nameof(World.Number)), Is.EqualTo(5), "what the field was initialized with");
        _first.Run(nameof(World.CountUp), 1, 1);
        Assert.That(new TestNode(_hub).Call<int>(nameof(World.Number)), Is.EqualTo(6));
    }

    [Test]
    public void A_collection_is_as_the_others_have_made_it([ValueSource(typeof(SharedKind), nameof(SharedKind.Names))] string name, [Values] bool born)
    {
        MakeRoot(_first);
        (born ? _second : _first).Run(nameof(World.ShareCollection), name, false, 7_000_000, 20);
        Assert.That(() => _first.Call<bool>(nameof(World.HasCollection)) && _second.Call<bool>(nameof(World.HasCollection)), Is.True.After(60_000, 5));
        _second.Run(nameof(World.OperateOften), name, 7_100_000, 20);
        Settle();
        AssertSame(name);
        _proxy.Block();
        _first.Run(nameof(World.OperateOften), name, 7_200_000, 40);
        AwaitRejoined();
        AssertSame(name);
        for (int seed = 7_300_000; seed < 7_300_040; seed++)
            (seed % 2 == 0 ? _first : _second).Call<string>(nameof(World.Operate), name, seed);
        AssertSame(name);
    }

    [Test]
    public void A_permit_of_a_session_that_is_over_is_released_once()
    {
        MakeRoot(_first);
        _first.Run(nameof(World.ShareSemaphore), 1, 1);
        Assert.That(() => _second.Call<bool>(nameof(World.HasSemaphore)), Is.True.After(60_000, 5));
        Assert.That(_second.Call<bool>(nameof(World.Acquire), 0), Is.True);
        _proxy.Block();
        Assert.That(_first.Call<bool>(nameof(World.Acquire), 60_000), Is.True, "the permit came back with the session");
        AwaitRejoined();
        Assert.That(_second.Call<int>(nameof(World.Release), 1), Is.Zero);
        Assert.That(_second.Call<bool>(nameof(World.Acquire), 0), Is.False, "it is the first node's");
        Assert.That(_first.Call<int>(nameof(World.Release), 1), Is.Zero);
        Assert.That(_second.Call<bool>(nameof(World.Acquire), 0), Is.True);
        Assert.That(_second.Call<int>(nameof(World.Release), 1), Is.Zero);
        Assert.That(_first.Call<int>(nameof(World.Permits)), Is.EqualTo(1));
    }

    [Test]
    public void A_semaphore_that_the_hub_has_lost_says_so()
    {
        MakeRoot(_first);
        _first.Run(nameof(World.ShareSemaphore), 1, 1);
        _first.Run(nameof(World.KeepSemaphore));
        IPEndPoint address = _hub.EndPoint;
        _hub.Dispose();
        _hub = StartHub(address);
        Assert.That(() => _first.Call<bool>(nameof(World.HasRoot)), Is.False.After(60_000, 20));
        Assert.That(() => _first.Call<bool>(nameof(World.AcquireKept)), Throws.Exception.With.Property("Message").Contains("WEFT1070"));
    }

    [Test]
    public void A_content_that_is_replaced_at_each_write_is_as_the_others_have_made_it([Values("dictionary", "array", "immutable-set")] string kind, [Values] bool born)
    {
        MakeRoot(_first);
        (born ? _second : _first).Run(nameof(World.ShareContent), kind, 1);
        foreach (TestNode node in (TestNode[])[_first, _second])
        {
            Assert.That(() => node.Call<bool>(nameof(World.HasContent)), Is.True.After(60_000, 5));
            Assert.That(node.Call<string>(nameof(World.ShowContent), kind), Does.StartWith("w0"));
        }
        Settle();
        _proxy.Block();
        _first.Run(nameof(World.AddContent), kind, "a,b");
        _first.Run(nameof(World.RemoveContent), kind, "w0");
        AwaitRejoined();
        Assert.That(_second.Call<string>(nameof(World.ShowContent), kind), Does.StartWith("a").And.Not.Contain("w0"));
        Assert.That(_second.Call<string>(nameof(World.ShowContent), kind), Is.EqualTo(_first.Call<string>(nameof(World.ShowContent), kind)));
        _second.Run(nameof(World.AddContent), kind, "c");
        _first.Run(nameof(World.AddContent), kind, "d");
        string[] words = [.. _second.Call<string>(nameof(World.ShowContent), kind).Split(',').Select(entry => entry.Split('=')[0])];
        Assert.That(words, Is.EqualTo(new[] { "a", "b", "c", "d" }));
        Assert.That(_first.Call<string>(nameof(World.ShowContent), kind), Is.EqualTo(_second.Call<string>(nameof(World.ShowContent), kind)));
    }

    [Test]
    public void What_the_cluster_never_had_is_plain_again()
    {
        MakeRoot(_first);
        _second.Call<int>(nameof(World.LockedCount));
        Settle();
        _second.Run(nameof(World.Enter));
        _proxy.Block();
        _second.Run(nameof(World.ShareKept));
        Assert.That(_second.Call<bool>(nameof(World.KeptIsShared)), Is.True);
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1));
        AwaitRejoined();
        _second.Run(nameof(World.Exit));
        Assert.That(_second.Call<bool>(nameof(World.KeptIsShared)), Is.False);
        _second.Run(nameof(World.ShareKept));
        Assert.That(() => _first.Call<string>(nameof(World.NextName)), Is.EqualTo("kept").After(60_000, 20), "it can be shared again");
    }

    [Test]
    public void A_hub_that_was_started_anew_is_told_and_begins_with_nothing()
    {
        MakeRoot(_first);
        _second.Run(nameof(World.Increment), 1, 5);
        IPEndPoint address = _hub.EndPoint;
        _hub.Dispose();
        _hub = StartHub(address);
        foreach (TestNode node in (TestNode[])[_first, _second])
            Assert.That(() => node.Call<string>(nameof(World.State)), Is.EqualTo("Joined").After(60_000, 20));
        foreach (TestNode node in (TestNode[])[_first, _second])
            Assert.That(() => node.Call<bool>(nameof(World.HasRoot)), Is.False.After(60_000, 20));
        _second.Run(nameof(World.MakeRoot), "again");
        Assert.That(() => _first.Call<string>(nameof(World.RootName)), Is.EqualTo("again").After(60_000, 20));
        _first.Run(nameof(World.Increment), 2, 20);
        _second.Run(nameof(World.Increment), 2, 20);
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(81));
    }

    [Test]
    public void Whoever_needs_the_cluster_while_a_node_joins_again_waits_for_it()
    {
        MakeRoot(_first);
        _second.Call<int>(nameof(World.LockedCount));
        Settle();
        LoseSecondSession();
        Task<int> locked = Task.Run(() => _second.Call<int>(nameof(World.LockedCount)));
        Task unlocked = Task.Run(() => _second.Run(nameof(World.SetSecondCount), 8));
        Assert.That(locked.Wait(300) || unlocked.IsCompleted, Is.False);
        _proxy.Unblock();
        Assert.That(locked.Wait(TimeSpan.FromSeconds(60)) ? locked.Result : -1, Is.EqualTo(1));
        Assert.That(unlocked.Wait(TimeSpan.FromSeconds(60)));
        Assert.That(() => _first.Call<int>(nameof(World.SecondCount)), Is.EqualTo(8).After(60_000, 5));
    }

    [Test]
    public void A_node_that_leaves_while_it_joins_again_does_not_come_back()
    {
        MakeRoot(_first);
        Assert.That(_second.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1));
        _second.Call<int>(nameof(World.SecondCount));
        Settle();
        LoseSecondSession();
        _second.Run(nameof(World.Leave));
        Assert.That(_second.Call<string>(nameof(World.State)), Is.EqualTo("Left"));
        _proxy.Unblock();
        _second.Run(nameof(World.Increment), 2, 10);
        Assert.That(_second.Call<int>(nameof(World.LockedCount)), Is.EqualTo(21), "its copies are its own");
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1));
        Assert.That(_second.Call<string>(nameof(World.State)), Is.EqualTo("Left"));
    }

    // The connection is let through until the hub has refused the node, and not to the next session.
    private void LoseSecondSession()
    {
        _proxy.Block();
        _second.Run(nameof(World.LoseSession));
        Assert.That(() => _second.Call<string>(nameof(World.State)), Is.EqualTo("Lost").After(60_000, 5));
    }

    private static HubServer StartHub(IPEndPoint address) =>
        HubServer.Start(new HubOptions { Listen = address, ClusterName = "test", ReconnectWindow = TimeSpan.FromMilliseconds(1_000), NodeTimeout = TimeSpan.FromSeconds(60) });

    private void MakeRoot(TestNode maker)
    {
        maker.Run(nameof(World.MakeRoot), "mine");
        foreach (TestNode node in (TestNode[])[_first, _second])
            Assert.That(() => node.Call<bool>(nameof(World.HasRoot)), Is.True.After(60_000, 5));
    }

    private void AssertSame(string name) =>
        Assert.That(() => _second.Call<string>(nameof(World.LockedContent), name) == _first.Call<string>(nameof(World.LockedContent), name), Is.True.After(60_000, 20), name);

    private void Settle() => Assert.That(() => _second.Call<int>(nameof(World.Unacknowledged)), Is.Zero.After(60_000, 5));

    // Once the hub has given it up.
    private void AwaitRejoined()
    {
        int before = _second.Call<int>(nameof(World.Member));
        Assert.That(() => _hub.Ask(core => core.Membership.All.Count), Is.EqualTo(1).After(60_000, 20));
        _proxy.Unblock();
        Assert.That(() => _second.Call<int>(nameof(World.Member)), Is.GreaterThan(before).After(60_000, 20));
    }
}
