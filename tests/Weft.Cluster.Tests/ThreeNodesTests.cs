namespace Weft.Cluster.Tests;

/// <summary>What semantics.md promises, asked of three woven processes and a hub.</summary>
public sealed class ThreeNodesTests
{
    [Test]
    public void Increments_under_a_lock_are_never_lost()
    {
        using ProbeCluster cluster = new(3);
        cluster.AskAll("increment 4 2000");
        for (int node = 0; node < 3; node++)
            Assert.That(cluster.Ask(node, "total"), Is.EqualTo("24000 24000"), $"node {node + 1}");
    }

    [Test]
    public void Increments_under_a_static_lock_are_never_lost()
    {
        using ProbeCluster cluster = new(3);
        cluster.AskAll("increment-static 4 500");
        for (int node = 0; node < 3; node++)
            Assert.That(cluster.Ask(node, "hits"), Is.EqualTo("6000"), $"node {node + 1}");
    }

    [TestCase("increment-door", "behind-door")]
    [TestCase("bump", "bumps")]
    [TestCase("increment-static-lock", "hits-locked")]
    public void Increments_under_other_locks_are_never_lost(string increment, string total)
    {
        using ProbeCluster cluster = new(3);
        cluster.AskAll($"{increment} 4 500");
        for (int node = 0; node < 3; node++)
            Assert.That(cluster.Ask(node, total), Is.EqualTo("6000"), $"node {node + 1}");
    }

    [Test]
    public void Increments_of_a_property_under_the_lock_of_its_object_are_never_lost()
    {
        using ProbeCluster cluster = new(3);
        cluster.Ask(0, "item add a 0");
        cluster.AskAll("increment-item 4 500 a");
        Assert.That(cluster.Ask(1, "item show a"), Is.EqualTo("a:6000:0,0"));
    }

    [Test]
    public void Writes_of_an_object_that_becomes_shared_meanwhile_are_never_lost()
    {
        using ProbeCluster cluster = new(2);
        string written = cluster.Ask(0, "write-while-shared 200");
        Assert.That(written.Split(' '), Has.Length.EqualTo(200));
        cluster.AskUntil(1, "triples", seen => seen == written);
    }

    [Test]
    public void Collections_and_arrays_are_the_same_on_every_node()
    {
        using ProbeCluster cluster = new(3);
        cluster.Ask(0, "item add a 3");
        cluster.Ask(1, "item box b x");
        cluster.Ask(2, "item put b y");
        cluster.Ask(2, "item move a 4 5");
        cluster.Ask(0, "names set 7 seven");
        cluster.Ask(1, "names set 3 three");
        cluster.Ask(2, "names set 7 SEVEN");
        cluster.Ask(0, "log range d c b a");
        cluster.Ask(1, "log sort");
        cluster.Ask(2, "log insert 1 x");
        cluster.Ask(0, "log remove c");
        cluster.Ask(0, "tags union q r s");
        cluster.Ask(1, "tags except r");
        cluster.Ask(2, "tags add t");
        cluster.Ask(0, "cells set 2 9");
        cluster.Ask(1, "cells bump 2");
        cluster.Ask(2, "cells reverse");
        cluster.Ask(1, "cells word 1 hello");
        cluster.Ask(2, "origin 1 2");
        cluster.Ask(0, "origin 10 20");
        for (int node = 0; node < 3; node++)
        {
            Assert.That(cluster.Ask(node, "item all"), Is.EqualTo("a:3:4,5 b:0:0,0[x|y]"));
            Assert.That(cluster.Ask(node, "names all"), Is.EqualTo("7=SEVEN 3=three"));
            Assert.That(cluster.Ask(node, "log all"), Is.EqualTo("a x b d"));
            Assert.That(cluster.Ask(node, "tags all"), Is.EqualTo("q s t"));
            Assert.That(cluster.Ask(node, "cells all"), Is.EqualTo("0 0 0 0 0 0 0 0 0 0 0 0 0 109 0 0  hello"));
            Assert.That(cluster.Ask(node, "origin 0 0"), Is.EqualTo("11,22 11,22"));
        }
        Assert.That(cluster.Ask(1, "item remove a"), Is.EqualTo("True"));
        Assert.That(cluster.Ask(2, "item count"), Is.EqualTo("1"));
        Assert.That(cluster.Ask(0, "item show a"), Is.EqualTo("none"));
    }

    [Test]
    public void A_long_cyclic_graph_is_faulted_in_whole()
    {
        using ProbeCluster cluster = new(1);
        Assert.That(cluster.Ask(0, "chain make 3000"), Is.EqualTo("3000 4501500 closed"));
        LineProcess late = cluster.Join();
        Assert.That(ProbeCluster.Ask(late, "chain walk"), Is.EqualTo("3000 4501500 closed"));
    }

    [Test]
    public void An_inherited_root_is_one_tree_on_all_nodes()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(0, "grow a");
        cluster.Ask(1, "grow b");
        cluster.Ask(1, "grow-in a c");
        Assert.That(cluster.Ask(0, "leaves"), Is.EqualTo("a,b"));
        Assert.That(cluster.Ask(1, "leaves"), Is.EqualTo("a,b"));
        Assert.That(cluster.Ask(0, "leaves a"), Is.EqualTo("c"));
        Assert.That(cluster.Ask(0, "leaves b"), Is.Empty);
    }

    [Test]
    public void A_distributed_method_runs_once_on_each_node_after_the_state_it_depends_on()
    {
        using ProbeCluster cluster = new(3);
        for (int i = 0; i < 50; i++)
            cluster.Ask(i % 3, $"topic t{i} {i}");
        string[] expected = Enumerable.Range(0, 50).Select(i => $"topic#{i}@t{i}").ToArray();
        for (int node = 0; node < 3; node++)
        {
            string heard = cluster.AskUntil(node, "heard", h => h.Split(';', StringSplitOptions.RemoveEmptyEntries).Length >= expected.Length);
            Assert.That(heard.Split(';').Select(h => h[..h.IndexOf('@', StringComparison.Ordinal)]),
                Is.EquivalentTo(expected.Select(h => h[..h.IndexOf('@', StringComparison.Ordinal)])), $"node {node + 1}");
        }
    }

    [Test]
    public void A_remote_run_sees_the_change_made_before_the_call()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(1, "heard");
        cluster.Ask(0, "topic first 1");
        Assert.That(cluster.AskUntil(1, "heard", h => h.Length > 0), Is.EqualTo("topic#1@first"));
    }

    [Test]
    public void Run_on_others_and_returning_methods()
    {
        using ProbeCluster cluster = new(2);
        cluster.Ask(1, "heard");
        cluster.Ask(0, "whisper psst");
        Assert.That(cluster.Ask(0, "ask why"), Is.EqualTo("answer to why"));
        Assert.That(cluster.AskUntil(1, "heard", h => h.Contains("asked", StringComparison.Ordinal)), Is.EqualTo("whisper psst;asked why"));
        Assert.That(cluster.Ask(0, "heard"), Is.EqualTo("asked why"));
    }

    [Test]
    public void A_killed_node_frees_its_locks_and_its_unpublished_changes_vanish()
    {
        using ProbeCluster cluster = new(3);
        cluster.Ask(0, "increment 1 10");
        cluster.Ask(1, "hold");
        Assert.That(cluster.Ask(2, "try 0"), Is.EqualTo("busy"));
        cluster[1].Kill();
        Assert.That(cluster.Ask(2, "total"), Is.EqualTo("10 10"));
        Assert.That(cluster.Ask(0, "total"), Is.EqualTo("10 10"));
    }

    [Test]
    public void A_pulse_passes_over_the_waits_of_a_killed_node()
    {
        using ProbeCluster cluster = new(3);
        cluster.Ask(0, "total");
        cluster.Ask(1, "take");
        cluster.Ask(0, "total");
        cluster.Ask(2, "take");
        cluster.Ask(0, "total");
        cluster[1].Kill();
        cluster.AskUntil(0, "offer x", _ => true);
        Assert.That(cluster.AskUntil(2, "taken", taken => taken.Length > 0), Is.EqualTo("x"));
        cluster.Ask(0, "take");
        cluster.Ask(2, "offer y");
        Assert.That(cluster.AskUntil(0, "taken", taken => taken.Length > 0), Is.EqualTo("y"));
    }

    [Test]
    public void Unlocked_writes_converge()
    {
        using ProbeCluster cluster = new(3);
        for (int round = 0; round < 30; round++)
        {
            for (int node = 0; node < 3; node++)
                cluster[node].WriteLine($"set-unlocked {round * 10 + node}");
            for (int node = 0; node < 3; node++)
                Assert.That(cluster[node].ReadLine(), Does.StartWith("ok"));
        }
        string settled = cluster.AskUntil(0, "peek", a => a == cluster.Ask(1, "peek") && a == cluster.Ask(2, "peek"));
        Assert.That(settled, Does.StartWith("29"));
    }

    [Test]
    public void What_cannot_be_shared_is_refused_with_its_path_and_changes_nothing()
    {
        using ProbeCluster cluster = new(2);
        string answer = ProbeCluster.Answer(cluster[0], "share-thread");
        Assert.That(answer, Does.StartWith("error NonPortableException").And.Contain("System.Threading.Thread"));
        Assert.That(cluster.Ask(0, "item count"), Is.EqualTo("0"));
        Assert.That(cluster.Ask(1, "item count"), Is.EqualTo("0"));
        cluster.Ask(0, "item add later 1");
        Assert.That(cluster.Ask(1, "item show later"), Is.EqualTo("later:1:0,0"));
    }
}
