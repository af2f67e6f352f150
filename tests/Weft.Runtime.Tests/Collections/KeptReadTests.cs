using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests.Collections;

/// <summary>
/// Reads that ask nobody: through views, queries and wrappers that were taken before, through interfaces, of arrays. The worker is kept, so what other nodes have done is there only if whatever let the thread go on has brought it.
/// </summary>
[TestFixture]
public sealed class KeptReadTests
{
    [Test]
    public void A_thread_that_was_let_in_finds_what_other_nodes_have_done([Values] bool adopted, [Values("lock", "try", "semaphore", "readers", "atomic")] string way)
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = Share(hub, adopted);
        nodes[1].Run(nameof(World.AddForReads), false);
        Assert.That(nodes[0].Call<string>(nameof(World.StaleReads), way), Is.Empty);
        Assert.That(nodes[0].Call<int>(nameof(World.CountOfReads)), Is.GreaterThan(80));
    }

    [Test]
    public void A_thread_that_waited_for_a_pulse_finds_what_other_nodes_have_done()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = Share(hub, adopted: true);
        nodes[0].Run(nameof(World.LetGo));
        Task<string> reading = Task.Run(() => nodes[0].Call<string>(nameof(World.StaleReads), "wait"));
        Assert.That(() => nodes[0].Call<bool>(nameof(World.WaitsForPulse)), Is.True.After(60_000, 5));
        nodes[1].Run(nameof(World.AddForReads), false);
        Assert.That(reading.Wait(TimeSpan.FromSeconds(60)), Is.True);
        Assert.That(reading.Result, Is.Empty);
    }

    [Test]
    public void A_distributed_call_finds_what_its_caller_has_done_before()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = Share(hub, adopted: true);
        nodes[0].Run(nameof(World.LetGo));
        nodes[1].Run(nameof(World.AddForReads), true);
        Assert.That(() => nodes[0].Call<string?>(nameof(World.StaleReadsInCall)), Is.Empty.After(60_000, 10));
    }

    [Test]
    public void What_comes_with_an_object_has_its_content()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareBelow));
        Assert.That(nodes[1].Call<int>(nameof(World.ElementBelow)), Is.EqualTo(3));
    }

    /// <param name="maker">Which node has made the object that comes to refer to the array.</param>
    [TestCase(0)]
    [TestCase(1)]
    public void What_an_object_comes_to_refer_to_has_its_content(int maker)
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[maker].Run(nameof(World.MakeRoot), "mine");
        nodes[1].Run(nameof(World.AwaitBelow));
        Task<int> reading = Task.Run(() => nodes[1].Call<int>(nameof(World.ElementBelow)));
        nodes[0].Run(nameof(World.ShareBelow));
        Assert.That(reading.Wait(TimeSpan.FromSeconds(60)), Is.True);
        Assert.That(reading.Result, Is.EqualTo(3));
    }

    [Test]
    public void A_lock_is_not_entered_while_a_comparer_keeps_what_belongs_to_it()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new($"hub=tcp://{hub.EndPoint}\nname=test\nhub-timeout=1s"), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareForReads), false);
        nodes[1].Run(nameof(World.AddForReads), false);
        Assert.That(nodes[0].Call<string>(nameof(World.EntriesWhileKept)), Is.EqualTo("False WEFT1354 False WEFT1354 False 1"));
    }

    [Test]
    public void A_comparer_that_fails_keeps_nobody_from_a_lock()
    {
        using HubServer hub = StartHub();
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareFailing));
        nodes[1].Run(nameof(World.AddForReads), false);
        Assert.That(nodes[0].Call<string>(nameof(World.StaleReads), "lock"), Is.Empty);
        Assert.That(nodes[0].Call<int>(nameof(World.CountOfReads)), Is.EqualTo(4));
    }

    private static TestNode[] Share(HubServer hub, bool adopted)
    {
        TestNode[] nodes = [new(hub), new(hub)];
        nodes[0].Run(nameof(World.MakeRoot), "mine");
        nodes[0].Run(nameof(World.ShareForReads), adopted);
        return nodes;
    }

    private static HubServer StartHub() => HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
}
