using Weft.Protocol;
using Weft.Runtime.Finalization;

namespace Weft.Runtime.Session;

/// <summary>How much of what this node has published the hub has on stable storage.</summary>
internal sealed class Durability(Node node)
{
    // The hub answers once it has stored; a question may be lost with a hub.
    private const int AskMilliseconds = 1000;

    private readonly object _gate = new();
    private ulong _acknowledgedGroup;
    private ulong _acknowledgedSequence;
    private ulong _durable;
    private int _waiting;

    /// <summary>Whether a thread waits for what the hub stores.</summary>
    internal bool IsAwaited
    {
        get
        {
            lock (_gate)
                return _waiting != 0;
        }
    }

    /// <summary>The session has ended: nobody waits any more.</summary>
    internal void End()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    /// <summary>The hub has given a group its number. Called by the reader thread.</summary>
    internal void Acknowledged(ulong group, ulong sequence)
    {
        lock (_gate)
        {
            (_acknowledgedGroup, _acknowledgedSequence) = (group, sequence);
            if (_waiting != 0)
                Monitor.PulseAll(_gate);
        }
    }

    /// <summary>What a frame said of the hub's storage. Called by the reader thread.</summary>
    /// <returns>Whether it is more than before.</returns>
    internal bool Heard(ulong durable)
    {
        if (Volatile.Read(ref _durable) == durable)
            return false;
        lock (_gate)
        {
            Volatile.Write(ref _durable, durable);
            if (_waiting != 0)
                Monitor.PulseAll(_gate);
        }
        return true;
    }

    /// <summary>Waits until a group is on stable storage. The hub says in every frame how far it has stored, and sends one then, since it is asked for it.</summary>
    /// <exception cref="ClusterUnavailableException">The session has ended, or the hub did not say so within its time-out.</exception>
    internal void Wait(ulong group)
    {
        long end = Environment.TickCount64 + (long)node.Options.HubTimeout.TotalMilliseconds;
        ulong? sequence = null;
        lock (_gate)
            _waiting++;
        try
        {
            while (!IsDurable(group, ref sequence, 0))
            {
                // The lock was left, and the changes are on their way.
                FinalizerThread.Refuse("a section of level synchronous-write");
                node.Outbound.Send(new Ping(0, WhenStored: true));
                if (IsDurable(group, ref sequence, (int)Math.Clamp(end - Environment.TickCount64, 0, AskMilliseconds)))
                    return;
                if (node.IsLost || Environment.TickCount64 >= end)
                    throw new ClusterUnavailableException($"{RuntimeCodes.HubSilent}: the hub has not said within {node.Options.HubTimeout.TotalSeconds:0.#} s that the changes of a synchronous-write section are on stable storage.", outcomeUnknown: true);
            }
        }
        finally
        {
            lock (_gate)
                _waiting--;
        }
    }

    // Waits for some time. The group's number in the cluster is not above the first that is seen once the group is acknowledged.
    private bool IsDurable(ulong group, ref ulong? sequence, int milliseconds)
    {
        long end = Environment.TickCount64 + milliseconds;
        lock (_gate)
        {
            while (true)
            {
                if (_acknowledgedGroup >= group)
                    sequence ??= _acknowledgedSequence;
                if (_durable >= sequence)
                    return true;
                int left = (int)(end - Environment.TickCount64);
                if (left <= 0 || node.IsLost)
                    return false;
                Monitor.Wait(_gate, left);
            }
        }
    }
}
