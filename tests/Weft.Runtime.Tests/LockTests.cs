using System.Net;
using Weft.Hub.Server;
using Weft.Runtime.Tests.Nodes;

namespace Weft.Runtime.Tests;

/// <summary>Locks of the type <see cref="Lock"/> in shared places.</summary>
internal sealed class LockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private HubServer _hub = null!;
    private TestNode _first = null!;
    private TestNode _second = null!;

    [SetUp]
    public void Start()
    {
        _hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), ClusterName = "test" });
        (_first, _second) = (new TestNode(_hub), new TestNode(_hub));
        _first.Run(nameof(World.MakeRoot), "mine");
        _first.Run(nameof(World.SetCount), 0);
    }

    [TearDown]
    public void Stop() => _hub.Dispose();

    [Test]
    public void One_that_is_held_while_it_becomes_shared_excludes_the_other_nodes()
    {
        _first.Run(nameof(World.ShareHeldLock), (Action)(() =>
        {
            Assert.That(() => _second.Call<bool>(nameof(World.HasLock)), Is.True.After(60_000, 5));
            Assert.That(_second.Call<bool>(nameof(World.TryLock), 0), Is.False);
            Assert.That(_second.Call<bool>(nameof(World.TryLock), 50), Is.False);
        }));
        Assert.That(_second.Call<bool>(nameof(World.TryLock), (int)Patience.TotalMilliseconds), Is.True);
    }

    [Test]
    public void No_increment_in_a_scope_is_lost()
    {
        _first.Run(nameof(World.ShareHeldLock), (Action)(() => { }));
        Assert.That(() => _second.Call<bool>(nameof(World.HasLock)), Is.True.After(60_000, 5));
        Task other = Task.Run(() => _second.Run(nameof(World.CountInScopes), 2, 300));
        _first.Run(nameof(World.CountInScopes), 2, 300);
        Assert.That(other.Wait(Patience), Is.True);
        foreach (TestNode node in (TestNode[])[_first, _second])
            Assert.That(node.Call<int>(nameof(World.CountInScope)), Is.EqualTo(1200));
    }

    [Test]
    public void One_that_is_entered_as_an_object_is_refused_and_not_held()
    {
        _first.Run(nameof(World.ShareHeldLock), (Action)(() => { }));
        Assert.That(_first.Call<bool>(nameof(World.EnterLockAsObject)), Is.False);
        Assert.That(_second.Call<bool>(nameof(World.TryLock), (int)Patience.TotalMilliseconds), Is.True);
    }
}
