using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Tests.Collections;

/// <summary>Stores to neighbours travel together, and those that wait are replaced by later ones.</summary>
internal sealed class ArrayWriteTests
{
    private const int Length = 12;

    /// <summary>The longer array has no counts of its own for each element, and runs that take more than one operation.</summary>
    [TestCase(1, Length)]
    [TestCase(2, Length)]
    [TestCase(3, 300)]
    [TestCase(4, 5000)]
    public void What_is_written_in_sections_is_there_on_both_nodes_and_each_goes_on_where_the_other_was(int seed, int length)
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareArrays), length);
        for (int turn = 0; turn < 8; turn++)
        {
            string written = nodes[turn % 2].Call<string>(nameof(World.WriteArrays), seed * 100 + turn, 3000 / length + 5);
            // An own write that was never found acknowledged would keep the other's out.
            Assert.That(nodes[(turn + 1) % 2].Call<string>(nameof(World.ArraysContent)), Is.EqualTo(written), $"turn {turn}");
        }
    }

    [Test]
    public void A_loop_over_an_array_sends_its_stores_together()
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode node = new(hub);
        node.Run(nameof(World.MakeRoot), "mine");
        node.Run(nameof(World.ShareArrays), 100);
        long before = node.Call<long>(nameof(World.SentBytes));
        node.Run(nameof(World.StoreAll), 7);
        Assert.That(() => node.Call<long>(nameof(World.SentBytes)) - before, Is.GreaterThan(100 * 2).After(60_000, 2));
        Assert.That(node.Call<long>(nameof(World.SentBytes)) - before, Is.LessThan(100 * 9), "less than the object's number for each");
    }

    /// <summary>Random writes, each of which replaces an earlier one in place or comes behind the others, have the effect of all, one after the other.</summary>
    [Test]
    public void A_write_that_takes_the_place_of_an_earlier_one_hides_none_in_between([Range(1, 20)] int seed)
    {
        Random random = new(seed);
        ElementFolds folds = new();
        int replaced = 0;
        for (ulong group = 1; group < 20; group++)
        {
            List<(int First, int Count, int Value)> sent = [];
            int[] expected = new int[Length], received = new int[Length];
            for (int value = 1; value < 60; value++)
            {
                int first = random.Next(Length), count = random.Next(8) == 0 ? random.Next(1, Length - first + 1) : 1;
                OperationRecord write = new() { Fold = first, Elements = count, Length = 10 * count + random.Next(4) / 3 };
                if (folds.TryReplace(group, write, sent.Count, out int at))
                {
                    sent[at] = (first, count, value);
                    replaced++;
                }
                else
                {
                    sent.Add((first, count, value));
                }
                expected.AsSpan(first, count).Fill(value);
            }
            foreach ((int first, int count, int value) in sent)
                received.AsSpan(first, count).Fill(value);
            Assert.That(received, Is.EqualTo(expected), $"group {group}");
        }
        Assert.That(replaced, Is.GreaterThan(20));
    }
}
