using Weft.Protocol;

namespace Weft.Runtime.Session;

/// <summary>The node's keeper: signs of life, watching the hub's, and telling the hub what was collected here.</summary>
internal sealed class Housekeeping(Node node)
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(30);
    private long _lastIdle = Environment.TickCount64;
    private int _collections = GC.CollectionCount(0);
    private long _lastSweep = Environment.TickCount64;

    internal void Run()
    {
        TimeSpan interval = node.Link.PingInterval;
        long due = Environment.TickCount64 + (long)interval.TotalMilliseconds;
        try
        {
            while (!node.Stopping.WaitHandle.WaitOne(interval))
            {
                // Where this process itself stood still (suspended, starved), what the hub sent meanwhile lies unread: the next round tells.
                bool stoodStill = Environment.TickCount64 - due > interval.TotalMilliseconds;
                due = Environment.TickCount64 + (long)interval.TotalMilliseconds;
                if (node.Link.CutSince is not 0 and var since)
                {
                    BearCut(since);
                    continue;
                }
                node.Outbound.Send(new Ping((ulong)Environment.TickCount64));
                if (!stoodStill && node.Link.Silence > node.NodeTimeout)
                    node.Link.GiveUpConnection($"the hub was silent for {node.Link.Silence.TotalSeconds:0.#} s (node-timeout).");
                Sweep();
                ReturnIdle();
            }
        }
        catch (ClusterUnavailableException e)
        {
            node.Log.Debug($"the keeper ends with the session: {e.Message}");
        }
    }

    private void BearCut(long since)
    {
        node.Requests.Expire(since, node.Options.HubTimeout, node.Link.Away);
        if (node.Options.TerminateWhenLost && Environment.TickCount64 - since > node.Options.HubTimeout.TotalMilliseconds)
            node.Lose(node.Link.Away(since).Message, null);
    }

    private void ReturnIdle()
    {
        if (node.Departure.HasBegun || Environment.TickCount64 - _lastIdle < IdleInterval.TotalMilliseconds)
            return;
        _lastIdle = Environment.TickCount64;
        node.Leases.ReturnIdle();
    }

    private void Sweep()
    {
        int collections = GC.CollectionCount(0);
        if (node.Departure.HasBegun || collections == _collections || Environment.TickCount64 - _lastSweep < SweepInterval.TotalMilliseconds)
            return;
        (_collections, _lastSweep) = (collections, Environment.TickCount64);
        // Read before the sweep: what the hub names later is newer than the drop and stays.
        ulong lastApplied = node.LastApplied;
        ulong[] collected = [];
        node.Objects.RemoveCollected(dropped =>
        {
            collected = dropped;
            for (int start = 0; start < dropped.Length; start += 8192)
                node.Outbound.Post(new Drop(lastApplied, dropped[start..Math.Min(dropped.Length, start + 8192)]));
        });
        node.Lent.Dropped(collected);
    }
}
