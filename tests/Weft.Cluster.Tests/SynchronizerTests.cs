namespace Weft.Cluster.Tests;

/// <summary>Semaphores and their kin: one process waits, another one lets it go on.</summary>
public sealed class SynchronizerTests
{
    [Test]
    public void Increments_in_a_semaphores_section_across_awaits_are_never_lost()
    {
        using ProbeCluster cluster = new(3);
        cluster.AskAll("meeting count 200");
        for (int node = 0; node < 3; node++)
            Assert.That(cluster.Ask(node, "meeting number"), Is.EqualTo("600"), $"node {node + 1}");
    }

    [TestCase("wait")]
    [TestCase("wait-async")]
    public void A_release_ends_the_wait_of_another_process(string wait)
    {
        using ProbeCluster cluster = new(2);
        Assert.That(cluster.Ask(0, "meeting wait 0"), Is.EqualTo("False"));
        cluster[1].WriteLine($"meeting {wait} 60000");
        cluster.Ask(0, "meeting signal 1");
        Assert.That(cluster[1].ReadLine(), Is.EqualTo("ok True"));
        Assert.That(cluster.Ask(0, "meeting permits"), Is.EqualTo("1 0"));
    }

    [TestCase("wait-open 60000", "open")]
    [TestCase("wait-turn 60000", "turn")]
    [TestCase("wait-countdown 60000", "count-down 3")]
    public void A_signal_ends_the_wait_of_another_process(string wait, string signal)
    {
        using ProbeCluster cluster = new(2);
        Assert.That(cluster.Ask(1, $"meeting {wait.Split(' ')[0]} 0"), Is.EqualTo("False"));
        cluster[1].WriteLine($"meeting {wait}");
        cluster.Ask(0, $"meeting {signal}");
        Assert.That(cluster[1].ReadLine(), Is.EqualTo("ok True"));
    }

    [Test]
    public void Two_processes_go_through_the_phases_of_a_barrier_together_and_its_action_runs_once_for_each()
    {
        using ProbeCluster cluster = new(2);
        cluster.AskAll("meeting arrive 50");
        for (int node = 0; node < 2; node++)
            Assert.That(cluster.Ask(node, "meeting phases"), Is.EqualTo("50 50"));
    }

    [TestCase("read-all", "write 20")]
    [TestCase("consume", "add 20")]
    public void Each_item_reaches_one_of_the_processes_that_read(string read, string write)
    {
        using ProbeCluster cluster = new(4);
        cluster[0].WriteLine($"meeting {read}");
        cluster[1].WriteLine($"meeting {read}");
        cluster[2].WriteLine($"meeting {write}");
        cluster.Ask(3, $"meeting {write}");
        Assert.That(cluster[2].ReadLine(), Is.EqualTo("ok"));
        cluster.Ask(3, "meeting complete");
        string[] items = [.. new[] { cluster[0].ReadLine(), cluster[1].ReadLine() }.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..])];
        Assert.That(items, Is.EquivalentTo(Enumerable.Range(0, 40).Select(i => read == "read-all" ? $"{i % 20}" : $"work:{i % 20}:0,0")));
    }

    [Test]
    public void The_permit_of_a_killed_process_comes_back()
    {
        using ProbeCluster cluster = new(2);
        Assert.That(cluster.Ask(1, "meeting enter 0"), Is.EqualTo("True"));
        cluster[0].WriteLine("meeting enter 60000");
        cluster[1].Kill();
        Assert.That(cluster[0].ReadLine(), Is.EqualTo("ok True"));
        Assert.That(cluster.Ask(0, "meeting permits"), Is.EqualTo("0 0"));
    }
}
