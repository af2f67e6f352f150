using System.Net;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <content>Nodes that come, leave, stay away or are fenced while a hub is started again.</content>
internal sealed partial class RestartTests
{
    [Test]
    public void A_node_that_leaves_while_the_hub_is_away_has_left_when_it_is_back()
    {
        _second.Run(nameof(World.Increment), 1, 5);
        IPEndPoint address = _hub.EndPoint;
        _hub.Dispose();
        _second.Run(nameof(World.Increment), 1, 5);
        Task leaving = Task.Run(() => _second.Run(nameof(World.Leave)));
        Assert.That(leaving.Wait(200), Is.False);
        _hub = StartHub(address);
        Assert.That(leaving.Wait(Patience));
        Assert.That(_second.Call<string>(nameof(World.State)), Is.EqualTo("Left"));
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(11));
    }

    // It could not give its leases back later: what it sends after leaving goes nowhere.
    [Test]
    public void A_node_that_has_given_up_waiting_for_the_answer_to_its_leave_has_left_all_the_same_when_the_hub_is_back()
    {
        TestNode third = new(_hub, "hub-timeout=500ms");
        third.Run(nameof(World.Increment), 1, 5);
        IPEndPoint address = _hub.EndPoint;
        _hub.Dispose();
        Assert.That(() => third.Run(nameof(World.Leave)), Throws.Exception.With.Property("Message").Contains("WEFT10"));
        _hub = StartHub(address);
        Task<int> other = Task.Run(() => _first.Call<int>(nameof(World.LockedCount)));
        Assert.That(other.Wait(Patience) ? other.Result : -1, Is.EqualTo(6), "the lock is free");
        Assert.That(() => _hub.Ask(core => core.Membership.InSession.Count), Is.EqualTo(2).After(60_000, 5));
    }

    [Test]
    public void A_node_that_comes_while_the_hub_waits_for_those_of_before_waits_or_is_told_why()
    {
        _second.Run(nameof(World.EndSession));
        Restart(stored: true);
        TestNode patient = new(_hub), hasty = new(_hub, "hub-timeout=500ms");
        Task<bool> waits = Task.Run(() => patient.Call<bool>(nameof(World.HasRoot)));
        Assert.That(() => hasty.Call<bool>(nameof(World.HasRoot)), Throws.Exception.With.Property("Message").Contains("WEFT1065").And.Property("Message").Contains("started again"));
        Assert.That(waits.Wait(Patience) && waits.Result);
    }

    [Test]
    public void A_node_that_has_seen_what_nobody_can_give_back_joins_again_without_it()
    {
        int length = _first.Call<int>(nameof(World.ChainLength));
        _first.Run(nameof(World.Increment), 1, 1);
        _store.Hold();
        _second.Run(nameof(World.AppendAtEnd), "lost");
        Assert.That(() => _first.Call<int>(nameof(World.ChainLength)), Is.EqualTo(length + 1).After(60_000, 5));
        int before = _first.Call<int>(nameof(World.Member));
        IPEndPoint address = _hub.EndPoint;
        _second.Run(nameof(World.EndSession));
        _store.Lose();
        _hub.Dispose();
        _hub = StartHub(address);
        Assert.That(() => _first.Call<int>(nameof(World.Member)), Is.GreaterThan(before).After(60_000, 20));
        Assert.That(_first.Call<int>(nameof(World.ChainLength)), Is.EqualTo(length));
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(2));
    }

    // A third node stays away, for which the hub waits: so the others have said what they have, and are not welcome yet, when it dies again.
    [Test]
    public void A_hub_that_dies_while_it_takes_its_nodes_back_loses_nothing_either()
    {
        TestNode third = new(_hub);
        Assert.That(third.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1));
        using CancellationTokenSource stop = new();
        Func<bool> goesOn = () => !stop.IsCancellationRequested;
        Task<int>[] work = [.. Both.Select(node => Task.Factory.StartNew(() => node.Call<int>(nameof(World.Hammer), goesOn), TaskCreationOptions.LongRunning))];
        AwaitGroups(30);
        _store.Hold();
        AwaitGroups(30);
        third.Run(nameof(World.EndSession));
        for (int i = 0; i < 3; i++)
        {
            Restart(stored: false);
            Assert.That(() => _hub.Ask(core => core.Recovery?.Claims.Count() ?? 0), Is.EqualTo(2).After(60_000, 1), "both have handed back, and wait");
        }
        AwaitGroups(30);
        stop.Cancel();
        Assert.That(Task.WaitAll(work, Patience), Is.True);
        foreach (TestNode node in Both)
            Assert.That(node.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1 + work.Sum(static worker => worker.Result)));
        AssertSessionsWentOn();
    }
}
