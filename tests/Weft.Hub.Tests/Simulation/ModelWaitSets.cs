using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <summary>What the wait sets of all locks must be, kept beside the core from the messages that it handles.</summary>
internal sealed class ModelWaitSets(Predicate<ModelNode> isCut)
{
    private readonly Dictionary<LockId, List<(ModelNode Node, ulong Request)>> _waiting = [];
    private readonly HashSet<(ModelNode Node, ulong Request)> _pulsed = [];

    /// <summary>How many waits a pulse has ended.</summary>
    public int Pulses { get; private set; }

    public void Handling(ModelNode from, NodeMessage message)
    {
        switch (message)
        {
            case LockWait wait:
                Of(wait.Lock).Add((from, wait.RequestId));
                break;
            case LockCancel cancel:
                Of(cancel.Lock).Remove((from, cancel.RequestId));
                break;
            case LockPulse pulse:
                List<(ModelNode Node, ulong Request)> waiting = Of(pulse.Lock);
                int count = pulse.All ? waiting.Count : Math.Min(1, waiting.Count);
                // Those that are cut off, and may be dead, come last.
                (ModelNode Node, ulong Request)[] woken = [.. waiting.OrderBy(each => isCut(each.Node)).Take(count)];
                _pulsed.UnionWith(woken);
                waiting.RemoveAll(woken.Contains);
                break;
        }
    }

    /// <summary>A lock is granted. Of nodes that die meanwhile the waits may have ended before or not.</summary>
    public void Granting(Grant grant, Predicate<ModelNode> dies)
    {
        List<(ModelNode Node, ulong Request)> waiting = Of(grant.Lock);
        Assert.That(grant.Waited, Is.EqualTo(waiting.Count > 0).Or.EqualTo(waiting.Exists(each => !dies(each.Node))), $"the grant of {grant.Lock} says whether threads wait for a pulse");
    }

    public void Notified(ModelNode node, LockNotified notified)
    {
        Assert.That(_pulsed.Remove((node, notified.RequestId)), $"{node.Name} is woken without a pulse, or out of turn");
        Pulses++;
    }

    public void Died(ModelNode node)
    {
        foreach (List<(ModelNode Node, ulong Request)> waiting in _waiting.Values)
            waiting.RemoveAll(each => each.Node == node);
    }

    /// <summary>The hub dies, and with it all that waits there.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _pulsed.Clear();
    }

    public void CheckEnd()
    {
        Assert.That(_pulsed.Where(each => !each.Node.IsDead), Is.Empty, "a pulse was lost");
        Assert.That(_waiting.Values.Sum(waiting => waiting.Count), Is.Zero, "every wait has ended");
    }

    private List<(ModelNode Node, ulong Request)> Of(LockId id)
    {
        if (!_waiting.TryGetValue(id, out List<(ModelNode Node, ulong Request)>? waiting))
            _waiting.Add(id, waiting = []);
        return waiting;
    }
}
