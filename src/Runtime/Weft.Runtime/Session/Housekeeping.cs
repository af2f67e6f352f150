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
    private ulong _pings;

    internal void Run()
    {
        TimeSpan interval = TimeSpan.FromMilliseconds(Math.Clamp(node.NodeTimeout.TotalMilliseconds / 5, 20, 3000));
        long due = Environment.TickCount64 + (long)interval.TotalMilliseconds;
        try
        {
            while (!node.Stopping.WaitHandle.WaitOne(interval))
            {
                node.Outbound.Send(new Ping(++_pings));
                // Where this process itself stood still (suspended, starved), what the hub sent meanwhile lies unread: the next round tells.
                bool stoodStill = Environment.TickCount64 - due > interval.TotalMilliseconds;
                due = Environment.TickCount64 + (long)interval.TotalMilliseconds;
                if (!stoodStill && node.Silence > node.NodeTimeout)
                    node.Lose($"it was silent for {node.Silence.TotalSeconds:0.#} s (node-timeout)", null);
                Sweep();
                ReturnIdle();
            }
        }
        catch (ClusterUnavailableException e)
        {
            node.Log.Debug($"the keeper ends with the session: {e.Message}");
        }
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
        node.Objects.RemoveCollected(dropped =>
        {
            for (int start = 0; start < dropped.Length; start += 8192)
                node.Outbound.Post(new Drop(lastApplied, dropped[start..Math.Min(dropped.Length, start + 8192)]));
        });
    }
}
