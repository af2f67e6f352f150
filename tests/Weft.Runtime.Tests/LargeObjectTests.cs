using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Session;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Objects that are longer than a frame, against a real hub over TCP.</summary>
internal sealed class LargeObjectTests
{
    private const int Megabyte = 1024 * 1024;

    [Test]
    public void An_object_longer_than_a_frame_arrives_and_so_does_a_change_of_that_length()
    {
        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        TestNode first = new(hub);
        first.Run(nameof(World.MakeRoot), new string('a', 66 * Megabyte));
        TestNode second = new(hub);
        Assert.That(second.Call<string>(nameof(World.RootName)).AsSpan().Trim('a').Length, Is.Zero);
        first.Run(nameof(World.NameRoot), new string('b', 65 * Megabyte));
        DateTime deadline = DateTime.UtcNow + TimeSpan.FromSeconds(60);
        while (second.Call<string>(nameof(World.RootName)) is ['a', ..] && DateTime.UtcNow < deadline)
            Thread.Sleep(5);
        Assert.That(second.Call<string>(nameof(World.RootName)), Has.Length.EqualTo(65 * Megabyte).And.StartsWith("b"));
    }

    [Test]
    public void What_is_longer_than_the_hub_allows_is_refused_by_name()
    {
        List<string> log = [];
        using HubServer hub = HubServer.Start(new HubOptions
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test", MaxObjectBytes = 8 * Megabyte,
            Log = line =>
            {
                lock (log)
                    log.Add(line);
            },
        });
        TestNode first = new(hub);
        first.Run(nameof(World.MakeRoot), "mine");
        Assert.That(() =>
        {
            first.Run(nameof(World.NameRoot), new string('a', 9 * Megabyte));
            // What the node has a lease for waits for no answer of the hub, so the refusal comes at one of the next sections.
            for (DateTime deadline = DateTime.UtcNow + TimeSpan.FromSeconds(60); DateTime.UtcNow < deadline; Thread.Sleep(5))
                first.Run(nameof(World.LockedCount));
        }, Throws.Exception.With.Property("Message").Contains("WEFT1091").And.Property("Message").Contains("--max-object"));
        lock (log)
            Assert.That(log, Has.Some.Contains("--max-object"));
        TestNode second = new(hub);
        Assert.That(second.Call<string>(nameof(World.RootName)), Is.EqualTo("mine"), "the others go on");
    }

    [Test]
    public void The_log_tells_of_a_long_message_quarter_by_quarter_and_of_a_slow_one_every_two_seconds()
    {
        ArrivalProgress progress = new();
        const int total = 100 * Megabyte;
        List<string?> lines = [.. Enumerable.Range(1, 25).Select(i => progress.Note(i * 4 * Megabyte, total, i))];
        Assert.That(lines.Count(line => line is not null), Is.EqualTo(4));
        Assert.That(lines.First(line => line is not null), Does.Contain("of 102,400 KB"));
        lines = [.. Enumerable.Range(1, 6).Select(i => progress.Note(i * Megabyte, total, 1_000 * i))];
        Assert.That(lines.Count(line => line is not null), Is.EqualTo(2));
        Assert.That(progress.Note(5 * Megabyte, 8 * Megabyte, 100_000), Is.Null, "short ones are not worth a line");
    }
}
