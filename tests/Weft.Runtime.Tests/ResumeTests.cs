using System.Net;
using Weft.Hub.Server;
using Weft.Proxy;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Sessions whose connection breaks and is replaced. WEFT_SEED replays where connections are cut.</summary>
internal sealed class ResumeTests
{
    private const int Window = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("WEFT_SEED"), out int given) ? given : Environment.TickCount & 0xFFFF;
    private HubServer _hub = null!;
    private CuttingProxy _proxy = null!;
    private TestNode _first = null!;
    private TestNode _second = null!;

    [TearDown]
    public void Stop()
    {
        _proxy.Dispose();
        _hub.Dispose();
    }

    [TestCase(1_000)]
    [TestCase(10_000)]
    public void Nothing_is_lost_or_done_twice_wherever_the_connection_is_cut(int meanBytes)
    {
        TestContext.Out.WriteLine($"WEFT_SEED={Seed}");
        Start(60_000, Seed, meanBytes);
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        int rounds = 0;
        for (; _proxy.Cuts < 12 && Environment.TickCount64 < end; rounds++)
        {
            Task[] work = [.. ((TestNode[])[_first, _second]).Select(static node => Task.Run(() => node.Run(nameof(World.Increment), 3, 50)))];
            Assert.That(Task.WaitAll(work, Patience), Is.True, $"WEFT_SEED={Seed}");
        }
        _proxy.IsCalm = true;
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1 + (300 * rounds)), $"WEFT_SEED={Seed}");
        Assert.That(_second.Call<int>(nameof(World.LockedCount)), Is.EqualTo(1 + (300 * rounds)), $"WEFT_SEED={Seed}");
        Assert.That(_proxy.Cuts, Is.GreaterThanOrEqualTo(12), $"WEFT_SEED={Seed}");
        TestContext.Out.WriteLine($"{_proxy.Cuts} connections cut, {rounds} rounds");
    }

    [Test]
    public void A_node_goes_on_with_the_locks_that_it_has_while_others_wait_for_it_and_publishes_when_it_is_back()
    {
        Start(60_000);
        _first.Run(nameof(World.Increment), 1, 10);
        _second.Call<int>(nameof(World.LockedCount));
        _second.Run(nameof(World.Increment), 1, 5);
        _proxy.Block();
        _second.Run(nameof(World.Increment), 1, 5);
        Task<int> other = Task.Run(() => _first.Call<int>(nameof(World.LockedCount)));
        Assert.That(other.Wait(200), Is.False, "the lease is the cut node's");
        _proxy.Unblock();
        Assert.That(other.Wait(Patience) ? other.Result : -1, Is.EqualTo(21));
    }

    [Test]
    public void No_section_begins_on_a_lease_that_may_be_anothers_by_now()
    {
        Start(Window);
        _second.Run(nameof(World.Increment), 1, 5);
        Assert.That(() => _second.Call<int>(nameof(World.Unacknowledged)), Is.Zero.After(60_000, 5));
        _second.Run(nameof(World.Enter));
        _proxy.Block();
        _second.Run(nameof(World.SetCount), 9);
        _second.Run(nameof(World.Exit));
        Assert.That(_first.Call<int>(nameof(World.LockedCount)), Is.EqualTo(6), "the window is over, and with it what was not published");
        Task<string> late = Task.Run(() => Failure(() => _second.Call<int>(nameof(World.LockedCount))));
        Assert.That(late.Wait(300), Is.False, "it waits for the hub");
    }

    [Test]
    public void A_wait_for_the_hub_ends_after_the_hub_timeout()
    {
        Start(60_000, more: "hub-timeout=500ms");
        _first.Run(nameof(World.Enter));
        Task<string> waits = Task.Run(() => Failure(() => _second.Call<int>(nameof(World.LockedCount))));
        Assert.That(waits.Wait(1500), Is.False, "another node's thread is in the lock, and that may last");
        _proxy.Block();
        Assert.That(waits.Wait(Patience) ? waits.Result : "", Does.Contain("WEFT1068"));
        _first.Run(nameof(World.Exit));
        _proxy.Unblock();
        Assert.That(() => Failure(() => _second.Call<int>(nameof(World.LockedCount))), Is.Empty.After(60_000, 20), "it came back");
    }

    private static string Failure(Action action)
    {
        try
        {
            action();
            return "";
        }
        catch (Exception e)
        {
            return e.Message;
        }
    }

    // The second node's connection goes through the proxy.
    private void Start(int windowMilliseconds, int? seed = null, int meanBytes = 0, string more = "")
    {
        _hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test", ReconnectWindow = TimeSpan.FromMilliseconds(windowMilliseconds), NodeTimeout = TimeSpan.FromSeconds(60) });
        _proxy = CuttingProxy.Start(_hub.EndPoint, seed, meanBytes);
        _first = new TestNode(_hub);
        _second = new TestNode($"hub={_proxy.Address}\nname=test\nhub-timeout=60s\n{more}");
        _first.Run(nameof(World.MakeRoot), "mine");
        Assert.That(() => _second.Call<bool>(nameof(World.HasRoot)), Is.True.After(60_000, 5));
    }
}
