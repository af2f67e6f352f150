using Weft.Hub.Core;
using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <content>A hub that dies, perhaps with some of its nodes, and is started again on its store.</content>
internal sealed partial class Cluster
{
    private const int RecoveryMilliseconds = 2 * WindowMilliseconds;

    private readonly Dictionary<ulong, (byte Scope, LogRecord Record)> _calls = [];
    private readonly HashSet<ModelNode> _ranAhead = [];
    private readonly HashSet<int> _toldDead = [];
    private ulong _storedAtCrash;

    /// <summary>How often the hub died.</summary>
    public int Restarts { get; private set; }

    /// <summary>How often the log was replaced by a snapshot.</summary>
    public int Compactions { get; private set; }

    /// <summary>How many nodes died with it.</summary>
    public int DiedWithHub { get; private set; }

    /// <summary>How many nodes had seen what nobody could give back.</summary>
    public int RanAheadOfStore => _ranAhead.Count;

    /// <summary>A node was told that it has seen what is lost.</summary>
    public void RanAhead(ModelNode node)
    {
        _ranAhead.Add(node);
        Assert.That(node.Applied, Is.GreaterThan(_storedAtCrash), $"{node.Name} had seen only what was stored");
    }

    /// <summary>A node was told that another is dead.</summary>
    public void ToldOfDeath(MemberInfo member) => _toldDead.Add(member.Number);

    private HubCore StartHub()
    {
        var options = new HubCoreOptions { ReconnectWindowMilliseconds = WindowMilliseconds, NodeTimeoutMilliseconds = int.MaxValue, IdBlockSize = 1000 };
        if (_store is null)
            return new HubCore(options);
        StoredHub? stored = _store.TakeOver();
        return new HubCore(options with { IsLasting = true, Epoch = _store.Epoch, RecoveryMilliseconds = RecoveryMilliseconds, FirstId = _store.ReserveIds(1 << 20), IdCount = 1 << 20 }, stored, _now);
    }

    private void Flush()
    {
        _store!.Flush(_random.Next(1, 12));
        _outbox.Clear();
        _core.Stored(_store.LastCall, _store.Durable, _outbox);
        foreach (ModelNode node in _nodes)
            node.FromHub.Release(_store.LastCall);
        Deliver();
    }

    private void Compact()
    {
        if (_core.Compactable == 0)
            return;
        Compactions++;
        _store!.Compact(_core.Compactable);
    }

    // Some of what is on the way to the nodes arrives, all that is on the way to the hub is lost.
    private void Crash()
    {
        Restarts++;
        _store!.Crash(_random);
        foreach (ModelNode node in _nodes.Where(node => !node.IsDead))
        {
            for (int survives = _random.Next(node.FromHub.OnTheWay.Count + 1); survives > 0 && !node.IsDead && node.FromHub.OnTheWay.Count > 0; survives--)
                Receive(node);
            node.Break();
            node.FromHub.Restart(open: !node.IsMember);
            if (_random.Next(8) == 0)
            {
                DiedWithHub++;
                node.IsDead = true;
            }
        }
        _late.Clear();
        _waits.Clear();
        ModelNode[] members = [.. _nodes.Where(node => !node.IsDead && node.IsMember && StateAtHub(node) != MemberState.Dead)];
        _core = StartHub();
        foreach (ModelNode node in members)
            Assert.That(StateAtHub(node), Is.Not.EqualTo(MemberState.Dead), $"{node.Name} was welcomed, and the store does not know it");
        Assert.That(_core.Membership.All.Select(member => member.Number).Intersect(_toldDead), Is.Empty, "others were told of the end of a member that the store has");
        _storedAtCrash = _store.Durable;
        Forget();
        foreach (ModelNode node in _nodes.Where(node => !node.IsDead && !node.IsMember))
            node.BeginAgain();
    }

    // What is not stored has not happened, until somebody hands it back.
    private void Forget()
    {
        _acceptedIncrements.Clear();
        _pools.Clear();
        _calls.Clear();
        foreach (LogRecord record in _store!.All.Where(record => record.GroupNumber != 0))
            Note(record);
    }

    private void CheckStore(ModelNode[] alive)
    {
        IReadOnlyList<LogRecord> log = _store!.All;
        Assert.That(log.Where(record => record.GroupNumber != 0).Select(record => (record.Session, record.GroupNumber)), Is.Unique, "a group is in the log twice");
        foreach (ModelNode node in _nodes)
        {
            foreach ((ulong sequence, ulong group) in node.Promised)
                Assert.That((log[(int)sequence - 1].Session, log[(int)sequence - 1].GroupNumber), Is.EqualTo((node.Session, group)), $"{node.Name} was told that its group {group} is stored as {sequence}");
        }
        foreach (ModelNode node in alive)
        {
            Assert.That(node.Executed, Is.SubsetOf(_calls.Keys), $"{node.Name} ran calls that never happened");
            Assert.That(node.Executed, Is.SupersetOf(CallsFor(node)), $"calls on {node.Name}");
        }
    }

    // Who holds a receiver is not known afterwards.
    private IEnumerable<ulong> CallsFor(ModelNode node) => _calls
        .Where(call => call.Value.Scope != (byte)CallScope.Holders && call.Value.Record.Sequence > node.JoinedAt && call.Value.Record.Session != node.Session)
        .Select(call => call.Key);
}
