using Weft.Protocol;

namespace Weft.Runtime.Transactions;

/// <content>What becomes of the queue when the connection breaks and another one goes on; a hub that was started again counts the session's frames anew, and is told what it may lack before.</content>
internal sealed partial class Outbound
{
    /// <summary>The hub has handled so many of the session's frames. Called by the reader thread.</summary>
    internal void Confirmed(ulong count)
    {
        if (count == _confirmed)
            return;
        _confirmed = count;
        _gate.Enter();
        try
        {
            _log.Confirm(count);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>There is no connection: what is queued waits for the next one.</summary>
    internal void Cut()
    {
        _gate.Enter();
        _cut = true;
        _gate.Exit();
    }

    /// <summary>There is a connection again: what the hub has not handled is sent again. Called by the reader thread.</summary>
    /// <param name="handled">How many frames it has handled.</param>
    /// <param name="connect">Makes it the connection to send to, once nobody sends to the earlier one.</param>
    /// <param name="stop">Ends the wait for that.</param>
    /// <exception cref="OperationCanceledException">The session has ended.</exception>
    internal void Continue(ulong handled, Action connect, CancellationToken stop)
    {
        while (true)
        {
            _gate.Enter();
            try
            {
                if (!_busy)
                {
                    _log.Rewind(handled);
                    connect();
                    _cut = false;
                    break;
                }
            }
            finally
            {
                _gate.Exit();
            }
            if (stop.WaitHandle.WaitOne(1))
                throw new OperationCanceledException(stop);
        }
        _wake.Set();
    }

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
