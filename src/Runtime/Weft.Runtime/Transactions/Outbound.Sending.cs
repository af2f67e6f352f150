using Weft.Protocol;
using Weft.Runtime.Finalization;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Transactions;

/// <content>Who sends what is queued, and when.</content>
internal sealed partial class Outbound
{
    private const int RoundsOfCaller = 4;
    private const int AskStoredMilliseconds = 1000;
    private const long MaxTailBytes = 64L * 1024 * 1024;

    /// <summary>Body of the writer thread.</summary>
    internal void RunWriter(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && _failure is null)
        {
            _wake.Wait(100, CancellationToken.None);
            _wake.Reset();
            Drain();
        }
    }

    // The clock is looked at only while groups are under way, and not for each transaction of a burst; its grain is good enough to bound what a lost wake-up could delay.
    private bool MaySendNow(OutboundGroup group) =>
        !_busy && !_writerDue && (_unacknowledged.Count == 0 || group.Entries.Length >= MaxGroupBytes / 4
            || ((group.Transactions & 15) == 0 && _unacknowledged.Count < MaxGroupsUnderWay && Environment.TickCount64 - _lastSend > 1));

    /// <summary>Has the writer thread send what is queued. It is on its way, whatever becomes of the thread.</summary>
    internal void Wake() => Uninterrupted.Do(_wake, static wake => wake.Set());

    // The finalizer thread must not wait for the socket.
    private void SendNow()
    {
        if (FinalizerThread.IsCurrent)
            Wake();
        else
            Drain();
    }

    /// <summary>Sends what is queued, unless another thread is at it; that one, or the writer thread, takes it along then.</summary>
    private void Drain()
    {
        for (int round = 0; ; round++)
        {
            ReadOnlyMemory<byte> taken;
            _gate.Enter();
            try
            {
                if (_busy || _cut)
                    return;
                _writerDue = false;
                CloseGroup();
                if (round == RoundsOfCaller && _log.Unsent > 0)
                {
                    Wake();
                    return;
                }
                if (!_log.TryTake(out taken))
                    return;
                _busy = true;
            }
            finally
            {
                _gate.Exit();
            }
            SendTaken(taken);
            _gate.Enter();
            try
            {
                // Transactions that came meanwhile gather until the acknowledgement; messages do not wait.
                if (_log.Unsent == 0 && _unacknowledged.Count != 0)
                    return;
            }
            finally
            {
                _gate.Exit();
            }
        }
    }

    private void SendTaken(ReadOnlyMemory<byte> taken)
    {
        try
        {
            _send(taken);
        }
        finally
        {
            _gate.Enter();
            try
            {
                _busy = false;
                _lastSend = Environment.TickCount64;
            }
            finally
            {
                _gate.Exit();
            }
        }
    }

    /// <summary>Waits until there is room for more: who queues something under a gate of its own must not wait there.</summary>
    internal void RequireRoom()
    {
        _gate.Enter();
        try
        {
            WaitForRoom();
        }
        finally
        {
            _gate.Exit();
        }
    }

    // Called under the gate. The finalizer thread takes more rather than wait.
    private void WaitForRoom()
    {
        if (HasRoom() || FinalizerThread.IsCurrent)
            return;
        AwaitStored();
        if (!WaitUntil(static queue => queue.HasRoom()))
            throw new ClusterUnavailableException($"{RuntimeCodes.HubTooSlow}: the hub has not {(Queued >= MaxQueuedBytes ? "taken" : "stored")} {MaxQueuedBytes / (1024 * 1024)} MiB of changes within {_timeout.TotalSeconds:0.#} s.", outcomeUnknown: false);
    }

    private bool HasRoom() => Queued < MaxQueuedBytes && _tail.Bytes < MaxTailBytes;

    // A hub that has nothing else to say tells how far it has stored when it is asked.
    private void AwaitStored()
    {
        if (_frozen || _closed || _tail.Bytes < MaxTailBytes || Environment.TickCount64 - _askedStored < AskStoredMilliseconds)
            return;
        _askedStored = Environment.TickCount64;
        CloseGroup();
        _log.Append(new Ping(0, WhenStored: true));
        Wake();
    }

    /// <summary>Waits, for the hub's time-out at most. Called under the gate, which it leaves while it waits.</summary>
    /// <returns>Whether it came about, or the session has ended.</returns>
    private bool WaitUntil(Func<Outbound, bool> isDone)
    {
        long deadline = Environment.TickCount64 + (long)_timeout.TotalMilliseconds;
        UninterruptedWait wait = default;
        while (!isDone(this) && _failure is null && Environment.TickCount64 < deadline)
        {
            AwaitStored();
            _gate.Exit();
            wait.Sleep(RoomPollMilliseconds);
            _gate.Enter();
        }
        wait.End();
        return _failure is not null || isDone(this);
    }
}
