using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Nodes without their hub: that never joined, that left, and whose hub is gone.</summary>
internal sealed class LeavingTests : HubTests
{
    [Test]
    public void When_theHub_is_gone_nothing_hangs()
    {
        (TestNode first, TestNode second) = TwoNodes("hub-timeout=1s");
        Assert.That(second.Call<int>(nameof(World.Count)), Is.EqualTo(1));
        first.Run(nameof(World.Enter));
        Task<bool> waiting = Task.Run(() => second.Call<bool>(nameof(World.TryEnter), -1));
        Assert.That(waiting.Wait(100), Is.False);
        Hub.Dispose();
        Assert.That(async () => await waiting.WaitAsync(Patience), Throws.Exception.With.Property("Message").Contains("WEFT1068"));
        Assert.That(() => first.Run(nameof(World.SetCount), 3), Throws.Nothing, "it is in the lock");
        Assert.That(() => first.Run(nameof(World.Exit)), Throws.Nothing);
        Eventually(() => Failure(() => first.Run(nameof(World.Enter))), Is.EqualTo("ClusterUnavailableException"));
    }

    [Test]
    public void A_node_that_left_keeps_plain_copies()
    {
        (TestNode first, TestNode second) = TwoNodes();
        Assert.That(second.Call<int>(nameof(World.Count)), Is.EqualTo(1));
        second.Run(nameof(World.Leave));
        first.Run(nameof(World.SetCount), 6);
        second.Run(nameof(World.SetCount), 100);
        second.Run(nameof(World.Increment), 2, 100);
        second.Run(nameof(World.SetCountsAndNotify), 500, "alone");
        Assert.That(first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(6));
        Assert.That(second.Call<int>(nameof(World.LockedCount)), Is.EqualTo(500));
        Assert.That(first.Call<string>(nameof(World.CallsSeen)), Is.Empty);
    }

    [Test]
    public void A_node_that_left_can_still_read_what_it_had_not_loaded()
    {
        (TestNode first, TestNode second) = TwoNodes();
        for (int i = 0; i < 400; i++)
            first.Run(nameof(World.Append), $"link{i}");
        Assert.That(second.Call<int>(nameof(World.Count)), Is.EqualTo(1));
        second.Run(nameof(World.Leave));
        first.Run(nameof(World.AppendAtEnd), "end");
        Assert.That(() => first.Call<int>(nameof(World.Unacknowledged)), Is.Zero.After(60_000, 5), "the hub has it before it is asked");
        Assert.That(second.Call<int>(nameof(World.ChainLength)), Is.EqualTo(403), "it reads the rest, and the state that the cluster has then");
        second.Run(nameof(World.AppendAtEnd), "own");
        Assert.That(first.Call<int>(nameof(World.ChainLength)), Is.EqualTo(403));
        Assert.That(second.Call<int>(nameof(World.ChainLength)), Is.EqualTo(404));
    }

    [Test]
    public void Leaving_waits_for_the_sections_of_other_threads_and_publishes_them()
    {
        (TestNode first, TestNode second) = TwoNodes();
        using ManualResetEventSlim inside = new(), goOn = new();
        Task section = Task.Factory.StartNew(() => second.Run(nameof(World.SetCountInSection), 77, (Action)inside.Set, (Action)goOn.Wait), TaskCreationOptions.LongRunning);
        inside.Wait();
        Task leaving = Task.Run(() => second.Run(nameof(World.Leave)));
        Assert.That(leaving.Wait(100), Is.False);
        goOn.Set();
        Assert.That(async () => await Task.WhenAll(section, leaving).WaitAsync(Patience), Throws.Nothing);
        Assert.That(first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(77));
    }

    [Test]
    public void A_finalizer_runs_again_for_what_was_made_here_once_the_node_has_left()
    {
        (TestNode first, _) = TwoNodes();
        first.Run(nameof(World.ShareFinalizable));
        Assert.That(first.Call<int>(nameof(World.Finalized)), Is.Zero);
        first.Run(nameof(World.Leave));
        first.Run(nameof(World.ForgetFinalizable));
        Eventually(() => first.Call<int>(nameof(World.Finalized)), Is.EqualTo(1));
    }

    [TestCase(false, 0)]
    [TestCase(true, 1)]
    public void A_finalizer_that_the_program_has_suppressed_runs_only_if_it_has_asked_for_it_again(bool again, int runs)
    {
        (TestNode first, _) = TwoNodes();
        first.Run(nameof(World.ShareFinalizable));
        first.Run(nameof(World.DisposeFinalizable), again);
        first.Run(nameof(World.Leave));
        first.Run(nameof(World.ForgetFinalizable));
        Assert.That(first.Call<int>(nameof(World.Finalized)), Is.EqualTo(runs));
    }

    [Test]
    public void NoHub_at_the_address_is_said_with_address_and_remedy()
    {
        string address = $"tcp://{Hub.EndPoint}";
        Hub.Dispose();
        TestNode node = new($"hub={address}\nhub-timeout=300ms");
        Assert.That(() => node.Run(nameof(World.HasRoot)), Throws.Exception.With.Property("Message").Contains("WEFT1064").And.Message.Contains(address).And.Message.Contains("WEFT_OFF"));
    }

    [Test]
    public void A_node_of_another_cluster_is_refused()
    {
        TestNode node = new($"hub=tcp://{Hub.EndPoint}\nname=other");
        Assert.That(() => node.Run(nameof(World.HasRoot)), Throws.Exception.With.Property("Message").Contains("other"));
    }

    [Test]
    public void Without_aHub_everything_is_plain()
    {
        TestNode node = new("name=test");
        node.Run(nameof(World.MakeRoot), "alone");
        node.Run(nameof(World.Increment), 2, 100);
        Assert.That(node.Call<bool>(nameof(World.IsActive)), Is.False);
        Assert.That(node.Call<int>(nameof(World.LockedCount)), Is.EqualTo(201));
    }
}
