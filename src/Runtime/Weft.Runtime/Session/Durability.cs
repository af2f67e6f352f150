using Weft.Protocol;

namespace Weft.Runtime.Session;

/// <summary>How much of what this node has published the hub has on stable storage.</summary>
internal sealed class Durability(Node node)
{
    private const int FirstAskMilliseconds = 1;
    private const int LastAskMilliseconds = 32;

    private readonly object _gate = new();
    private ulong _acknowledgedGroup;
    private ulong _acknowledgedSequence;
    private ulong _durable;
    private int _waiting;

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

    /// <summary>Waits until a group is on stable storage. The hub says so in every frame; where none comes, it is asked for one.</summary>
    /// <exception cref="ClusterUnavailableException">The session has ended, or the hub did not say so within its time-out.</exception>
    internal void Wait(ulong group)
    {
        long end = Environment.TickCount64 + (long)node.Options.HubTimeout.TotalMilliseconds;
        int ask = FirstAskMilliseconds;
        ulong? sequence = null;
        lock (_gate)
            _waiting++;
        try
        {
            while (!IsDurable(group, ref sequence, ask))
            {
                if (node.IsLost || Environment.TickCount64 > end)
                    throw new ClusterUnavailableException($"{RuntimeCodes.HubSilent}: the hub has not said within {node.Options.HubTimeout.TotalSeconds:0.#} s that the changes of a synchronous-write section are on stable storage.", outcomeUnknown: true);
                if (!node.Link.IsCut)
                    node.Outbound.Send(new Ping(0));
                ask = Math.Min(2 * ask, LastAskMilliseconds);
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
                if (left <= 0)
                    return false;
                Monitor.Wait(_gate, left);
            }
        }
    }
}
