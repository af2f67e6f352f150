using System.Net;
using System.Text;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests.Collections;

/// <summary>Texts that are longer than a piece, appends of every kind, and what they cost. What texts have in common with collections is in <see cref="SharedCollectionTests"/>.</summary>
[TestFixture]
public sealed class SharedTextTests
{
    [Test]
    public void Edits_of_a_long_text_by_two_nodes_under_a_lock_are_those_of_one_process([Values(1, 2, 3)] int seed)
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareText), 5000);
        StringBuilder plain = new(nodes[0].Call<string>(nameof(World.LockedText)));
        Random random = new(seed);
        for (int step = 0; step < 150; step++)
        {
            World.Edit(plain, seed * 1000 + step, plain: true);
            nodes[random.Next(2)].Run(nameof(World.EditShared), seed * 1000 + step);
            foreach (TestNode node in nodes)
                Assert.That(node.Call<string>(nameof(World.LockedText)), Is.EqualTo(plain.ToString()), $"step {step}");
        }
    }

    [Test]
    public void Of_nodes_that_append_without_a_lock_nothing_is_lost()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareText), 0);
        Task[] running = [.. nodes.Select((node, number) => Task.Run(() => node.Run(nameof(World.AppendUnlocked), number, 100)))];
        Assert.That(Task.WaitAll(running, TimeSpan.FromSeconds(60)), Is.True);
        Assert.That(() => nodes.Select(node => node.Call<string>(nameof(World.LockedText))).Distinct().Count(), Is.EqualTo(1).After(60_000, 50));
        string[] found = nodes[0].Call<string>(nameof(World.LockedText)).Split(['<', '>'], StringSplitOptions.RemoveEmptyEntries);
        Assert.That(found, Is.EquivalentTo(from node in Enumerable.Range(0, 3) from i in Enumerable.Range(0, 100) select $"{node}:{i}"));
    }

    [Test]
    public void An_append_to_a_long_text_sends_what_is_appended_and_not_the_text()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareText), 1_000_000);
        Assert.That(nodes[1].Call<string>(nameof(World.LockedText)), Has.Length.EqualTo(1_000_000));
        long before = nodes[1].Call<long>(nameof(World.SentBytes));
        nodes[1].Run(nameof(World.AppendLocked), 200, "0123456789");
        Assert.That(nodes[0].Call<string>(nameof(World.LockedText)), Has.Length.EqualTo(1_002_000).And.EndsWith("0123456789"));
        long sent = nodes[1].Call<long>(nameof(World.SentBytes)) - before;
        int pieces = nodes[1].Call<int>(nameof(World.Pieces));
        TestContext.Out.WriteLine($"200 appends of 10 characters to 1,000,000: {sent} bytes sent, the text is in {pieces} pieces");
        Assert.That(sent, Is.InRange(2000, 200 * 500));
        Assert.That(pieces, Is.LessThan(1_000_000 / 1024 + 200 / 5), "short appends share a piece");
    }

    [Test]
    public void Interpolated_strings_and_formats_that_fail_halfway_append_what_they_do_in_one_process()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareText), 2);
        nodes[1].Run(nameof(World.AppendInterpolated), 5);
        Assert.That(nodes[1].Call<string>(nameof(World.AppendFailing)), Is.EqualTo("failed"));
        Assert.That(nodes[0].Call<string>(nameof(World.LockedText)), Is.EqualTo($"bi[5]{Environment.NewLine}half"));
    }

    [Test]
    public void What_unseen_code_appends_is_published_with_the_next_operation()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareText), 3000);
        string text = nodes[1].Call<string>(nameof(World.LockedText));
        nodes[1].Run(nameof(World.AppendUnseen), "unseen ");
        Assert.That(nodes[0].Call<string>(nameof(World.LockedText)), Is.EqualTo("unseen " + text));
    }

    private static HubServer StartHub() => HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
}
