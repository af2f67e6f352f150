namespace Weft.Cluster.Tests;

/// <summary>A woven program without a hub, compared with the unwoven one.</summary>
public sealed class WithoutHubTests
{
    private static readonly string[] s_script =
    [
        "ping", "increment 4 1000", "total", "hit", "item add a 3", "item add a 3", "item box b x y", "item put b z", "item move a 1 2", "item all", "item remove zz", "item show zz",
        "names set 3 three", "names set 1 one", "names remove 3", "names all", "names clear", "log range c b a", "log sort", "log insert 9 x", "log insert 1 x", "log remove c", "log remove-all x",
        "log set 0 q", "log reverse", "log clear", "tags add t", "tags add t", "tags union a b", "tags except b", "cells set 1 5", "cells set 99 5", "cells bump 1", "cells fill 2", "cells reverse", "cells word 1 w",
        "origin 1 2", "chain make 50", "chain walk", "announce hello 1", "ask why", "whisper psst", "topic t 1", "heard", "grow x", "grow-in x y", "leaves", "leaves x", "try 0", "share-thread", "item count", "nonsense",
    ];

    [Test]
    public void Behaves_as_unwoven()
    {
        using LineProcess unwoven = ProbeCluster.StartNode("unwoven", [], Built.Probe);
        using LineProcess woven = ProbeCluster.StartNode("woven", []);
        foreach (string command in s_script)
            Assert.That(ProbeCluster.Answer(woven, command), Is.EqualTo(ProbeCluster.Answer(unwoven, command)), command);
    }

    [Test]
    public void One_node_with_a_hub_gives_the_same_answers()
    {
        using LineProcess unwoven = ProbeCluster.StartNode("unwoven", [], Built.Probe);
        using ProbeCluster cluster = new(1);
        foreach (string command in s_script.Where(c => c is not ("whisper psst" or "heard" or "share-thread")))
            Assert.That(ProbeCluster.Answer(cluster[0], command), Is.EqualTo(ProbeCluster.Answer(unwoven, command)), command);
    }

    [Test]
    public void Weft_off_is_unwoven_even_with_a_hub_named()
    {
        using LineProcess woven = ProbeCluster.StartNode("off", new() { ["WEFT_OFF"] = "1", ["WEFT_HUB"] = "tcp://127.0.0.1:1" });
        Assert.That(ProbeCluster.Ask(woven, "increment 2 10"), Is.Empty);
        Assert.That(ProbeCluster.Ask(woven, "total"), Is.EqualTo("20 20"));
    }

    [Test]
    public void A_hub_that_is_not_there_is_named_with_the_remedy()
    {
        using LineProcess woven = new("lonely", WovenProbe.Assembly, [], new Dictionary<string, string> { ["WEFT_HUB"] = "tcp://127.0.0.1:1" });
        woven.WriteLine("ping");
        (int code, string output) = woven.WaitForEndAfter("quit");
        Assert.That(woven.Errors, Does.Contain("ClusterJoinException").And.Contain("WEFT1064").And.Contain("127.0.0.1:1").And.Contain("within 10").And.Contain("`weft hub`").And.Contain("WEFT_HUB").And.Contain("WEFT_OFF=1"));
        Assert.That(woven.Errors.Split('\n').Count(line => line.StartsWith("weft warning", StringComparison.Ordinal)), Is.EqualTo(1), "one line says why it waits");
        Assert.That(code, Is.Not.Zero);
        Assert.That(output, Is.Empty);
    }
}
