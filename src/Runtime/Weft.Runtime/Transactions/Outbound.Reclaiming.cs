using Weft.Protocol;

namespace Weft.Runtime.Transactions;

/// <content>What becomes of the queue when the hub was started again: it counts the session's frames anew, and is told what it may lack before.</content>
internal sealed partial class Outbound
{
    /// <summary>
    /// Lets nothing into the queue until <see cref="Thaw"/>, so that what the node says of itself is of one moment. Called by the reader thread while there is no connection; meanwhile it does nothing
    /// that a thread in this queue could be in the way of.
    /// </summary>
    /// <returns>The groups that were not acknowledged, in their order: all that was published.</returns>
    internal OutboundGroup[] Freeze()
    {
        _gate.Enter();
        try
        {
            _frozen = true;
            CloseGroup();
            return [.. _unacknowledged];
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Forgets what was queued and goes on with another log, which begins with these messages.</summary>
    /// <param name="first">What was queued before and still matters to a hub that has heard all that the node said of itself.</param>
    internal void Thaw(IEnumerable<NodeMessage> first)
    {
        FrameLog log = new();
        foreach (NodeMessage message in first)
            log.Append(message);
        _gate.Enter();
        (_log, _confirmed, _frozen) = (log, 0, false);
        _gate.Exit();
    }

    // Called under the gate, which it leaves while it waits.
    private void AwaitThaw()
    {
        if (_frozen && !WaitUntil(static queue => !queue._frozen))
            throw new ClusterUnavailableException($"{RuntimeCodes.HubSilent}: what this node has of the cluster could not be looked through for a hub that was started again within {_timeout.TotalSeconds:0.#} s.", outcomeUnknown: false);
    }
}
